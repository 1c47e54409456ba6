import { providerActions, refusalReasons, removalTimes, type Language } from '#core';
import type { ByAction, Published } from './figures.js';
import type { AnnualReport } from './report.js';
import type { Seal } from './seal.js';
import { reportTexts } from './texts/texts.js';
import type { ReportTexts } from './texts/report-texts.js';

export interface ReportTable {
  readonly caption: string;
  readonly heads: readonly string[];
  /** How many columns at the left hold names; the others hold numbers. */
  readonly names: number;
  readonly rows: readonly (readonly string[])[];
}

/** A bar for each row, as long as its number; none where that is hidden. */
export interface ReportBars {
  readonly caption: string;
  readonly heads: readonly [name: string, count: string];
  readonly rows: readonly { readonly name: string; readonly shown: string; readonly share: number }[];
}

export type ReportPart =
  | { readonly kind: 'heading' | 'paragraph' | 'warning'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] }
  | ({ readonly kind: 'table' } & ReportTable)
  | ({ readonly kind: 'bars' } & ReportBars);

/** Whether what a table or bars are called stands above them already, as the heading of their section. */
export function isTitled(parts: readonly ReportPart[], index: number): boolean {
  const [before, part] = [parts[index - 1], parts[index]];
  return (
    before?.kind === 'heading' && part !== undefined && 'caption' in part && before.text === part.caption
  );
}

/** A report as it is read, whatever file it becomes. */
export interface ReportPages {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  readonly author: string;
  /** Of when it tells; files are dated by it, so that the same report is the same bytes. */
  readonly asOfMs: number;
  readonly parts: readonly ReportPart[];
  readonly foot: (page: number, pages: number) => string;
  readonly part: (part: number, parts: number) => string;
}

/** @param nameOf what people call a platform, by its key */
export function reportPages(
  { report, seal }: { readonly report: AnnualReport; readonly seal: Seal | null },
  language: Language,
  nameOf: (provider: string) => string,
): ReportPages {
  const texts = reportTexts[language];
  const title = texts.title(String(report.year));
  const format = numberIn(language);
  return {
    ...{ language, title, subtitle: texts.law, author: report.organisation },
    asOfMs: Date.parse(seal?.sealedAt ?? `${report.preliminaryOn ?? `${report.year}-12-31`}T00:00:00Z`),
    parts: [
      ...warnings(report, seal, texts, language),
      { kind: 'facts', rows: facts(report, texts, language) },
      ...(report.figures.notices === 0
        ? [{ kind: 'paragraph' as const, text: texts.noNotices }]
        : figures(report, texts, language, nameOf)),
      { kind: 'heading', text: texts.sections.independence },
      { kind: 'paragraph', text: report.independence[language] ?? texts.noStatement },
      { kind: 'heading', text: texts.sections.reading },
      { kind: 'list', items: texts.reading(String(report.smallestPublishedCount)) },
      { kind: 'facts', rows: providerActions.map((each) => [texts.actions[each], texts.meanings[each]]) },
      ...(seal ? sealParts(seal, texts, language) : []),
    ],
    foot: (page, pages) => `${title} · ${texts.page(format(page), format(pages))}`,
    part: (part, parts) => texts.part(format(part), format(parts)),
  };
}

function warnings(
  { mode, preliminaryOn }: AnnualReport,
  seal: Seal | null,
  texts: ReportTexts,
  language: Language,
): ReportPart[] {
  return [
    ...(mode === 'rehearsed' ? [texts.rehearsal] : []),
    ...(preliminaryOn === null ? [] : [texts.preliminary(dayIn(preliminaryOn, language))]),
    ...(seal ? [] : [texts.unsealed]),
  ].map((text) => ({ kind: 'warning', text }));
}

function facts(
  { organisation, year, timeZone, figures: { notices } }: AnnualReport,
  texts: ReportTexts,
  language: Language,
): [string, string][] {
  const { facts: names, counted } = texts;
  return [
    [names.organisation, organisation],
    [names.period, `${dayIn(`${year}-01-01`, language)} – ${dayIn(`${year}-12-31`, language)}`],
    [names.clock, timeZone],
    [names.counted, counted],
    [names.notices, shownIn(texts, language)(notices)],
  ];
}

