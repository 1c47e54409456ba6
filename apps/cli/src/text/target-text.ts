import type { Resolution } from '#client';
import { excerpt, plain, wrap } from './layout.js';

/** What an input is, with its canonical form or what to do about it. */
export function resolutionText(resolution: Resolution, columns: number, indent = ''): string {
  const { input, outcome, reason, hint, key, url, namesPerson, finds = [] } = resolution;
  const deeper = `${indent}${' '.repeat(outcomeColumns)}`;
  const head = `${indent}${outcome.padEnd(outcomeColumns)}${excerpt(input, columns - deeper.length)}`;
  const found =
    outcome === 'resolved' ? [`${deeper}${plain(key ?? '')}${namesPerson ? '  (names a person)' : ''}`] : [];
  const address = outcome === 'resolved' && url ? [`${deeper}${plain(url)}`] : [];
  const why = reason === undefined ? [] : [wrap(`${reason}: ${plain(hint ?? '')}`, columns, deeper)];
  // A single one is what the row tells already.
  const inside = finds.length > 1 ? finds.map((find) => resolutionText(find, columns, deeper)) : [];
  return [head, ...found, ...address, ...why, ...inside].join('\n');
}

const outcomeColumns = 'unsupported  '.length;

/** Whether there is something in it that can be reported. */
export function hasTarget({ outcome, finds = [] }: Resolution): boolean {
  return outcome === 'resolved' || finds.some(hasTarget);
}
