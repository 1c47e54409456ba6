import { languages, type ChannelManifest, type Language } from '../platform/manifest.js';

/** Translations of an explanation that staff gave. */
export type Translations = Readonly<Partial<Record<Language, string | undefined>>>;

/** Those that are there, in the order of the languages. */
export function translationsIn(translations: Translations): [language: Language, text: string][] {
  return languages.flatMap((language): [Language, string][] => {
    const text = translations[language];
    return text === undefined ? [] : [[language, text]];
  });
}

/** A text with the language it is in. */
export interface WrittenText {
  readonly text: string;
  readonly language: Language;
}

/** What a notice lacks where its channel reads neither the explanation nor any translation of it. */
export const translationMissing = 'NOTICE.TRANSLATION_MISSING';

/** Whether a notice over this channel holds the explanation: in an app a member reports in their own words. */
export function carriesExplanation({ kind }: Pick<ChannelManifest, 'kind'>): boolean {
  return kind !== 'IN_APP_BY_MEMBER' && kind !== 'LAW_ENFORCEMENT_ONLY';
}

/**
 * The explanation as a channel gets it: as it was written where the channel reads that language, otherwise the translation
 * that it reads best. Nothing is translated by a machine.
 *
 * @returns undefined where the channel reads none of them
 */
export function textForChannel(
  channel: Pick<ChannelManifest, 'kind' | 'languages'>,
  written: WrittenText,
  translations: Translations,
): WrittenText | undefined {
  if (!carriesExplanation(channel) || channel.languages.includes(written.language)) return written;
  for (const language of channel.languages) {
    const text = translations[language];
    if (text !== undefined && text.trim() !== '') return { text, language };
  }
  return undefined;
}
