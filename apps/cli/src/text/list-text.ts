import type { SortedList } from '#client/lists';
import { excerpt, plain, table, wrap } from './layout.js';

/** What a list holds, in numbers, and of what is no target each line with its reason. */
export function sortedText({ targets, rejected, repeats }: SortedList, columns: number): string {
  const counts = new Map<string, number>();
  for (const { platform } of targets) counts.set(platform, (counts.get(platform) ?? 0) + 1);
  const head =
    `${targets.length} ${targets.length === 1 ? 'address' : 'addresses'} on ` +
    `${counts.size} ${counts.size === 1 ? 'platform' : 'platforms'}, ${rejected.length} not recognised, ` +
    `${repeats} repeated`;
  const platforms = [...counts].map(([platform, count]) => [String(count), platform]);
  return [
    head,
    ...(platforms.length > 0 ? [table(platforms, '  ')] : []),
    ...rejected
      .slice(0, mostShown)
      .flatMap(({ line, address, reason, hint }) => [
        `  line ${line}: ${excerpt(address, columns - 20)}`,
        wrap(`${reason}: ${plain(hint)}`, columns, '    '),
      ]),
    ...(rejected.length > mostShown ? [`  and ${rejected.length - mostShown} more`] : []),
  ].join('\n');
}

const mostShown = 100;
