import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldWords, unfoldWords, wordRows, type FoldedWords } from './word-table.js';

/**
 * The word of every combination of delivery, decision, verification and remedy, as it was reviewed.
 * `UPDATE_GOLDEN=1 npx jest test/golden` writes the file anew; review what changed.
 */
const file = join(import.meta.dirname, 'submission-words.json');

describe('the complete table of submission words', () => {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, inLines(foldWords()));
  const golden = readFileSync(file, 'utf8');

  it('has every combination once: 11 deliveries, 11 decisions, 6 verifications, 11 remedies', () => {
    const combinations = unfoldWords(JSON.parse(golden) as FoldedWords).map((row) =>
      row.slice(0, row.lastIndexOf(' ')),
    );
    expect(combinations).toHaveLength(11 * 11 * 6 * 11);
    expect(new Set(combinations).size).toBe(combinations.length);
  });

  it('is what was reviewed', () => {
    const reviewed = new Set(unfoldWords(JSON.parse(golden) as FoldedWords));
    expect(wordRows().filter((row) => !reviewed.has(row))).toEqual([]);
    expect(reviewed.size).toBe(wordRows().length);
  });

  it('is folded the one way that is written', () => {
    expect(golden).toBe(inLines(foldWords()));
  });
});

/** JSON as Prettier keeps it: an object stands on one line where it fits into 110 characters. */
function inLines(value: unknown, indent = '', lead = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, inner]) => ({
    name: JSON.stringify(name),
    inner: inner as unknown,
  }));
  const line = `{ ${entries.map(({ name, inner }) => `${name}: ${inLines(inner)}`).join(', ')} }`;
  if (!line.includes('\n') && indent.length + lead + line.length < 110 && indent.length > 0) return line;
  const within = `${indent}  `;
  const lines = entries.map(
    ({ name, inner }) => `${within}${name}: ${inLines(inner, within, name.length + 2)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}${indent === '' ? '\n' : ''}`;
}
