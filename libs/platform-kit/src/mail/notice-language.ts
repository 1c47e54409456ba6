import type { ChannelManifest, Language } from '#core';

/** Language of a notice: the report's own where the channel reads it, otherwise the channel's first. */
export function noticeLanguage(
  channel: Pick<ChannelManifest, 'languages'>,
  reportLanguage: Language,
): Language {
  return channel.languages.find((language) => language === reportLanguage) ?? channel.languages[0] ?? 'en';
}

/** A text in each language Uniflag speaks. */
export type InEveryLanguage = Readonly<Record<Language, string>>;

/** What each language is called in each. */
export const languageNames: Readonly<Record<Language, InEveryLanguage>> = {
  en: { en: 'English', fr: 'French', nl: 'Dutch', de: 'German' },
  fr: { en: 'anglais', fr: 'français', nl: 'néerlandais', de: 'allemand' },
  nl: { en: 'Engels', fr: 'Frans', nl: 'Nederlands', de: 'Duits' },
  de: { en: 'Englisch', fr: 'Französisch', nl: 'Niederländisch', de: 'Deutsch' },
};

/** `label: value`, spaced as the language spaces it. */
export function labelled(language: Language, label: string, value: string): string {
  return `${label}${language === 'fr' ? '\u00a0:' : ':'} ${value}`;
}
