import { randomBytes } from 'node:crypto';
import { mediaIn } from './media-bytes.js';

const latin = (text: string) => Buffer.from(text, 'latin1');
const bmp = Buffer.alloc(54);
bmp.write('BM');
bmp.writeUInt32LE(40, 14);

const starts: readonly (readonly [kind: string, start: Buffer])[] = [
  ['JPEG', latin('\xff\xd8\xff\xe0\0\x10JFIF\0\x01')],
  ['JPEG', latin('\xff\xd8\xff\xdb\0\x43')],
  ['PNG', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  ['GIF', latin('GIF89a\x01\0\x01\0')],
  ['WEBP', latin('RIFF\x24\0\0\0WEBPVP8 ')],
  ['HEIF', latin('\0\0\0\x18ftypheic\0\0\0\0')],
  ['HEIF', latin('\0\0\0\x1cftypavif\0\0\0\0')],
  ['MP4', latin('\0\0\0\x20ftypisom\0\0\x02\0')],
  ['MP4', latin('\0\0\0\x14ftypqt  \0\0\x02\0')],
  ['WEBM', latin('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm')],
  ['BMP', bmp],
  ['TIFF', latin('II*\0\x08\0\0\0')],
  ['PDF', latin('%PDF-1.7\n')],
];

it.each(starts)('knows a %s, plain and in base64', (kind, start) => {
  const whole = Buffer.concat([start, Buffer.alloc(100, 7)]);
  const encoded = whole.toString('base64');
  expect(mediaIn(whole)).toBe(kind);
  expect(mediaIn(Buffer.from(`{"a":"data:image/x;base64,${encoded}"}`))).toBe(kind);
  expect(mediaIn(Buffer.from(`Content-Transfer-Encoding: base64\r\n\r\n${encoded.slice(0, 76)}\r\n`))).toBe(
    kind,
  );
});

it('takes nothing for a picture that is none', () => {
  const words = 'BM of a JPEG, an image in RIFF, ftyp, II*, https://x.example/9j/4AAQSkZJRgABAQ.png';
  expect(mediaIn(Buffer.from(words))).toBeUndefined();
  for (let n = 0; n < 50; n += 1)
    expect(mediaIn(Buffer.concat([Buffer.from([1]), randomBytes(4_096)]))).toBeUndefined();
});

it('takes short signatures for one at the start alone', () => {
  const middle = latin('x\xff\xd8\xff\xdb\0II*\0');
  expect(mediaIn(middle)).toBeUndefined();
  expect(mediaIn(middle.subarray(1), false)).toBeUndefined();
});
