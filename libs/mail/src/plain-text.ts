/** Text as it may be stored and shown: no NUL or other control characters, no halves of characters, `\n` line ends. */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- these are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
      .replace(/\p{Surrogate}/gu, '\ufffd')
  );
}

/** The same in one line, without characters that turn the reading direction. */
export function cleanLine(text: string, maxChars: number): string {
  const line = cleanText(text)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return cutAt(line, maxChars);
}

/** Cuts to a length without leaving half a character. */
export function cutAt(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\ud800-\udbff]$/, '');
}

/**
 * Takes out what carries a file inside a text: `data:` addresses, uuencoded blocks, blocks of base64 (as in a quoted
 * mail source), references to inline pictures.
 */
export function cutInlineFiles(text: string): string {
  const withoutUris = text
    .replace(
      /\[?\bdata:(?=[^,\s])(?:[\w.+-]{1,60}\/[\w.+-]{1,60})?(?:;[\w.=+-]{1,60}){0,8},[^\s"'<>)\]]*\]?/gi,
      cutMark,
    )
    .replace(/\[cid:[^\]\s]{1,300}\]/gi, cutMark);
  const kept: string[] = [];
  const lines = withoutUris.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const length = uuencodedLines(lines, index) || base64Lines(lines, index);
    if (length === 0) kept.push(lines[index] ?? '');
    else {
      kept.push(cutMark);
      index += length - 1;
    }
  }
  return kept.join('\n');
}

const cutMark = '[content removed]';

function bare(line: string | undefined): string {
  return (line ?? '').replace(/^[>|\s]+/, '').trimEnd();
}

/** @returns lines taken by an uuencoded file that begins here; 0 where none does */
function uuencodedLines(lines: readonly string[], index: number): number {
  if (!/^begin(?:-base64)? [0-7]{3,4} \S/.test(bare(lines[index]))) return 0;
  if (!/^[\x20-\x60]{2,90}$|^[A-Za-z0-9+/=]{4,90}$/.test(bare(lines[index + 1]))) return 0;
  let end = index + 1;
  while (end < lines.length && !/^(?:end|====)$/.test(bare(lines[end]))) end += 1;
  return Math.min(end + 1, lines.length) - index;
}

/** @returns lines taken by a block of base64 that begins here: three long lines or more, or one very long one */
function base64Lines(lines: readonly string[], index: number): number {
  let end = index;
  while (isBase64(bare(lines[end]), 60)) end += 1;
  const isBlock = end - index >= 3 || (end > index && bare(lines[index]).length >= 300);
  if (!isBlock) return 0;
  if (isBase64(bare(lines[end]), 1) && /[\d+/=]/.test(bare(lines[end]))) end += 1;
  return end - index;
}

/** Looks for what does not belong there: to match a line of megabytes would take more stack than there is. */
function isBase64(line: string, minChars: number): boolean {
  if (line.length < minChars) return false;
  const digits = line.slice(-2) === '==' ? line.slice(0, -2) : line.endsWith('=') ? line.slice(0, -1) : line;
  return digits.length >= minChars && !/[^A-Za-z0-9+/_-]/.test(digits);
}
