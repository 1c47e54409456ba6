import { defineConfig } from 'i18next-cli';

/** `npm run i18n` fails where the code uses a key that a language lacks, and where a language has one nobody uses. */
export default defineConfig({
  locales: ['en', 'fr', 'nl', 'de'],
  extract: {
    input: ['src/**/*.{ts,tsx}'],
    ignore: ['src/**/*.spec.ts'],
    output: 'src/i18n/locales/{{language}}/{{namespace}}.json',
    defaultNS: 'common',
    // Keys made of codes; src/i18n/catalogues.spec.ts holds them to the codes there are.
    preservePatterns: ['codes:*'],
  },
});
