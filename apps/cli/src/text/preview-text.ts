import type { SubmissionPreview } from '#client';
import { plain, table, wrap } from './layout.js';
import type { Reader } from './report-text.js';

/** What filing would send, one paragraph a notice, and which of them would wait for a translation. */
export function previewText(
  notices: readonly SubmissionPreview[],
  { columns }: Pick<Reader, 'columns'>,
): string {
  const rows = notices.map(({ platform, channel, target }, index) => [
    ...[String(index + 1), platform, channel ?? 'no way in', plain(target.key)],
  ]);
  const heads = table(rows, '  ').split('\n');
  const waiting = notices.filter(({ translateInto }) => translateInto !== null);
  const into = [...new Set(waiting.flatMap(({ translateInto }) => translateInto ?? []))];
  return [
    ...notices.flatMap((notice, index) => [
      heads[index] ?? '',
      ...[detailsOf(notice).join(' · ')].filter(Boolean).map((text) => wrap(text, columns, '     ')),
    ]),
    '',
    wrap(
      waiting.length === 0
        ? 'No notice waits for a translation.'
        : `${waiting.length} of ${notices.length} would wait for a translation. Add --translation ` +
            `${into.map((language) => `${language}=@<file>`).join(' or --translation ')}.`,
      columns,
    ),
  ].join('\n');
}

function detailsOf({ mode, byHand, reason, translateInto, differences }: SubmissionPreview): string[] {
  return [
    ...(translateInto === null ? [] : [`waits for a translation into ${translateInto.join(' or ')}`]),
    ...(byHand ? ['by hand'] : []),
    ...(reason === null ? [] : [reason]),
    ...(mode === 'rehearsed' ? ['rehearsed'] : []),
    ...differences.map(({ code, field, kept = 0, cut = 0, from, into, ask, label }) => {
      const about = [field, from && into && `${from} to ${into}`, ask, label && plain(label)].filter(Boolean);
      const length = code === 'CUT' ? ` after ${kept} of ${kept + cut} characters` : '';
      return `${[code, ...about].join(' ')}${length}`;
    }),
  ];
}
