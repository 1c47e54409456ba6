import type { Routes } from '#client';
import { minuteOf, wrap } from './layout.js';
import type { Reader } from './report-text.js';

/** What is open, a paragraph each; then what is not, and why. */
export function routesText({ data, notOffered, outcomes }: Routes, reader: Reader): string {
  const open = data.flatMap(({ route, until, why, needs, bodies, letterLanguages }) => {
    const facts = [
      `because ${why}`,
      ...(until === null ? [] : [`until ${minuteOf(until, reader.timeZone)}`]),
      `needs ${needs.join(', ')}`,
      ...(bodies.length === 0 ? [] : [`with ${bodies.map(({ key }) => key).join(' or ')}`]),
      ...(letterLanguages.length === 0 ? [] : [`letter in ${letterLanguages.join(', ')}`]),
    ];
    return [route, wrap(facts.join(' · '), reader.columns, '  ')];
  });
  const runs = outcomes.length === 0 ? [] : [`a way is under way; it can end as ${outcomes.join(', ')}`, ''];
  const closed = notOffered.map(({ route, reason }) => `  ${route}  ${reason}`);
  return [
    ...runs,
    ...(open.length > 0 ? open : ['nothing is open']),
    ...(closed.length > 0 ? ['', 'not open:', ...closed] : []),
  ].join('\n');
}
