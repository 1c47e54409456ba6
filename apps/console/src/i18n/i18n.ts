import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languages, rememberedLanguage, rememberLanguage, type UiLanguage } from './languages.js';

/** One file a language and feature, loaded when it is first needed. */
const catalogues = import.meta.glob<ResourceKey>('./locales/*/*.json', { import: 'default' });

const catalogueFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = catalogues[`./locales/${language}/${namespace}.json`];
    if (load)
      load().then(
        (catalogue) => done(null, catalogue),
        (error: Error) => done(error, null),
      );
    else done(new Error(`There is no catalogue ${namespace} in ${language}.`), null);
  },
};

/** Loads what stands on every page, in the language of this browser. */
export async function startI18n(): Promise<void> {
  i18next.on('languageChanged', (language) => (document.documentElement.lang = language));
  await i18next
    .use(catalogueFiles)
    .use(initReactI18next)
    .init({
      lng: rememberedLanguage(),
      supportedLngs: languages,
      // A key that a language lacks fails the build: there is nothing to fall back on.
      fallbackLng: false,
      ns: ['common'],
      defaultNS: 'common',
      // React escapes.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** Texts already on the page stay until those of the other language are there. This browser remembers it unless told. */
export async function changeLanguage(language: UiLanguage, { isRemembered = true } = {}): Promise<void> {
  if (isRemembered) rememberLanguage(language);
  await i18next.changeLanguage(language);
}
