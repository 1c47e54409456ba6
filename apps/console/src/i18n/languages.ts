/** Languages of the console, in the order in which people choose them. */
export const languages = ['fr', 'nl', 'de', 'en'] as const;
export type UiLanguage = (typeof languages)[number];

/** Their names, each in itself. */
export const languageNames: Readonly<Record<UiLanguage, string>> = {
  fr: 'Français',
  nl: 'Nederlands',
  de: 'Deutsch',
  en: 'English',
};

const storedAt = 'uniflag-language';

/** The language chosen in this browser, or the first of the browser's own that the console speaks. */
export function rememberedLanguage(): UiLanguage {
  const wishes = [localStorage.getItem(storedAt) ?? '', ...navigator.languages];
  return wishes.map((wish) => wish.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

export function rememberLanguage(language: UiLanguage): void {
  localStorage.setItem(storedAt, language);
}

function isLanguage(text: string): text is UiLanguage {
  return (languages as readonly string[]).includes(text);
}
