import { defineConfig } from 'i18next-cli';

/** `npm run i18n` fails where the code uses a key that a language lacks, and where a language has one nobody uses. */
export default defineConfig({
  locales: ['en', 'fr', 'nl', 'de'],
  extract: {
    input: ['src/**/*.{ts,tsx}'],
    // Their keys are made of codes, in design/*-texts.ts: catalogues.spec.ts holds them to the codes there are.
    ignore: ['src/**/*.spec.ts', 'src/i18n/locales/*/{codes,problems,waiting}.json'],
    output: 'src/i18n/locales/{{language}}/{{namespace}}.json',
    defaultNS: 'common',
    // The tool knows the plural forms of English only; catalogues.spec.ts asks for those of each language.
    // Keys of `audit:operation` are made of codes: catalogues.spec.ts holds them to the operations there are.
    preservePatterns: ['*_many', 'operation.*'],
  },
});