function figures(
  { figures: all, waits }: AnnualReport,
  texts: ReportTexts,
  language: Language,
  nameOf: (provider: string) => string,
): ReportPart[] {
  const { heads, sections } = texts;
  const shown = shownIn(texts, language);
  const actionHeads = [heads.notices, ...providerActions.map((each) => texts.actions[each])];
  const byAction = (actions: ByAction) => providerActions.map((each) => shown(actions[each]));
  const bars = (
    caption: string,
    name: string,
    rows: readonly (readonly [string, Published])[],
  ): ReportPart => {
    const most = Math.max(1, ...rows.map(([, count]) => count ?? 0));
    return {
      ...{ kind: 'bars', caption, heads: [name, heads.notices] },
      rows: rows.map(([each, count]) => ({ name: each, shown: shown(count), share: (count ?? 0) / most })),
    };
  };
  const typeName = (type: string) => texts.types[type] ?? type;
  return [
    { kind: 'heading', text: sections.actions },
    bars(
      sections.actions,
      heads.action,
      providerActions.map((each) => [texts.actions[each], all.actions[each]]),
    ),
    { kind: 'heading', text: sections.providers },
    bars(
      `${sections.providers} – ${heads.notices}`,
      heads.provider,
      all.providers.map(({ provider, notices }) => [nameOf(provider), notices]),
    ),
    {
      ...{ kind: 'table', caption: `${sections.providers} – ${heads.action}` },
      ...{ heads: [heads.provider, ...actionHeads], names: 1 },
      rows: all.providers.map(({ provider, notices, actions }) => [
        ...[nameOf(provider), shown(notices)],
        ...byAction(actions),
      ]),
    },
    { kind: 'heading', text: sections.types },
    bars(
      `${sections.types} – ${heads.notices}`,
      heads.type,
      all.types.map(({ type, notices }) => [typeName(type), notices]),
    ),
    {
      ...{ kind: 'table', caption: `${sections.types} – ${heads.action}` },
      ...{ heads: [heads.type, ...actionHeads], names: 1 },
      rows: all.types.map(({ type, notices, actions }) => [
        ...[typeName(type), shown(notices)],
        ...byAction(actions),
      ]),
    },
    {
      ...{ kind: 'table', caption: sections.keywords },
      ...{ heads: [heads.type, heads.keyword, heads.notices], names: 2 },
      rows: all.types.flatMap(({ type, keywords }) =>
        Object.entries(keywords).map(([keyword, count]) => [
          ...[typeName(type), texts.keywords[keyword] ?? keyword],
          shown(count),
        ]),
      ),
    },
    { kind: 'heading', text: sections.refusals },
    bars(
      sections.refusals,
      heads.reason,
      refusalReasons.map((each) => [texts.refusals[each], all.refusalReasons[each]]),
    ),
    { kind: 'heading', text: sections.removals },
    bars(
      sections.removals,
      heads.time,
      removalTimes.map((each) => [texts.removals[each], all.removedWithin[each]]),
    ),
    ...(waits.length === 0 ? [] : waitParts(waits, texts, language, nameOf)),
  ];
}

function waitParts(
  waits: AnnualReport['waits'],
  texts: ReportTexts,
  language: Language,
  nameOf: (provider: string) => string,
): ReportPart[] {
  const format = numberIn(language);
  const hours = (count: number | null) => (count === null ? '–' : texts.hours(format(count)));
  return [
    { kind: 'heading', text: texts.sections.waits },
    { kind: 'paragraph', text: texts.waits.note },
    {
      ...{ kind: 'table', caption: texts.sections.waits },
      ...{ heads: [texts.heads.provider, texts.waits.median, texts.waits.ninetieth], names: 1 },
      rows: waits.map(({ provider, medianHours, ninetiethHours }) => [
        ...[nameOf(provider), hours(medianHours), hours(ninetiethHours)],
      ]),
    },
  ];
}

function sealParts(seal: Seal, texts: ReportTexts, language: Language): ReportPart[] {
  const { sealedAt, events, sha256, keyId, signature } = seal;
  const { first, last, count } = events;
  const format = numberIn(language);
  const told = texts.seal({ sealedAt: dayIn(sealedAt.slice(0, 10), language), events: format(count) });
  return [
    { kind: 'heading', text: texts.sections.seal },
    { kind: 'paragraph', text: told },
    {
      kind: 'facts',
      rows: [
        ['SHA-256', sha256],
        ['Ed25519', `${keyId}: ${signature}`],
        ['events', first === null ? '0' : `${first} – ${last}`],
      ],
    },
  ];
}

function shownIn(texts: ReportTexts, language: Language): (count: Published) => string {
  const format = numberIn(language);
  return (count) => (count === null ? texts.hidden : format(count));
}

function numberIn(language: Language): (count: number) => string {
  const format = new Intl.NumberFormat(language);
  return (count) => format.format(count);
}

/** A day as people write it. */
function dayIn(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ dateStyle: 'long', timeZone: 'UTC' },
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}
