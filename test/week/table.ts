import { platformKeys } from './behaviours.js';
import type { WeekResult } from './run-week.js';

/** Outcomes down, platforms across: one number where it is as planned, `seen≠planned` where it is not. */
export function weekTable({ cells }: WeekResult): string {
  const outcomes = [...new Set(cells.map(({ outcome }) => outcome))].sort(
    (one, other) => rank(one) - rank(other) || one.localeCompare(other),
  );
  const platforms = [...new Set([...platformKeys, ...cells.map(({ platform }) => platform)])];
  const rows = outcomes.map((outcome) => [
    outcome,
    ...platforms.map((platform) => {
      const cell = cells.find((each) => each.platform === platform && each.outcome === outcome);
      if (!cell) return '·';
      return cell.seen === cell.expected ? String(cell.seen) : `${cell.seen}≠${cell.expected}`;
    }),
  ]);
  const lines = [['', ...platforms], ...rows];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Words first, then what became of mails. */
function rank(outcome: string): number {
  return /^[a-z_]+$/.test(outcome) && !/^(?:reminded|answered|told)$/.test(outcome) ? 0 : 1;
}
