/**
 * Text of people, safe in a plain mail or form field: composed Unicode, `\n` as the only line end, no control,
 * direction or other invisible characters (the joiner inside emoji stays).
 */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(/(?![\n\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .trim();
}

/** The same on one line: what stands in a subject or beside a label. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/gu, ' ');
}

/**
 * Cuts behind a word, with a visible mark. Too long an explanation is refused when the report is filed; this is the last belt.
 *
 * @param maxChars longest result as forms count it (UTF-16 units), the mark included; no character is cut in two, and no word
 *                 of at most 40 characters
 */
export function cutWithMark(text: string, maxChars: number, mark: string): string {
  if (text.length <= maxChars) return text;
  const room = Math.max(0, maxChars - mark.length - 1);
  const kept = text.slice(0, room).replace(/[\ud800-\udbff]$/u, '');
  const whole = /\s/u.test(text.charAt(room)) ? kept : kept.replace(/\s\S{0,40}$/u, '');
  return `${whole.trimEnd()}\n${mark}`;
}

/** Every line moved in, so that no line of a person's text can pass for one of ours. */
export function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n');
}

/** `2026-11-23 14:02 UTC`: read the same in every language. */
export function minuteInUtc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
