import fc from 'fast-check';
import { storageRules } from '../taxonomy/category.js';
import { mayHoldScreenshot, screenshotBar, screenshotBarReasons, screenshotBars } from './screenshots.js';

const anyCategory = fc.record({
  storage: fc.constantFrom(...storageRules),
  abuseImages: fc.boolean(),
  intimateImages: fc.boolean(),
});
const allowed = {
  storage: 'TEXT_AND_NON_SEXUAL_SCREENSHOT',
  abuseImages: false,
  intimateImages: false,
} as const;

describe('a screenshot', () => {
  it('may be kept where the storage rule says so and nothing intimate is concerned, and nowhere else', () => {
    fc.assert(
      fc.property(anyCategory, (category) => {
        const { storage, abuseImages, intimateImages } = category;
        const may = storage === 'TEXT_AND_NON_SEXUAL_SCREENSHOT' && !abuseImages && !intimateImages;
        expect(mayHoldScreenshot([category])).toBe(may);
      }),
    );
  });

  it('may be kept of several categories only where each lets it, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(anyCategory, { minLength: 1, maxLength: 5 }), (categories) => {
        expect(mayHoldScreenshot(categories)).toBe(categories.every((each) => mayHoldScreenshot([each])));
        expect(screenshotBar([...categories].reverse())).toBe(screenshotBar(categories));
      }),
    );
  });

  it('may be kept of no category that nobody knows, and of none at all', () => {
    expect(screenshotBar([])).toBe('NO_MEDIA');
    expect(screenshotBar([allowed, undefined])).toBe('NO_MEDIA');
    expect(screenshotBar([allowed])).toBeNull();
  });

  it('is refused with the strictest reason', () => {
    const intimate = { ...allowed, intimateImages: true };
    const abuse = { ...intimate, abuseImages: true };
    const text = { ...allowed, storage: 'TEXT_ONLY_MINIMISED' } as const;
    expect(screenshotBar([text])).toBe('TEXT_ONLY');
    expect(screenshotBar([text, intimate])).toBe('INTIMATE_IMAGES');
    expect(screenshotBar([text, intimate, abuse])).toBe('ABUSE_IMAGES');
  });

  it('is refused in a sentence that names the law', () => {
    for (const bar of screenshotBars) expect(screenshotBarReasons[bar]).toMatch(/Article \d+/);
  });
});
