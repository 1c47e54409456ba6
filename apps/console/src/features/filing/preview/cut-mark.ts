/** A text in which the notice itself says that it was cut, parted at that. */
export interface CutText {
  readonly before: string;
  /** The mark, as the platform gets it, such as `[… cut by us at 500 characters; …]`. */
  readonly mark: string;
  readonly after: string;
}

/** The last mark of a text; undefined where it has none. What is written behind it, such as the asks, is never cut. */
export function cutMarkIn(text: string): CutText | undefined {
  const found = [...text.matchAll(/\[… [^\][]*\d[^\][]*\]/g)].at(-1);
  if (!found) return undefined;
  const end = found.index + found[0].length;
  return { before: text.slice(0, found.index), mark: found[0], after: text.slice(end) };
}
