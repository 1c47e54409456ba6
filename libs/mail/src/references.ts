/** How a submission reference stands in a subject: `[UF-2026-000123-2-K7QM9A]`. */
export function subjectToken(reference: string): string {
  return `[${reference}]`;
}

/**
 * Submission references in a subject or a text, in their canonical spelling, each once, in order.
 *
 * Finds them whatever mail programs and people did to them: small letters, brackets lost, a line folded behind a dash,
 * quotation marks in between, typographic dashes, invisible characters, I and L read for 1 and O for 0.
 */
export function findReferences(text: string): string[] {
  const visible = text.slice(0, maxSearchedChars).replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '');
  const found = new Set<string>();
  for (const [, year, number, ordinal, end] of visible.matchAll(shape)) {
    const token = end?.toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0');
    found.add(`UF-${year}-${number}-${ordinal}-${token}`);
    if (found.size === maxFound) break;
  }
  return [...found];
}

const maxSearchedChars = 1_000_000;
const maxFound = 50;

const dash = '[ \\t]{0,4}[-\\u2010-\\u2015\\u2212](?:[ \\t]{0,4}\\r?\\n[>| \\t]{0,20}|[ \\t]{0,4})';
// The end excludes U alone: what Crockford's base32 leaves out and nobody reads for something else.
const shape = new RegExp(
  `(?<![A-Za-z0-9])UF${dash}(20\\d{2})${dash}(\\d{6,9})${dash}(\\d{1,5})${dash}([0-9A-TV-Z]{6})(?![A-Za-z0-9])`,
  'gi',
);
