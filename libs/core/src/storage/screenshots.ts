import type { Category, DescribedCategory } from '../taxonomy/category.js';

/** Why no screenshot may be kept of a report, the strictest first. */
export const screenshotBars = ['ABUSE_IMAGES', 'INTIMATE_IMAGES', 'NO_MEDIA', 'TEXT_ONLY'] as const;
export type ScreenshotBar = (typeof screenshotBars)[number];

type StoredCategory = Pick<Category, 'storage'> &
  Partial<Pick<DescribedCategory, 'abuseImages' | 'intimateImages'>>;

/** Whether a screenshot may be kept of a report of these categories. */
export function mayHoldScreenshot(categories: readonly (StoredCategory | undefined)[]): boolean {
  return screenshotBar(categories) === null;
}

/**
 * Why no screenshot may be kept of a report; null where one may.
 *
 * @param categories all of the report's: the strictest counts. One that nobody knows is undefined, and bars.
 */
export function screenshotBar(categories: readonly (StoredCategory | undefined)[]): ScreenshotBar | null {
  const bars = categories.length === 0 ? ['NO_MEDIA'] : categories.map(barOf);
  return screenshotBars.find((bar) => bars.includes(bar)) ?? null;
}

function barOf(category: StoredCategory | undefined): ScreenshotBar | null {
  if (!category) return 'NO_MEDIA';
  const { storage, abuseImages, intimateImages } = category;
  if (abuseImages) return 'ABUSE_IMAGES';
  if (intimateImages) return 'INTIMATE_IMAGES';
  if (storage === 'TEXT_AND_NON_SEXUAL_SCREENSHOT') return null;
  return storage === 'TEXT_ONLY_MINIMISED' ? 'TEXT_ONLY' : 'NO_MEDIA';
}

/**
 * The legal reason, for whoever is refused. Articles of the Belgian Criminal Code as it is now, with the number before.
 *
 * Source: config/law/articles.yaml; Act of 30 July 2018, Article 8; GDPR, Article 5(1)(c).
 */
export const screenshotBarReasons: Readonly<Record<ScreenshotBar, string>> = {
  ABUSE_IMAGES:
    'Having pictures of the sexual abuse of minors is an offence (Article 173 of the Belgian Criminal Code, 417/46 before), ' +
    'and whoever takes reports of them may build no data bank of them (Article 175, 417/48 before). Give the address alone.',
  INTIMATE_IMAGES:
    'Nude or sexual pictures of somebody are what the offence is about (Articles 135 to 137 of the Belgian Criminal Code, ' +
    '417/8 to 417/10 before), and of a minor having them is one (Article 173, 417/46 before). Give the address alone.',
  NO_MEDIA:
    'A report of this category needs no picture, and what is not needed may not be kept (Article 5(1)(c) GDPR). ' +
    'Give the address, and say in words what is there.',
  TEXT_ONLY:
    'Of this category the words that prove the point may be kept and nothing else: there is no file of suspected persons ' +
    '(Article 8 of the Act of 30 July 2018, Article 5(1)(c) GDPR). Quote them in the explanation.',
};
