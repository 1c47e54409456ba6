import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Category } from '#client';
import { adviceCategories, groupedCategories, matches } from './categories.js';

const file = join(import.meta.dirname, '../../../../../config/taxonomy/categories.yaml');
const taxonomy = Object.entries(
  parse(readFileSync(file, 'utf8')) as Record<string, Omit<Category, 'code'>>,
).map(([code, category]) => ({ ...category, code }));

describe('the categories on the filing page', () => {
  it('stand each under a heading of its own subject', () => {
    const groups = groupedCategories(taxonomy);
    expect(groups.map(({ group }) => group)).toEqual(['sexual', 'bullying', 'identity', 'danger']);
    const shown = [...groups.flatMap(({ categories }) => categories), ...adviceCategories(taxonomy)];
    expect(shown.map(({ code }) => code).sort()).toEqual(taxonomy.map(({ code }) => code).sort());
  });

  it('show one that is new here last', () => {
    const known = taxonomy[0] as Category;
    const groups = groupedCategories([...taxonomy, { ...known, code: 'SYNTHETIC_NEW' }]);
    expect(groups.at(-1)).toMatchObject({ group: 'other', categories: [{ code: 'SYNTHETIC_NEW' }] });
  });

  it('are found by words of the language, whatever their accents', () => {
    const found = (wish: string, language: string) =>
      taxonomy.filter((category) => matches(category, wish, language)).map(({ code }) => code);
    expect(found('harcelement', 'fr')).toContain('CYBERBULLYING');
    expect(found('Deepfake', 'nl')).toEqual(['CSAM_SYNTHETIC']);
    expect(found('deepfake', 'fr')).toEqual([]);
    expect(found('images  SEXUELLES', 'fr')).toContain('CSAM_SYNTHETIC');
    expect(found('', 'de')).toHaveLength(taxonomy.length);
  });
});
