import { canonicalJson, faultOfSeal, type Seal } from '#outcomes';
import { signatureCheck, signingKeyFrom } from '#security';
import { readText } from '../commands/read-text.js';
import { exitCodes, UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { readPublicKey } from './audit.js';
import { operatorConfig } from './installation.js';

/** Checks the JSON of a yearly report by itself: no installation is asked, so that anybody can. */
export async function checkAnnualReport(
  session: Session,
  file: string,
  { publicKey }: { publicKey: string },
): Promise<number> {
  const check = signatureCheck(await readPublicKey(session.world, publicKey));
  const { report, seal } = sealedIn(await readText(file, session.world), file);
  const fault = faultOfSeal(canonicalJson(report), seal, check);
  session.show(
    { outcome: fault ?? 'HOLDS', year: seal.year, sealedAt: seal.sealedAt, sha256: seal.sha256 },
    () =>
      fault === undefined
        ? `The seal holds: the report of ${seal.year} is as it was on ${seal.sealedAt}.`
        : {
            TEXT_CHANGED: 'The report was changed: it is not what was sealed.',
            FORGED: 'The seal is not of this key.',
          }[fault],
  );
  return fault === undefined ? exitCodes.ok : exitCodes.refused;
}

export async function printOutcomesKey(session: Session): Promise<number> {
  const { outcomes } = await operatorConfig(session.world);
  if (outcomes.signingKey === null)
    throw new UsageError('This installation seals nothing: set outcomes.signingKey.');
  const { publicPem } = signingKeyFrom(outcomes.signingKey, 'outcomes.signingKey');
  return session.show({ publicKey: publicPem }, () => publicPem.trim());
}

function sealedIn(text: string, file: string): { readonly report: object; readonly seal: Seal } {
  const parsed = parse(text, file) as {
    readonly report?: unknown;
    readonly seal?: Partial<Seal> | null;
  } | null;
  const { report, seal } = parsed ?? {};
  if (seal === null)
    throw new UsageError(`${file} is not sealed: it tells how the year stood when it was read.`);
  const isSeal =
    typeof seal === 'object' &&
    [seal.sha256, seal.sealedAt, seal.keyId, seal.signature].every((part) => typeof part === 'string') &&
    typeof seal.events === 'object';
  if (typeof report !== 'object' || report === null || !isSeal)
    throw new UsageError(
      `${file} is no yearly report in JSON, as \`uniflag outcomes annual-report\` writes it.`,
    );
  return { report, seal: seal as Seal };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not JSON. Take the report in the format json.`);
  }
}
