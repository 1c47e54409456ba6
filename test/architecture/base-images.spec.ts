import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'docker');

/** Images that the text of a file in docker/ names and that others make, with what is wrong with how. */
function faultsOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    const image = /^(?:ARG \w*IMAGE=|FROM |\s+image:\s*)([^\s$]+)/.exec(line)?.[1];
    // Our own is built here.
    if (image === undefined || image === 'uniflag') return [];
    if (/@sha256:[0-9a-f]{64}$/.test(image)) return [];
    const hasVersion =
      /:v?\d+\.\d+(?:\.\d+)?(?:-[\w.-]+)?$/.test(image) && !/^node:\d+\.\d+(-|$)/.test(image);
    const isExplained =
      /# No digests in this file: /.test(text) ||
      /#.*No digest: /.test(lines.slice(Math.max(0, at - 4), at).join('\n'));
    return [
      ...(hasVersion ? [] : [`${image} names no full version`]),
      ...(isExplained ? [] : [`${image} has no digest, and nothing above it says why (# No digest: …)`]),
    ];
  });
}

it('base images are pinned: by digest, or by their full version with the reason beside it', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /Dockerfile$|\.yaml$/.test(name),
  );
  expect(files).toEqual(
    expect.arrayContaining(['Dockerfile', 'compose.yaml', join('kubernetes', 'api.yaml')]),
  );
  expect(files.flatMap((name) => faultsOf(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
});

it.each([
  ['FROM node:24', ['node:24 names no full version', expect.stringContaining('has no digest')]],
  ['# No digest: x\nARG NODE_IMAGE=node:24-slim', ['node:24-slim names no full version']],
  ['    image: redis:8.10.0', [expect.stringContaining('has no digest')]],
  ['# No digest: x\n    image: redis:latest', ['redis:latest names no full version']],
  ['# No digest: x\n    image: redis:8.10.0', []],
  ['# No digests in this file: x\n    image: redis:v8.10.0', []],
  [`FROM node@sha256:${'a'.repeat(64)} AS build`, []],
  ['FROM ${NODE_IMAGE} AS build', []],
])('of %j the check says what it should', (text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});
