import sharp from 'sharp';
import type { CleanedImage, ScreenshotType } from '#application';
import { MemoryLog } from '#telemetry';
import { SharpImageCleaner } from './sharp-image-cleaner.js';

const log = new MemoryLog();
const cleaner = new SharpImageCleaner(log);
const secret = 'CANARY-of-a-place-50.8503N';
const formats = ['png', 'jpeg', 'webp'] as const;

/** A picture whose left half is red and whose right half is blue, with a secret in every kind of metadata. */
async function aPicture(format: (typeof formats)[number], { width = 64, height = 32, orientation = 1 } = {}) {
  const half = { width: width / 2, height, channels: 3, background: 'red' } as const;
  const image = sharp({ create: { ...half, width, background: 'blue' } })
    .composite([{ input: await sharp({ create: half }).png().toBuffer(), gravity: 'west' }])
    .withExif({ IFD0: { ImageDescription: secret, Artist: secret }, IFD3: { GPSLatitude: '50/1 51/1 0/1' } })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>${secret}</rdf:Description></rdf:RDF></x:xmpmeta>`,
    )
    .withIccProfile('p3');
  return image.withMetadata({ orientation }).toFormat(format).toBuffer();
}

const typeOf = (format: string) => `image/${format}` as ScreenshotType;
const bytesOf = (answer: CleanedImage) => {
  if (answer.outcome !== 'clean') throw new Error(answer.fault);
  return Buffer.from(answer.bytes);
};
const clean = async (bytes: Uint8Array, type: ScreenshotType) => bytesOf(await cleaner.clean(bytes, type));

describe.each(formats)('a picture in %s', (format) => {
  const type = typeOf(format);

  it('comes out with its pixels and without any metadata', async () => {
    const before = await aPicture(format);
    expect((await sharp(before).metadata()).exif).toBeDefined();
    expect(before.includes('CANARY')).toBe(true);
    const after = await clean(before, type);
    const metadata = await sharp(after).metadata();
    expect(metadata).toMatchObject({ format, width: 64, height: 32, space: 'srgb' });
    for (const part of ['exif', 'xmp', 'icc', 'iptc', 'orientation', 'comments', 'tifftagPhotoshop'] as const)
      expect([part, metadata[part]]).toEqual([part, undefined]);
    expect(after.includes('CANARY')).toBe(false);
    const [left, , , ...rest] = await sharp(after)
      .resize(2, 1, { kernel: 'nearest' })
      .removeAlpha()
      .raw()
      .toBuffer();
    expect(left).toBeGreaterThan(200);
    expect(rest[2]).toBeGreaterThan(180);
  });

  it('stands as its EXIF data said that it is to be looked at', async () => {
    const after = await clean(await aPicture(format, { orientation: 6 }), type);
    expect(await sharp(after).metadata()).toMatchObject({ width: 32, height: 64 });
  });

  it('leaves behind what stands behind it: an archive, a page, a script', async () => {
    for (const tail of ['PK\x03\x04 synthetic.exe', '<html><script>alert(1)</script>', '%PDF-1.7']) {
      const polyglot = Buffer.concat([await aPicture(format), Buffer.from(tail, 'latin1')]);
      expect((await clean(polyglot, type)).includes(tail.slice(0, 5))).toBe(false);
    }
  });

  it('is refused where it ends too early', async () => {
    const whole = await aPicture(format, { width: 512, height: 512 });
    expect(await cleaner.clean(whole.subarray(0, whole.length / 2), type)).toEqual({
      ...{ outcome: 'refused', fault: 'UNREADABLE' },
    });
  });

  it('is refused where it says it is another type', async () => {
    const picture = await aPicture(format);
    for (const other of formats.filter((each) => each !== format))
      expect(await cleaner.clean(picture, typeOf(other))).toEqual({
        outcome: 'refused',
        fault: 'OTHER_TYPE',
      });
  });
});

describe('what is no picture that is taken', () => {
  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'],
    ['SVG with a head of XML', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['GIF', 'GIF89a\x01\0\x01\0\0\0\0;'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['PDF', '%PDF-1.7\n'],
    ['TIFF', 'II*\0\x08\0\0\0'],
    ['nothing', ''],
  ])('is refused by its first bytes: %s', async (_what, text) => {
    for (const format of formats)
      expect(await cleaner.clean(Buffer.from(text, 'latin1'), typeOf(format))).toEqual({
        ...{ outcome: 'refused', fault: 'OTHER_TYPE' },
      });
  });

  it('is refused behind the first bytes of one', async () => {
    const heads = { png: '\x89PNG\r\n\x1a\n', jpeg: '\xff\xd8\xff\xe0', webp: 'RIFF\x10\0\0\0WEBP' };
    for (const format of formats) {
      const bytes = Buffer.from(`${heads[format]}<svg xmlns="http://www.w3.org/2000/svg"/>`, 'latin1');
      expect(await cleaner.clean(bytes, typeOf(format))).toEqual({ outcome: 'refused', fault: 'UNREADABLE' });
    }
    expect(log.of('upload.unreadable').length).toBeGreaterThan(2);
  });

  it('is refused where few bytes would be very many pixels', async () => {
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: 'white' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    const answer = await cleaner.clean(bomb, 'image/png');
    expect(answer).toEqual({ outcome: 'refused', fault: 'TOO_LARGE' });
  });

  it('is refused where it moves', async () => {
    const frame = { width: 8, height: 8, channels: 3 } as const;
    const frames = await Promise.all(
      ['red', 'blue'].map((background) =>
        sharp({ create: { ...frame, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await cleaner.clean(moving, 'image/webp')).toEqual({ outcome: 'refused', fault: 'ANIMATED' });
    const png = frames[0]!;
    const control = Buffer.concat([
      Buffer.from([0, 0, 0, 8]),
      Buffer.from('acTL\0\0\0\x02\0\0\0\0', 'latin1'),
      Buffer.alloc(4),
    ]);
    const apng = Buffer.concat([png.subarray(0, 33), control, png.subarray(33)]);
    expect((await cleaner.clean(apng, 'image/png')).outcome).toBe('refused');
  });
});
