import { once, EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess } from '../prepare/process-identity.mjs';
import { Child, type ChildWatcher } from './child.js';
import { lastLines } from './last-lines.js';
import { endOrphans, noteChildren } from './orphans.js';

let folder: string;
let heard: EventEmitter;
let children: Child[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-child-spec-'));
  heard = new EventEmitter();
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true });
});

/** A process that runs these lines; says `up` over its channel by `process.send`. */
function aChild(lines: string, waitsMs: readonly number[] = [0, 0]): Child {
  const script = join(folder, 'child.cjs');
  writeFileSync(script, lines);
  const watcher: ChildWatcher = {
    started: (child) => heard.emit('started', child.pid),
    restarting: (_, end) => heard.emit('restarting', end),
    gaveUp: (_, end) => heard.emit('gaveUp', end),
  };
  const spec = {
    name: 'synthetic',
    script,
    env: process.env,
    cwd: folder,
    logFile: join(folder, 'child.log'),
  };
  const child = new Child(spec, watcher, { quickMs: 60_000, waitsMs });
  children.push(child);
  return child;
}

const stays = 'setInterval(() => {}, 1000);';

/** Waits until the child's log says so. */
async function logged(text: string): Promise<void> {
  const file = join(folder, 'child.log');
  while (!readFileSync(file, 'utf8').includes(text)) await new Promise(setImmediate);
}

it('starts a killed process again', async () => {
  const child = aChild(stays);
  child.start();
  const first = child.pid;
  const [again] = [once(heard, 'restarting')];
  process.kill(first ?? 0, 'SIGKILL');
  expect(await again).toEqual(['SIGKILL']);
  const [second] = (await once(heard, 'started')) as [number];
  expect(second).not.toBe(first);
});

it('gives up on a process that keeps dying, with its last words in the log', async () => {
  const child = aChild('console.log(\'{"event":"cannot go on"}\'); process.exit(3);');
  child.start();
  expect(await once(heard, 'gaveUp')).toEqual(['exit code 3']);
  expect(lastLines(child.spec.logFile, 2)).toBe('    {"event":"cannot go on"}\n    {"event":"cannot go on"}');
});

it('lets a process end in order, and does not start it again', async () => {
  const child = aChild(
    `process.on('SIGTERM', () => { console.log('in order'); process.exit(0); }); console.log('up'); ${stays}`,
  );
  const restarted = jest.fn();
  child.start();
  heard.on('restarting', restarted);
  await logged('up');
  await child.stop(30_000);
  expect(readFileSync(child.spec.logFile, 'utf8')).toContain('in order');
  expect(child.pid).toBeUndefined();
  expect(restarted).not.toHaveBeenCalled();
});

it('kills a process that does not end, with what it started', async () => {
  const child = aChild(
    `process.on('SIGTERM', () => {});
     const inner = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stays)}]);
     console.log('inner ' + inner.pid + ' up'); ${stays}`,
  );
  child.start();
  await logged(' up');
  const inner = Number(/inner (\d+)/.exec(readFileSync(child.spec.logFile, 'utf8'))?.[1]);
  await child.stop(0);
  while (identifyProcess(inner) !== undefined) await new Promise(setImmediate);
  expect(child.pid).toBeUndefined();
});

describe('endOrphans', () => {
  const identities = new Map([[11, 'since noon']]);
  const identify = (pid: number) => identities.get(pid);

  it('ends what is noted and still runs', async () => {
    const child = aChild(stays);
    child.start();
    const pid = child.pid ?? 0;
    const file = join(folder, 'children.json');
    noteChildren(file, [{ name: 'synthetic', pid }], identifyProcess);
    const ended = once(heard, 'restarting');
    expect(endOrphans(file, identifyProcess)).toEqual(['synthetic']);
    expect(await ended).toEqual(['SIGKILL']);
  });

  it('leaves alone a process that only has an old number', () => {
    const file = join(folder, 'children.json');
    noteChildren(file, [{ name: 'worker', pid: 11 }], identify);
    identities.set(11, 'since one');
    expect(endOrphans(file, identify)).toEqual([]);
  });

  it('finds nothing where nothing was noted', () => {
    expect(endOrphans(join(folder, 'children.json'), identify)).toEqual([]);
  });
});
