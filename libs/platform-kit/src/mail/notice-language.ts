import type { NoticeRequest } from '#application';
import type { ChannelManifest, Language } from '#core';

/** Language of the explanation in a notice. */
export function explanationLanguage({
  language,
  writtenIn,
}: Pick<NoticeRequest, 'language' | 'writtenIn'>): Language {
  return writtenIn ?? language;
}

/** Language of a notice: that of its explanation where the channel reads it, otherwise the channel's first. */
export function noticeLanguage(
  notice: Pick<NoticeRequest, 'language' | 'writtenIn'> & {
    readonly channel: Pick<ChannelManifest, 'languages'>;
  },
): Language {
  const { languages } = notice.channel;
  const written = explanationLanguage(notice);
  return languages.find((language) => language === written) ?? languages[0] ?? 'en';
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
