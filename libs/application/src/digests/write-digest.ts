import {
  addDays,
  dailyPoints,
  instantOf,
  isoWeekday,
  localDay,
  urgencies,
  weekFigures,
  type AttentionWord,
  type Category,
  type DailyPoint,
  type Language,
  type Urgency,
  type WeekFigure,
  type WeeklyPoint,
} from '#core';
import { filled } from '../filled.js';
import type {
  ClaimedDigest,
  DigestStore,
  NeededWork,
  NeedyReport,
  PlatformWeek,
  WaitingReport,
  Week,
} from '../ports/digest-store.js';
import type { OutgoingMail } from '../ports/mail-sender.js';

/** Words of digests in one language; values stand in double braces. Source: config/digests. */
export interface DigestTexts {
  /** What matters first: the first of these whose count is not 0. */
  readonly daily: {
    readonly sentences: Readonly<Record<DailyPoint, Counted>>;
    readonly lines: Readonly<Record<DailyPoint, string>>;
    readonly first: string;
    readonly words: Readonly<Record<AttentionWord, string>>;
    readonly limit: string;
    readonly over: string;
    /** Before those of `waits` that are named. */
    readonly waiting: string;
    readonly usuallyBy: string;
  };
  readonly weekly: {
    readonly sentences: Readonly<Record<WeeklyPoint, Counted>>;
    /** Where no platform decided or let anything pass. */
    readonly quiet: string;
    readonly period: string;
    readonly rehearsed: string;
    readonly filed: string;
    readonly lines: Readonly<Record<WeekFigure, string>>;
    readonly waiting: string;
  };
  readonly urgencies: Readonly<Record<Urgency, string>>;
  readonly open: string;
  readonly why: string;
}

/** By the plural of the language; `other` serves where one is missing. */
export type Counted = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & Record<'other', string>>;

export interface WriteDigestParts {
  readonly digests: Pick<DigestStore, 'needs' | 'week'>;
  readonly texts: Readonly<Record<Language, DigestTexts>>;
  readonly categories: ReadonlyMap<string, Category>;
  readonly platformName: (key: string) => string;
  readonly from: string;
  /** Address of the console, without a slash at its end. */
  readonly consoleUrl: string;
  /** Of the times in it, and on whose clock a day ends, such as `Europe/Brussels`. */
  readonly timeZone: string;
  /** Of Message-IDs. */
  readonly messageDomain: string;
}

const mostNamed = 10;

/** Writes a digest: counts, references, codes in words, platforms and times. Nothing of what was reported. */
export class WriteDigest {
  constructor(private readonly parts: WriteDigestParts) {}

  /** @returns undefined where a day needs nobody: an empty mail teaches not to read them */
  async run(digest: ClaimedDigest, nowMs: number): Promise<OutgoingMail | undefined> {
    const written =
      digest.kind === 'DAILY'
        ? await this.daily(digest.language, nowMs)
        : await this.weekly(digest.language, nowMs);
    if (!written) return undefined;
    const { from, consoleUrl, messageDomain, texts } = this.parts;
    const { open, why } = texts[digest.language];
    return {
      ...{ from, to: digest.address, replyTo: from, messageId: `digest.${digest.id}@${messageDomain}` },
      subject: `Uniflag: ${written.sentence}`,
      text: [
        `${capitalised(written.sentence)}.`,
        '',
        ...written.lines,
        '',
        open,
        `${consoleUrl}${written.path}`,
        '',
        why,
        '',
      ].join('\n'),
      headers: { 'Auto-Submitted': 'auto-generated' },
    };
  }

  private async daily(language: Language, nowMs: number): Promise<Written | undefined> {
    const needs = await this.needs(nowMs);
    const { sentences, lines, first, waiting } = this.parts.texts[language].daily;
    const point = dailyPoints.find((each) => needs[each] > 0);
    if (point === undefined) return undefined;
    return {
      sentence: counted(sentences[point], needs[point], language),
      lines: [
        ...dailyLines.flatMap((name) =>
          needs[name] > 0 ? [filled(lines[name], { count: needs[name] })] : [],
        ),
        ...(needs.first.length > 0 ? ['', first] : []),
        ...needs.first.map((report) => this.named(report, language, nowMs)),
        ...(needs.waiting.length > 0 ? ['', waiting] : []),
        ...needs.waiting.map((report) => this.waitingLine(report, language)),
      ],
      path: point === 'waits' ? '/reports?wait=long' : '/reports?attention=any',
    };
  }

