import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJsonIfThere, removeRunFile, writePrivately } from './run-file.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-run-spec-'));
  file = join(folder, 'run.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('can be read by its owner only, even where an open file was there before', () => {
  writeFileSync(file, '{}', { mode: 0o644 });
  writePrivately(file, { pid: 1 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readJsonIfThere(file)).toEqual({ pid: 1 });
  expect(readdirSync(folder)).toEqual(['run.json']);
});

it('is removed by the process it names, and by no other', () => {
  writePrivately(file, { pid: 41 });
  removeRunFile(file, 42);
  expect(existsSync(file)).toBe(true);
  removeRunFile(file, 41);
  expect(existsSync(file)).toBe(false);
});

it('reads as nothing where it is missing or torn', () => {
  expect(readJsonIfThere(file)).toBeUndefined();
  writeFileSync(file, '{"pid":');
  expect(readJsonIfThere(file)).toBeUndefined();
});
