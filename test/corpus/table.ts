import type { CorpusMail, Said } from './expected.js';
import { classes, classOf, judge, type Verdict } from './judge.js';

export interface Judged {
  readonly mail: CorpusMail;
  readonly read: Said;
}

/** The confusion table as Markdown: what a mail says (rows) against what was read (columns), and the verdicts. */
export function confusionTable(all: readonly Judged[]): string {
  const rows = classes.map((expected) => {
    const of = all.filter(({ mail }) => classOf(mail.expected) === expected);
    const cells = classes.map((read) => of.filter((each) => classOf(each.read) === read).length);
    return [expected, ...cells.map((count) => (count === 0 ? '' : String(count)))];
  });
  const verdicts: Verdict[] = ['right', 'incomplete', 'cautious', 'wrong'];
  const counts = verdicts.map((verdict) => {
    const count = all.filter(({ mail, read }) => judge(read, mail) === verdict).length;
    return `${count} ${verdict}`;
  });
  return [
    markdown([['says, read as', ...classes], ...rows]),
    '',
    `${all.length} mails: ${counts.join(', ')}.`,
  ].join('\n');
}

function markdown([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((cell, index) =>
    Math.max(3, cell.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