  private async weekly(language: Language, nowMs: number): Promise<Written> {
    const { timeZone, digests, texts } = this.parts;
    const today = localDay(nowMs, timeZone);
    const monday = addDays(today, 1 - isoWeekday(today));
    const [from, to] = [addDays(monday, -7), monday];
    const week = await digests.week(instantOf(from, 0, timeZone), instantOf(to, 0, timeZone));
    const needs = await this.needs(nowMs);
    const { period, rehearsed, filed, waiting } = texts[language].weekly;
    const day = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone });
    const shown = (date: string) => day.format(instantOf(date, 12 * 60, timeZone));
    return {
      sentence: this.weekSentence(week, language),
      lines: [
        filled(period, { from: shown(from), to: shown(addDays(to, -1)) }),
        ...(week.isRehearsed ? [rehearsed] : []),
        '',
        filled(filed, { count: week.filed }),
        ...this.figuresOf(total(week.platforms), language),
        filled(waiting, { count: needs.reports, overdue: needs.overdue }),
        ...week.platforms.flatMap((platform) => [
          '',
          this.parts.platformName(platform.platform),
          ...this.figuresOf(platform, language),
        ]),
      ],
      path: '/reports',
    };
  }

  private weekSentence({ platforms }: Week, language: Language): string {
    const { sentences, quiet } = this.parts.texts[language].weekly;
    const { back, breached, acted, refused } = total(platforms);
    if (back > 0) return counted(sentences.back, back, language);
    if (breached > 0) return counted(sentences.breached, breached, language);
    const decided = acted + refused;
    return decided > 0 ? counted(sentences.decided, decided, language, { acted }) : quiet;
  }

  private figuresOf(week: Readonly<Record<WeekFigure, number>>, language: Language): string[] {
    const { lines } = this.parts.texts[language].weekly;
    return weekFigures.flatMap((name) =>
      week[name] > 0 ? [`  ${filled(lines[name], { count: week[name] })}`] : [],
    );
  }

  private named(
    { reference, category, attention, dueAtMs }: NeedyReport,
    language: Language,
    nowMs: number,
  ): string {
    const { categories, texts } = this.parts;
    const { urgencies: urgencyWords, daily } = texts[language];
    const urgency = categories.get(category)?.urgency ?? 'TRIAGE';
    const limit =
      dueAtMs === null
        ? []
        : [filled(dueAtMs <= nowMs ? daily.over : daily.limit, { time: this.time(dueAtMs, language) })];
    return `- ${[reference, urgencyWords[urgency], attention.map((word) => daily.words[word]).join(', '), ...limit].join(' · ')}`;
  }

  private waitingLine({ reference, platforms, usuallyByMs }: WaitingReport, language: Language): string {
    const { platformName, texts } = this.parts;
    const usuallyBy = filled(texts[language].daily.usuallyBy, { time: this.time(usuallyByMs, language) });
    return `- ${[reference, platforms.map(platformName).join(', '), usuallyBy].join(' · ')}`;
  }

  private time(atMs: number, language: Language): string {
    const { timeZone } = this.parts;
    const format = { dateStyle: 'short', timeStyle: 'short', timeZone } as const;
    return new Intl.DateTimeFormat(localeOf(language), format).format(atMs);
  }

  private needs(nowMs: number): Promise<NeededWork> {
    const { digests, categories, timeZone } = this.parts;
    const urgent = [...categories].sort(([, one], [, other]) => urgencyOrder(one) - urgencyOrder(other));
    return digests.needs({
      urgent: urgent.map(([key]) => key),
      critical: urgent.filter(([, { urgency }]) => urgency === 'CRITICAL').map(([key]) => key),
      endOfDayMs: instantOf(localDay(nowMs, timeZone), 1_440, timeZone),
      most: mostNamed,
    });
  }
}

interface Written {
  readonly sentence: string;
  readonly lines: readonly string[];
  /** In the console. */
  readonly path: string;
}

/** The whole before its parts. */
const dailyLines: readonly DailyPoint[] = [
  'reports',
  'critical',
  'overdue',
  'dueToday',
  'looks',
  'replies',
  'holds',
  'waits',
];

function urgencyOrder({ urgency }: Category): number {
  return urgencies.indexOf(urgency);
}

function total(platforms: readonly PlatformWeek[]): Readonly<Record<WeekFigure, number>> {
  const sums = weekFigures.map((name) => [name, platforms.reduce((sum, week) => sum + week[name], 0)]);
  return Object.fromEntries(sums) as Record<WeekFigure, number>;
}

function counted(
  forms: Counted,
  count: number,
  language: Language,
  more: Record<string, number> = {},
): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return filled(form, { ...more, count });
}

/** Days before months. */
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
