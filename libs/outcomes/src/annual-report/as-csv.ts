import { providerActions, refusalReasons, removalTimes, type Language } from '#core';
import type { Published } from './figures.js';
import type { AnnualReport } from './report.js';
import { reportTexts } from './texts/texts.js';

/**
 * The tables of a report as one list: a count a line, with its codes and what they mean in one language (RFC 4180, UTF-8
 * with the mark by which spreadsheets know that). A hidden count is an empty field beside `hidden`.
 *
 * @param nameOf what people call a platform, by its key
 */
export function reportAsCsv(
  { year, mode, preliminaryOn, figures }: AnnualReport,
  language: Language,
  nameOf: (provider: string) => string,
): string {
  const texts = reportTexts[language];
  const actionName = (code: string) => texts.actions[code as keyof typeof texts.actions];
  const line = (
    table: string,
    [row, rowName]: readonly [string, string],
    [column, columnName]: readonly [string, string],
    count: Published,
  ) => [
    ...[String(year), mode, preliminaryOn ?? '', table, row, rowName, column, columnName],
    ...(count === null ? ['', 'hidden'] : [String(count), '']),
  ];
  const all = ['ALL', texts.heads.notices] as const;
  const none = ['', ''] as const;
  const byAction = (
    table: string,
    row: readonly [string, string],
    actions: AnnualReport['figures']['actions'],
  ) => providerActions.map((code) => line(table, row, [code, actionName(code)], actions[code]));
  const lines = [
    line('all', all, none, figures.notices),
    ...byAction('all', all, figures.actions),
    ...figures.providers.flatMap(({ provider, notices, actions }) => [
      line('provider', [provider, nameOf(provider)], none, notices),
      ...byAction('provider', [provider, nameOf(provider)], actions),
    ]),
    ...figures.types.flatMap(({ type, notices, actions, keywords }) => {
      const row = [type, texts.types[type] ?? type] as const;
      return [
        line('type', row, none, notices),
        ...byAction('type', row, actions),
        ...Object.entries(keywords).map(([keyword, count]) =>
          line('keyword', row, [keyword, texts.keywords[keyword] ?? keyword], count),
        ),
      ];
    }),
    ...refusalReasons.map((code) =>
      line('refusal reason', [code, texts.refusals[code]], none, figures.refusalReasons[code]),
    ),
    ...removalTimes.map((code) =>
      line('removed', [code, texts.removals[code]], none, figures.removedWithin[code]),
    ),
  ];
  return `\uFEFF${[heads, ...lines].map((fields) => `${fields.map(quoted).join(',')}\r\n`).join('')}`;
}

const heads = [
  ...['year', 'mode', 'preliminary_on', 'table', 'row', 'row_name', 'column', 'column_name'],
  ...['notices', 'suppressed'],
];

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
