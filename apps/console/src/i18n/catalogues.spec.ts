import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from './languages.js';

const folder = join(import.meta.dirname, 'locales');
const namespaces = readdirSync(join(folder, 'en')).map((file) => file.replace('.json', ''));

type Catalogue = Readonly<Record<string, string>>;

/** Key, with dots, to text. */
function catalogueOf(language: string, namespace: string): Catalogue {
  const text = readFileSync(join(folder, language, `${namespace}.json`), 'utf8');
  return Object.fromEntries(textsIn(JSON.parse(text)));
}

function textsIn(value: unknown, path: readonly string[] = []): [string, string][] {
  if (typeof value === 'string') return [[path.join('.'), value]];
  return Object.entries(value as object).flatMap(([key, part]) => textsIn(part, [...path, key]));
}

/** Languages differ in how many plural forms they have; everything else is the same in all. */
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const keysOf = (catalogue: Catalogue) => [...new Set(Object.keys(catalogue).map(withoutPlural))].sort();
const variablesIn = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name).sort();

describe.each(namespaces)('the catalogue %s', (namespace) => {
  const english = catalogueOf('en', namespace);

  it.each(languages)('has in %s the keys of the English one, and a text for each', (language) => {
    const catalogue = catalogueOf(language, namespace);
    expect(keysOf(catalogue)).toEqual(keysOf(english));
    expect(Object.entries(catalogue).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(languages)('has in %s every plural form of the language', (language) => {
    const catalogue = catalogueOf(language, namespace);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = Object.keys(catalogue).filter((key) => key !== withoutPlural(key));
    for (const key of plurals)
      for (const form of forms) expect(catalogue).toHaveProperty([`${withoutPlural(key)}_${form}`]);
  });

  it.each(languages)('fills in the same values in %s as in English', (language) => {
    for (const [key, text] of Object.entries(catalogueOf(language, namespace))) {
      const example = english[key] ?? english[`${withoutPlural(key)}_other`] ?? '';
      expect([key, variablesIn(text)]).toEqual([key, variablesIn(example)]);
    }
  });
});
