import sharp, { type Sharp } from 'sharp';
import type { CleanedImage, ImageCleaner, ImageFault, ScreenshotType, WorkLog } from '#application';

/** The readers of libvips that are ever used here: three formats out of memory; no SVG, TIFF, PDF, HEIF or file. */
const readers = ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'];
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: readers });
// Nothing of a picture stays in memory after it was made anew.
sharp.cache(false);

/** A scroll of many screens has less; decoded this is 160 MB. */
const mostPixels = 40_000_000;
const longestSeconds = 15;

/**
 * Makes pictures anew with sharp (libvips): decoded to pixels, turned as their EXIF data say, and written as the same
 * format without any metadata. EXIF, XMP, IPTC, colour profile, comments, thumbnails, gain maps and what stands behind
 * the picture are not in the pixels, and so not in what comes out.
 */
export class SharpImageCleaner implements ImageCleaner {
  constructor(private readonly log: WorkLog) {}

  async clean(bytes: Uint8Array, type: ScreenshotType): Promise<CleanedImage> {
    if (imageTypeOf(bytes) !== type) return refused('OTHER_TYPE');
    try {
      // Reads its head alone, so that what is too large is told so.
      const { width, height, pages = 1 } = await sharp(bytes, { limitInputPixels: false }).metadata();
      if (width * height > mostPixels) return refused('TOO_LARGE');
      if (pages > 1 || isAnimatedPng(bytes)) return refused('ANIMATED');
      const image = sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels, pages: 1 });
      const upright = image.autoOrient().toColourspace('srgb').timeout({ seconds: longestSeconds });
      return { outcome: 'clean', bytes: await written(upright, type).toBuffer() };
    } catch (error) {
      // libvips says in words what it could not read; which picture it was is nowhere in them.
      this.log.info('upload.unreadable', { type, error });
      return refused('UNREADABLE');
    }
  }
}

/** What the first bytes say; undefined where they are those of none that is taken. */
export function imageTypeOf(bytes: Uint8Array): ScreenshotType | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : undefined;
}

/** APNG says so in a chunk before its first picture, which libvips reads as if it were the only one. */
function isAnimatedPng(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const control = file.indexOf('acTL', 0, 'latin1');
  const picture = file.indexOf('IDAT', 0, 'latin1');
  return imageTypeOf(bytes) === 'image/png' && control !== -1 && control < picture;
}

function written(image: Sharp, type: ScreenshotType): Sharp {
  switch (type) {
    case 'image/png':
      return image.png();
    case 'image/jpeg':
      return image.jpeg({ quality: 90 });
    case 'image/webp':
      return image.webp({ quality: 90 });
  }
}

function refused(fault: ImageFault): CleanedImage {
  return { outcome: 'refused', fault };
}
