export type MediaKind = 'JPEG' | 'PNG' | 'GIF' | 'WEBP' | 'HEIF' | 'MP4' | 'WEBM' | 'BMP' | 'TIFF' | 'PDF';

/**
 * What kind of picture, film or page these bytes hold, plain or in base64; undefined where they hold none.
 *
 * Long signatures count wherever they stand, short ones at the start alone: in ciphertext three bytes mean nothing.
 *
 * @param isStart whether the bytes are the start of what they were cut from
 */
export function mediaIn(bytes: Buffer, isStart = true): MediaKind | undefined {
  return plainIn(bytes, isStart) ?? encodedIn(bytes);
}

/** Bytes at the end of a piece that the next one needs to see what stands across both. */
export const mediaOverlapBytes = 512;

const latin = (text: string) => Buffer.from(text, 'latin1');
const hex = (text: string) => Buffer.from(text, 'hex');

const anywhere: readonly (readonly [
  kind: MediaKind,
  signature: Buffer,
  holds?: (rest: Buffer) => boolean,
])[] = [
  ['PNG', hex('89504e470d0a1a0a')],
  ['GIF', latin('GIF87a')],
  ['GIF', latin('GIF89a')],
  ['PDF', latin('%PDF-')],
  ['JPEG', hex('ffd8ff'), (rest) => ['JFIF\0', 'Exif\0'].includes(rest.toString('latin1', 6, 11))],
  ['WEBP', latin('RIFF'), (rest) => rest.toString('latin1', 8, 12) === 'WEBP'],
  ['HEIF', latin('ftyp'), (rest) => /^(hei[cxms]|hev[cxms]|mif1|msf1|avi[fs])/.test(brandOf(rest))],
  [
    'MP4',
    latin('ftyp'),
    (rest) => /^(iso[m2-9]|mp4[12]|avc1|dash|qt {2}|M4[AVP] |3g[p2])/.test(brandOf(rest)),
  ],
  ['WEBM', hex('1a45dfa3'), (rest) => /webm|matroska/.test(rest.toString('latin1', 4, 64))],
];

const atStart: readonly (readonly [kind: MediaKind, holds: (bytes: Buffer) => boolean])[] = [
  ['JPEG', (bytes) => /^\xff\xd8\xff[\xc0-\xfe]/.test(bytes.toString('latin1', 0, 4))],
  ['TIFF', (bytes) => ['II*\0', 'MM\0*'].includes(bytes.toString('latin1', 0, 4))],
  ['BMP', isBmp],
];

function brandOf(rest: Buffer): string {
  return rest.toString('latin1', 4, 8);
}

/** Two letters are no signature: the reserved bytes and the length of the second header say more. */
function isBmp(bytes: Buffer): boolean {
  if (bytes.length < 18 || bytes.toString('latin1', 0, 2) !== 'BM') return false;
  return bytes.readUInt32LE(6) === 0 && [12, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14));
}

function plainIn(bytes: Buffer, isStart: boolean): MediaKind | undefined {
  if (isStart) for (const [kind, holds] of atStart) if (holds(bytes)) return kind;
  for (const [kind, signature, holds] of anywhere)
    for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 1))
      if (holds?.(bytes.subarray(at, at + 64)) ?? true) return kind;
  return undefined;
}

/** The start of a picture in base64 is the start of a word of it. */
const base64Word = /(?<![\w+/-])[\w+/-]{16,96}/g;

function encodedIn(bytes: Buffer): MediaKind | undefined {
  for (const [word] of bytes.toString('latin1').matchAll(base64Word)) {
    const kind = plainIn(Buffer.from(word, 'base64'), true);
    if (kind) return kind;
  }
  return undefined;
}
