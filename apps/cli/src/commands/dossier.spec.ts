import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf, makeDossier, zipOf } from '#outcomes';
import { publicJwkOf, signingKeyFrom } from '#security';
import {
  sampleContent,
  sampleKey,
  signedAtMs,
} from '../../../../libs/outcomes/src/testing/sample-dossier.js';
import { runUniflag } from '../testing/run-uniflag.js';

const folder = mkdtempSync(join(tmpdir(), 'uniflag-dossier-'));
const other = signingKeyFrom(Buffer.alloc(32, 9).toString('base64'), 'other');
/** Whatever asks the network fails the test. */
const noNetwork = { fetch: () => Promise.reject(new Error('the network was asked')) };
const run = (...args: string[]) =>
  runUniflag(noNetwork, ['dossier', 'verify', ...args], {
    cwd: folder,
    env: {},
    checkout: join(__dirname, '../../../..'),
  });

beforeAll(async () => {
  const files = await makeDossier(sampleContent, 'en', sampleKey, signedAtMs);
  writeFileSync(join(folder, 'dossier.zip'), await zipOf(files));
  const changed = new Map(files).set('replies.json', Buffer.from('{"replies":[]}'));
  writeFileSync(join(folder, 'changed.zip'), await zipOf(changed));
  writeFileSync(
    join(folder, 'forged.zip'),
    await zipOf(await makeDossier(sampleContent, 'en', other, signedAtMs)),
  );
  writeFileSync(join(folder, 'key.pem'), sampleKey.publicPem);
  writeFileSync(join(folder, 'jwks.json'), JSON.stringify({ keys: [publicJwkOf(sampleKey)] }));
  writeFileSync(join(folder, 'large.zip'), 'PK');
  truncateSync(join(folder, 'large.zip'), 10 * 1000 ** 3);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('says that a dossier is sound, which key signed it, and what no program can check', async () => {
  const { exitCode, out, err } = await run('dossier.zip');
  expect([exitCode, err]).toEqual([0, '']);
  expect(out)
    .toBe(`Dossier of report UF-2026-000123, signed 2026-11-24T09:00:00.000Z by the clock of whoever signed.
Sound: the signature, 10 files and the chain of 6 events fit. Nothing was
changed, taken away or put in since it was signed.

Signed by the key with this fingerprint. Anybody can sign with a key of their own:
call the organisation at a number that you know from elsewhere, and have it read out.
  ${fingerprintOf(sampleKey.publicPem).match(/.{4}/g)!.join(' ')}

Not checked:
  - whether the key is that of the organisation: compare the fingerprint
  - whether what people entered is true or complete
  - when it was signed, other than by the clock of the organisation
`);
});

it.each([
  ['a file with the key', () => 'key.pem'],
  ['the set of keys that the API publishes', () => 'jwks.json'],
  [
    'a fingerprint as it was read out',
    () => fingerprintOf(sampleKey.publicPem).toUpperCase().match(/.{4}/g)!.join(' '),
  ],
])('holds it to %s', async (_what, key) => {
  const right = await run('dossier.zip', '--key', key());
  expect([right.exitCode, right.out]).toEqual([
    0,
    expect.stringContaining('Signed by the key that you expect'),
  ]);
  const wrong = await run('forged.zip', '--key', key());
  expect(wrong.exitCode).toBe(1);
  expect(wrong.out).toContain('NOT sound, 1 faults:\n  OTHER_KEY: head.json: another key');
  expect(wrong.out).toContain('Signed by ANOTHER key');
});

it('names what was changed', async () => {
  const { exitCode, out } = await run('changed.zip');
  expect([exitCode, out]).toEqual([
    1,
    expect.stringContaining('FILE_CHANGED: replies.json: is not what was signed'),
  ]);
  const json = await run('changed.zip', '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    ...{ isSound: false, faults: [{ kind: 'FILE_CHANGED', file: 'replies.json', line: null }] },
    notChecked: expect.arrayContaining([expect.stringContaining('fingerprint')]),
  });
});

it('says what to do with what is no dossier', async () => {
  const missing = await run('missing.zip');
  expect([missing.exitCode, missing.out]).toEqual([1, 'There is no file to read here (ENOENT).\n']);
  const large = await run('large.zip', '--json');
  expect([large.exitCode, JSON.parse(large.out)]).toMatchObject([
    1,
    { isSound: false, code: 'DOSSIER.TOO_LARGE' },
  ]);
});

it('says what is wrong with a key', async () => {
  const none = await run('dossier.zip', '--key', 'nothing');
  expect([none.exitCode, none.err]).toEqual([2, expect.stringContaining('is no fingerprint of 64 digits')]);
  const zip = await run('dossier.zip', '--key', 'dossier.zip');
  expect([zip.exitCode, zip.err]).toEqual([2, expect.stringContaining('holds no public key')]);
});
