import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { withEdits } from '../support/planted.cjs';
import { attacks } from './attacks.js';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const threatModel = read('docs/threat-model.md');

describe('attacks', () => {
  it('have names of their own, and stand in the threat model with their test', () => {
    expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
    expect(attacks.filter(({ name }) => !threatModel.includes(`\`${name}\``))).toEqual([]);
    const named = [...threatModel.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(attacks.map(({ name }) => name).sort());
  });

  it.each(attacks)('$name has its test, and a guard that can be taken away', ({ spec, test, without }) => {
    // Of a table of cases the title is put together.
    const [words = ''] = /^[^:"/\d]*/.exec(test) ?? [];
    const isContract = spec.endsWith('stores.spec.ts');
    const where = isContract ? 'libs/application/src/testing/contract/describe-holds.ts' : spec;
    expect(read(where)).toContain(words.trim());
    expect(without.length).toBeGreaterThan(0);
    for (const file of new Set(without.map((edit) => edit.file))) {
      const planted = withEdits(join(root, file), read(file), without);
      expect(() =>
        transformSync(planted, {
          swcrc: false,
          jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
        }),
      ).not.toThrow();
    }
  });
});

describe('docs/asvs.csv', () => {
  const [, ...rows] = read('docs/asvs.csv').trim().split('\n');
  const answers = rows.map((row) => Papa.parse<string[]>(row).data[0] ?? []);

  it('answers each requirement of levels 1 and 2 once', () => {
    expect(new Set(answers.map(([requirement]) => requirement)).size).toBe(answers.length);
    // How many ASVS 5.0.0 has.
    expect(answers.filter(([, level]) => level === '1')).toHaveLength(70);
    expect(answers.filter(([, level]) => level === '2')).toHaveLength(183);
  });

  it('says of each where it stands, with tests that there are', () => {
    for (const [requirement, , status = '', where = '', test = ''] of answers) {
      expect([requirement, ['met', 'partly', 'open', 'operator', 'not used'].includes(status)]).toEqual([
        ...[requirement, true],
      ]);
      expect([requirement, where.length > 3, test === '' || existsSync(join(root, test))]).toEqual([
        ...[requirement, true, true],
      ]);
    }
  });
});
