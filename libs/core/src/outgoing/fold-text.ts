/** A text in the one spelling that details are looked for in, and where each piece of it stood. */
export interface FoldedText {
  readonly text: string;
  /** Start in the text as given of each UTF-16 unit of the folded one; one more entry for the end. */
  readonly starts: readonly number[];
}

/**
 * Lower case without accents, full-width forms and invisible characters, so that `Ｓchóol` and `sch\u200bool` are both
 * `school`. One pass over the text.
 */
export function foldText(given: string): FoldedText {
  const pieces: string[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const character of given) {
    const folded = character.toLowerCase().normalize('NFKD').replace(notWritten, '');
    pieces.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) starts.push(at);
    at += character.length;
  }
  starts.push(at);
  return { text: pieces.join(''), starts };
}

/** Accents that stand by themselves once a letter is taken apart, and characters that only direct or join. */
const notWritten = /[\p{M}\p{Cf}]/gu;
