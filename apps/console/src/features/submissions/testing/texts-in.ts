import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type ResourceLanguage } from 'i18next';
import { languages, type UiLanguage } from '../../../i18n/languages.js';
import type { ReportTexts } from '../sentence.js';

const locales = join(import.meta.dirname, '../../../i18n/locales');

/** The texts of the report page as they are shipped, in one language; an unknown key is a failure. */
export async function textsIn(language: UiLanguage): Promise<ReportTexts> {
  const catalogue = (of: UiLanguage, namespace: string): unknown =>
    JSON.parse(readFileSync(join(locales, of, `${namespace}.json`), 'utf8'));
  const resources = Object.fromEntries(
    languages.map((each) => [each, { report: catalogue(each, 'report') } as ResourceLanguage]),
  );
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: false,
    ns: ['report'],
    resources,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key: string) => {
      throw new Error(`${language} has no ${key}`);
    },
  });
  return instance.getFixedT<['report', 'codes']>(language, ['report', 'codes']);
}
