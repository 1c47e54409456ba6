import {
  isDsa,
  languages,
  type DescribedCategory,
  type DraftName,
  type Language,
  type RemedyBody,
  type RemedyGuide,
  type RouteCode,
  type RouteGuide,
} from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { ReportView, SubmissionView } from '../reports/report-view.js';

export interface LetterInput {
  readonly route: RouteCode;
  readonly report: Pick<ReportView, 'category' | 'language'>;
  readonly submission: SubmissionView;
  /** Absent takes the report's language where the letter exists in it. */
  readonly language?: Language;
  /** Key of the out-of-court body, where there are several. */
  readonly body?: string;
  readonly nowMs: number;
}

export interface Letter {
  readonly language: Language;
  readonly subject: string;
  /** `[…]` is left to the person who sends it. */
  readonly text: string;
}

export type LetterAnswer =
  | { readonly outcome: 'written'; readonly letter: Letter }
  /** Nothing is written on this route. */
  | { readonly outcome: 'noLetter' }
  | { readonly outcome: 'otherLanguage'; readonly languages: readonly Language[] }
  | { readonly outcome: 'unknownBody'; readonly bodies: readonly string[] };

/** Fills in the letter of a route: references, codes and days, never an address, a name or what was explained. */
export class WriteLetter {
  constructor(
    private readonly parts: {
      readonly platforms: PlatformCatalogue;
      readonly categories: ReadonlyMap<string, DescribedCategory>;
      readonly remedies: RemedyGuide;
      readonly organisation: string;
    },
  ) {}

  run(input: LetterInput): LetterAnswer {
    const guide = this.guide(input.route);
    const known = this.languagesOf(input.route, input.submission);
    const first = known[0];
    if (!guide || first === undefined) return { outcome: 'noLetter' };
    const language = input.language ?? known.find((each) => each === input.report.language) ?? first;
    const draft = known.includes(language) ? guide.drafts[language] : undefined;
    if (!draft) return { outcome: 'otherLanguage', languages: known };
    const bodies = this.bodiesOf(guide, input.submission.platform);
    const body = input.body === undefined ? bodies[0] : bodies.find(({ key }) => key === input.body);
    if (input.body !== undefined && !body)
      return { outcome: 'unknownBody', bodies: bodies.map(({ key }) => key) };
    const values = this.valuesOf(input, language, body);
    const letter = { language, subject: fill(draft.subject, values), text: fill(draft.text, values) };
    return { outcome: 'written', letter };
  }

  /** Languages of a route's letter: what the addressee reads, best first; none where nothing is written. */
  languagesOf(route: RouteCode, { platform, channel }: SubmissionView): readonly Language[] {
    const guide = this.guide(route);
    const existing = languages.filter((language) => guide?.drafts[language] !== undefined);
    if (guide?.addressee !== 'PLATFORM') return existing;
    const channels = this.parts.platforms.get(platform)?.manifest.channels ?? [];
    const read = channels.find(({ id }) => id === channel)?.languages ?? channels[0]?.languages ?? languages;
    return read.filter((language) => existing.includes(language));
  }

  private guide(route: RouteCode): RouteGuide | undefined {
    return this.parts.remedies.routes.get(route);
  }

  private bodiesOf({ addressee }: RouteGuide, platform: string): readonly RemedyBody[] {
    return [...this.parts.remedies.bodies.values()].filter(
      ({ role, platforms }) => role === addressee && (role !== 'BODY' || platforms.includes(platform)),
    );
  }

  private valuesOf(
    { report, submission, nowMs }: LetterInput,
    language: Language,
    body: RemedyBody | undefined,
  ): Readonly<Record<DraftName, string>> {
    const { categories, platforms, remedies, organisation } = this.parts;
    const { refusalReason, externalRef, reference, regime, escalation } = submission;
    const reminders = escalation.messages.filter(({ state }) => state === 'SENT');
    const known = (value: string | null | undefined) => value ?? unknown[language];
    const day = (atMs: number | null) => known(atMs === null ? null : dayIn(language, atMs));
    return {
      organisation,
      reference,
      platform: platforms.get(submission.platform)?.manifest.name ?? submission.platform,
      body: known(body?.name),
      externalRef: known(externalRef),
      category: known(categories.get(report.category)?.labels[language]),
      refusalReason: known(refusalReason && remedies.refusalReasons[refusalReason][language]),
      standing: isDsa(regime) ? remedies.standings[regime][language] : '',
      decidedOn: day(submission.decidedAtMs),
      sentOn: day(submission.sentAtMs),
      dueOn: day(submission.dueAtMs),
      remindedOn: known(reminders.map(({ atMs }) => dayIn(language, atMs)).join(', ') || null),
      today: dayIn(language, nowMs),
    };
  }
}

/** What nobody told us stands in brackets, as everything that a person has to fill in. */
const unknown: Readonly<Record<Language, string>> = {
  en: '[not known]',
  fr: '[inconnu]',
  nl: '[onbekend]',
  de: '[unbekannt]',
};

function dayIn(language: Language, atMs: number): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/Brussels' }).format(atMs);
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
}
