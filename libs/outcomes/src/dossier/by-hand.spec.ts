import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleContent, sampleKey, signedAtMs } from '../testing/sample-dossier.js';
import { makeDossier } from './make-dossier.js';
import { fingerprintOf } from './signed-head.js';
import { zipOf } from './write-zip.js';

const missing = ['bash', 'unzip', 'jq', 'sha256sum', 'openssl'].filter(
  (tool) => spawnSync(tool, ['--version']).error !== undefined,
);
const itOrSkip = missing.length === 0 ? it : it.skip;
const folder = mkdtempSync(join(tmpdir(), 'uniflag-by-hand-'));
jest.setTimeout(90_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** The commands of docs/dossier.md, on a dossier. */
function byHand(name: string, zip: Buffer): string {
  const guide = readFileSync(join(__dirname, '../../../../docs/dossier.md'), 'utf8');
  const commands = /### By hand[^]*?```sh\n([^]*?)```/.exec(guide)?.[1] ?? 'exit 1';
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, 'dossier.zip'), zip);
  const env = { ...process.env, dossier: 'dossier.zip' };
  return spawnSync('bash', ['-c', commands], { cwd: place, env, encoding: 'utf8' }).stdout;
}

itOrSkip(
  `is checked by hand as the guide says${missing.length === 0 ? '' : ` (skipped: no ${missing.join(', ')})`}`,
  async () => {
    const files = await makeDossier(sampleContent, 'en', sampleKey, signedAtMs);
    const fits = ['files fit', 'manifest fits', 'Signature Verified Successfully', 'events fit'];
    const said = byHand('sound', await zipOf(files));
    for (const each of fits) expect(said).toContain(each);
    expect(said).toContain(fingerprintOf(sampleKey.publicPem));

    const events = Buffer.from(files.get('events.jsonl')!.toString().replace('IN_PROGRESS', 'RESOLVED'));
    const changed = byHand('changed', await zipOf(new Map(files).set('events.jsonl', events)));
    expect(changed).toContain('broken at:');
    expect(changed).not.toContain('files fit');
  },
);
