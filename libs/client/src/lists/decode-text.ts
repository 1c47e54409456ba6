/**
 * Text of a file that some program wrote: UTF-8 or UTF-16 with or without a mark, else windows-1252, as spreadsheets
 * of Western Europe save it.
 *
 * @returns undefined where it is no text, such as a workbook or a picture
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  const decoded = new TextDecoder(encoding).decode(bytes);
  const text = encoding === 'windows-1252' ? decoded.replace(leftAsControl, fromWindows) : decoded;
  return text.includes('\0') ? undefined : text;
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 1_000);
  const zeros = (from: 0 | 1) => start.filter((byte, at) => at % 2 === from && byte === 0).length;
  // Addresses are ASCII: in UTF-16 every other byte of them is zero.
  if (zeros(1) > start.length / 4 && zeros(0) === 0) return 'utf-16le';
  if (zeros(0) > start.length / 4 && zeros(1) === 0) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    // The decoder fails for no other reason than that it is not UTF-8.
    return 'windows-1252';
  }
}

/** Some versions of Node take windows-1252 for Latin-1, in which these are control characters. */
const leftAsControl = /[\u0080-\u009f]/g;
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function fromWindows(character: string): string {
  return windows.charAt(character.charCodeAt(0) - 0x80);
}
