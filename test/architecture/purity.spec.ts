import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
// @ts-expect-error a tool's configuration has no types
import config from '../../eslint.config.mjs';

/** The project's rules without those that need types, which a snippet has none of. */
const rules = [
  ...(config as Linter.Config[]),
  { ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] },
  { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
] as Linter.Config[];

/** What ESLint says of a snippet that stands in a file of that name. */
function findings(file: string, code: string): { rules: string[]; messages: string[] } {
  const messages = new Linter({ configType: 'flat' }).verify(`${code}\n`, rules, { filename: file });
  const told = messages.filter(({ ruleId }) => ruleId !== '@typescript-eslint/no-unused-vars');
  return {
    rules: [...new Set(told.map(({ ruleId }) => ruleId ?? 'unreadable'))],
    messages: told.map(({ message }) => message),
  };
}

const core = 'libs/core/src/planted.ts';
const mapper = 'libs/platforms/src/example/mapper.ts';

describe('pure code', () => {
  it.each([
    ['the clock', 'export const at = Date.now();', 'no-restricted-globals'],
    ['the clock by a constructor', 'export const at = new Date();', 'no-restricted-globals'],
    ['the clock by the global object', 'export const at = globalThis.Date.now();', 'no-restricted-globals'],
    ['the stopwatch', 'export const at = performance.now();', 'no-restricted-globals'],
    ['randomness', 'export const some = Math.random();', 'no-restricted-properties'],
    ['randomness by destructuring', 'export const { random } = Math;', 'no-restricted-properties'],
    ['randomness by crypto', 'export const some = crypto.randomUUID();', 'no-restricted-globals'],
    ['a timer', 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
    ['a repeated timer', 'setInterval(() => undefined, 1);', 'no-restricted-globals'],
    ['a promise', 'export const later = Promise.resolve(1);', 'no-restricted-globals'],
    ['a promise as a type', 'export type Later = Promise<number>;', 'no-restricted-syntax'],
    ['an async function', 'export async function later() { return 1; }', 'no-restricted-syntax'],
    ['an async arrow', 'export const later = async () => 1;', 'no-restricted-syntax'],
    ['await', 'export const now = await later;', 'no-restricted-syntax'],
    ['a loop that awaits', 'for await (const each of all) use(each);', 'no-restricted-syntax'],
    ['the process', 'export const name = process.title;', 'no-restricted-globals'],
    ['the network', "fetch('https://example.org');", 'no-restricted-globals'],
    ['a package', "import { z } from 'zod';", 'no-restricted-syntax'],
    ['a Node module', "import { readFileSync } from 'node:fs';", 'no-restricted-syntax'],
    ['a library', "import type { Taxonomy } from '#config';", 'no-restricted-syntax'],
    ['a package passed on', "export { z } from 'zod';", 'no-restricted-syntax'],
    ['all of a package passed on', "export * from 'zod';", 'no-restricted-syntax'],
    ['a late import', "export const later = import('./late.js');", 'no-restricted-syntax'],
    ['a default export', 'export default 1;', 'no-restricted-syntax'],
    ['an empty catch', 'try { use(); } catch { /* nothing */ }', 'no-restricted-syntax'],
  ])('of the core has no way to %s', (_name, code, rule) => {
    expect(findings(core, code).rules).toContain(rule);
  });

  it('of the core does not log', () => {
    expect(findings(core, "console.log('synthetic');").rules).toEqual(
      expect.arrayContaining(['no-console', 'no-restricted-globals']),
    );
  });

  it('of the core is free to reckon', () => {
    const code =
      "import { words } from './word.js';\nexport const longest = Math.max(...words.map((word) => word.length));";
    expect(findings(core, code)).toEqual({ rules: [], messages: [] });
  });

  it('of the core is tested with whatever a test needs', () => {
    const code =
      "import fc from 'fast-check';\nexport const seed = fc.sample(fc.nat(), { seed: Date.now() });";
    expect(findings('libs/core/src/planted.spec.ts', code).rules).toEqual([]);
  });

  it.each([
    ['ask for the time', 'export const at = Date.now();', 'no-restricted-properties'],
    ['ask for the time by a constructor', 'export const at = new Date();', 'no-restricted-syntax'],
    ['wait', 'export const later = async () => 1;', 'no-restricted-syntax'],
    ['reach the network', "fetch('https://example.org');", 'no-restricted-globals'],
    ['read the environment', 'export const home = process.env.HOME;', 'no-restricted-globals'],
    ['throw dice', 'export const some = Math.random();', 'no-restricted-properties'],
  ])('of a mapper cannot %s', (_name, code, rule) => {
    expect(findings(mapper, code).rules).toContain(rule);
  });

  it('of a mapper writes a given time as a day', () => {
    const code = 'export const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);';
    expect(findings(mapper, code).rules).toEqual([]);
  });
});

describe('a library', () => {
  const file = 'libs/persistence/src/planted.ts';

  it.each([
    'export const url = process.env.DATABASE_URL;',
    "export const url = process.env['DATABASE_URL'];",
    'export const { env } = process;',
  ])('never reads the environment: %s', (code) => {
    expect(findings(file, code).rules).toEqual(['no-restricted-properties']);
  });

  it('may know its own process', () => {
    expect(findings(file, 'export const pid = process.pid;').rules).toEqual([]);
  });

  it('does not write to the console', () => {
    expect(findings(file, "console.log('synthetic');").rules).toEqual(['no-console']);
  });
});

describe('everywhere', () => {
  it.each([
    'apps/worker/src/planted.ts',
    'libs/mail/src/planted.ts',
    'config/planted.ts',
    'test/flows/planted.spec.ts',
  ])('no catch is empty, not even with a remark: %s', (file) => {
    expect(findings(file, 'try { use(); } catch { /* fine */ }').rules).toEqual(['no-restricted-syntax']);
    expect(findings(file, 'try { use(); } catch (error) { report(error); }').rules).toEqual([]);
  });

  it('exports are named, but where a tool asks for a default', () => {
    expect(findings('libs/mail/src/planted.ts', 'export default 1;').rules).toEqual(['no-restricted-syntax']);
    expect(findings('planted.config.mjs', 'export default 1;').rules).toEqual([]);
  });

  it('only the launcher and the command line write to the console', () => {
    const code = "console.log('synthetic');";
    for (const file of [
      'apps/api/src/planted.ts',
      'apps/worker/src/planted.ts',
      'apps/simulator/src/planted.ts',
      'config/planted.ts',
    ])
      expect(findings(file, code).rules).toEqual(['no-console']);
    for (const file of ['apps/launcher/src/planted.ts', 'apps/cli/src/planted.ts', 'apps/launcher/start.mjs'])
      expect(findings(file, code).rules).toEqual([]);
  });

  it('the API has no hand on what sends webhooks', () => {
    const code =
      "import { SignedWebhookTransport } from '#webhooks';\nexport const transport = SignedWebhookTransport;";
    expect(findings('apps/api/src/planted.ts', code).rules).toEqual([
      '@typescript-eslint/no-restricted-imports',
    ]);
    expect(findings('apps/worker/src/planted.ts', code).rules).toEqual([]);
  });
});

describe('a spec', () => {
  // Put together here, so that this file itself is not flagged.
  const call = (...names: string[]) => `${names.join('.')}('synthetic', () => undefined);`;

  it.each([
    call('it', 'only'),
    call('test', 'only'),
    call('describe', 'only'),
    call('it', 'skip'),
    call('describe', 'skip'),
    call('it', 'failing'),
    call('it', 'todo'),
    `${['it', 'only', 'each'].join('.')}([1])('synthetic', () => undefined);`,
    call('fit'),
    call('fdescribe'),
    call('xit'),
    call('xtest'),
    call('xdescribe'),
  ])('leaves no test out: %s', (code) => {
    expect(findings('libs/mail/src/planted.spec.ts', code).rules).toContain('no-restricted-syntax');
  });

  it('may choose by what the machine can do', () => {
    const code = 'export const asRoot = isRoot ? describe : describe.skip;';
    expect(findings('libs/mail/src/planted.spec.ts', code).rules).toEqual([]);
  });
});
