import { createPublicKey, type JsonWebKeyInput } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  fingerprintOf,
  readZip,
  spelledFingerprint,
  UnreadableDossier,
  verifyDossier,
  type DossierCheck,
  type DossierFault,
} from '#outcomes';
import { exitCodes, UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { plain, wrap } from '../text/layout.js';
import type { World } from '../world.js';

/** Checks a dossier by itself: without a network, and without the installation that made it. */
export async function verifyDossierFile(
  session: Session,
  file: string,
  { key }: { key?: string },
): Promise<number> {
  const { world } = session;
  const expected = key === undefined ? undefined : await fingerprintIn(world, key);
  try {
    const check = verifyDossier(await readZip(resolve(world.cwd, file)), expected);
    const isSound = check.faults.length === 0;
    session.show({ isSound, ...check, notChecked }, () => textOf(check, world.columns));
    return isSound ? exitCodes.ok : exitCodes.refused;
  } catch (error) {
    if (!(error instanceof UnreadableDossier)) throw error;
    session.show({ isSound: false, code: error.code, detail: error.message }, () =>
      wrap(error.message, world.columns),
    );
    return exitCodes.refused;
  }
}

/** What no program can tell from the file. */
const notChecked = [
  'whether the key is that of the organisation: compare the fingerprint',
  'whether what people entered is true or complete',
  'when it was signed, other than by the clock of the organisation',
] as const;

/** A file with a public key (PEM) or a set of them (JWKS), or the 64 digits of a fingerprint. */
async function fingerprintIn(world: World, key: string): Promise<string> {
  const digits = key.replaceAll(/[\s:]/g, '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  const text = await readFile(resolve(world.cwd, key), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `--key: ${key} is no fingerprint of 64 digits and cannot be read (${error.code ?? 'unknown'}).`,
    );
  });
  try {
    return fingerprintOf(createPublicKey(text.trimStart().startsWith('{') ? onlyKeyOf(text) : text));
  } catch {
    throw new UsageError(`--key: ${key} holds no public key in PEM, and no set (JWKS) of one.`);
  }
}

function onlyKeyOf(jwks: string): JsonWebKeyInput {
  const { keys } = JSON.parse(jwks) as { keys: JsonWebKeyInput['key'][] };
  const [key, ...others] = keys;
  if (!key || others.length > 0) throw new Error('not one key');
  return { key, format: 'jwk' };
}

function textOf(check: DossierCheck, columns: number): string {
  const { fingerprint, faults, withheld } = check;
  const lines = (text: string) => wrap(text, columns);
  return [
    ...(check.reference === null
      ? []
      : [
          `Dossier of report ${plain(check.reference)}, signed ${plain(check.signedAt ?? '')} by the clock of whoever signed.`,
        ]),
    faults.length === 0
      ? lines(
          `Sound: the signature, ${check.files} files and the chain of ${check.events} events fit. Nothing was changed, taken away or put in since it was signed.`,
        )
      : `NOT sound, ${faults.length} faults:\n${faults.map((fault) => `  ${faultText(fault)}`).join('\n')}`,
    ...(fingerprint === null ? [] : ['', keyText(check), `  ${spelledFingerprint(fingerprint)}`]),
    ...(withheld.length === 0
      ? []
      : ['', lines(`Left out, because whoever made it may not read it: ${plain(withheld.join(', '))}.`)]),
    ...(fingerprint === null ? [] : ['', 'Not checked:', ...notChecked.map((each) => `  - ${each}`)]),
  ].join('\n');
}

function keyText({ isExpectedKey }: DossierCheck): string {
  if (isExpectedKey === true) return 'Signed by the key that you expect:';
  if (isExpectedKey === false) return 'Signed by ANOTHER key than the one that you expect:';
  return [
    'Signed by the key with this fingerprint. Anybody can sign with a key of their own:',
    'call the organisation at a number that you know from elsewhere, and have it read out.',
  ].join('\n');
}

function faultText({ kind, file, line, detail }: DossierFault): string {
  const place = [file, line === null ? '' : `line ${line}`].filter(Boolean).join(', ');
  return `${kind}: ${place}: ${detail}`;
}
