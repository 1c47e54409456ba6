import { linkHash, type RecordedRow } from './chain.js';
import type { ChainFault } from './chain-fault.js';

/** A link whose hash does not follow from the link before it and its row. */
export interface Suspect {
  readonly sequence: number;
  readonly recorded: RecordedRow;
  /** Hash of the link before. */
  readonly previous: Uint8Array;
  readonly hash: Buffer;
}

/** More than these are not compared with each other. */
const comparedAtMost = 200;

/** Says of each whether it was changed, put in, or stands in another place than it did. */
export function explainSuspects(suspects: readonly Suspect[]): ChainFault[] {
  const compared = suspects.slice(0, comparedAtMost);
  const places = new Map(
    compared.flatMap(({ previous, hash }) => [previous, hash].map((each) => [hex(each), each] as const)),
  );
  /** Of which link it is the right successor, by that link's hash. */
  const follows = new Map(
    compared.map((suspect) => [
      suspect,
      [...places.values()].find((place) => linkHash(place, suspect.recorded).equals(suspect.hash)),
    ]),
  );
  const nextOf = (suspect: Suspect) => compared.find(({ sequence }) => sequence === suspect.sequence + 1);
  const isPutIn = (suspect: Suspect) => {
    const next = nextOf(suspect);
    const followed = next && follows.get(next);
    return !follows.get(suspect) && followed !== undefined && hex(followed) === hex(suspect.previous);
  };
  /** What stands after something that was put in is right where it is. */
  const isRight = (suspect: Suspect) =>
    compared.some((each) => each.sequence === suspect.sequence - 1 && isPutIn(each));
  const isSwapped = (suspect: Suspect) =>
    follows.get(suspect) !== undefined ||
    compared.some(
      (other) => other !== suspect && linkHash(suspect.previous, other.recorded).equals(suspect.hash),
    );
  return suspects.flatMap((suspect) => {
    if (!compared.includes(suspect)) return [faultOf(suspect, 'CHANGED')];
    if (isRight(suspect)) return [];
    return [faultOf(suspect, isPutIn(suspect) ? 'INSERTED' : isSwapped(suspect) ? 'REORDERED' : 'CHANGED')];
  });
}

const details = {
  CHANGED: 'Its row is not what was sealed, or what stood before it was taken away.',
  INSERTED: 'It was put between two links that follow each other.',
  REORDERED: 'It stands in another place than it was sealed in.',
} as const;

function faultOf({ sequence, recorded }: Suspect, kind: keyof typeof details): ChainFault {
  const { kind: table, id } = recorded;
  return { kind, sequence, row: { kind: table, id }, detail: details[kind] };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
