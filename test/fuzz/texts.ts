import fc from 'fast-check';

/** Characters that have fooled others: controls, halves of pairs, directions, look-alikes, folding, joiners. */
const oddCharacters = [
  ...[
    '\u0000',
    '\u0007',
    '\t',
    '\r',
    '\n',
    '\u001b',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u200b',
    '\u200d',
    '\u200e',
  ],
  ...[
    '\u2028',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udfff',
    '\u{10ffff}',
    '\u{e0041}',
  ],
  ...[
    'İ',
    'ı',
    'ſ',
    'K',
    'ß',
    'ﬃ',
    'Å',
    'e\u0301',
    '\u0316',
    '①',
    '２',
    '。',
    '／',
    '＠',
    '℀',
    '🏳️‍🌈',
    'ا',
    'ש',
  ],
];

export const oddText = fc
  .array(fc.oneof(fc.constantFrom(...oddCharacters), fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(''));

/** A text of given pieces, with odd ones in between. */
export function textOf(pieces: readonly string[], maxLength = 40): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: oddText },
  );
  return fc.array(piece, { maxLength }).map((all) => all.join(''));
}

/** Texts of any length that say the same over and over: what a pattern that looks twice is slow on. */
export interface Growing {
  readonly head: string;
  readonly piece: string;
  readonly tail: string;
}

export function growing(pieces: readonly string[]): fc.Arbitrary<Growing> {
  const few = textOf(pieces, 4);
  return fc.record({ head: few, piece: few.filter((text) => text !== ''), tail: few });
}

const longChars = 64_000;

/**
 * Whether time grows with a text no faster than it should: four times the text may take ten times as long, where it
 * takes long enough to be measured. A square would be sixteen times. Measured in time of the processor, twice, because
 * others are at work on the machine.
 */
export async function growsGently(
  { head, piece, tail }: Growing,
  work: (text: string) => unknown,
): Promise<boolean> {
  const grown = (chars: number) => `${head}${piece.repeat(Math.ceil(chars / piece.length))}${tail}`;
  const timeOf = async (text: string) => {
    const from = process.cpuUsage();
    await work(text);
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1_000;
  };
  const isGentle = async () => {
    const longMs = await timeOf(grown(longChars));
    return longMs < measurableMs || longMs < 10 * (await timeOf(grown(longChars / 4)));
  };
  return (await isGentle()) || (await isGentle());
}

const measurableMs = 400;
