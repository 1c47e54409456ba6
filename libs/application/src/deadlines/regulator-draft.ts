import { isDecisionOverdue, type Language, type Regime } from '#core';
import type { ReportView, SubmissionView } from '../reports/report-view.js';

/** Standings under which the Digital Services Act gives a notifier rights. */
export type DsaRegime = Extract<Regime, 'DSA_ART16' | 'DSA_ART22'>;

export function isUnderDsa(regime: Regime): regime is DsaRegime {
  return regime === 'DSA_ART16' || regime === 'DSA_ART22';
}

/** Fixed texts of a complaint in one language; values stand in double braces. Source: config/law. */
export interface ComplaintTexts {
  /** Whom it goes to. */
  readonly regulator: string;
  readonly subject: string;
  readonly opening: string;
  readonly standing: Readonly<Record<DsaRegime, string>>;
  readonly facts: Readonly<
    Record<'reference' | 'externalRef' | 'category' | 'sent' | 'due' | 'reminded' | 'silent', string>
  >;
  readonly infringement: Readonly<Record<DsaRegime, string>>;
  readonly request: string;
  readonly closing: string;
}

export interface RegulatorComplaint {
  readonly article: { readonly number: string };
  readonly website: string;
  readonly texts: Readonly<Record<Language, ComplaintTexts>>;
}

/** A complaint for a person to read, complete and send. */
export interface RegulatorDraft {
  readonly regulator: string;
  readonly website: string;
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
}

export interface RegulatorDraftParts {
  readonly complaint: RegulatorComplaint;
  readonly platformName: string;
  readonly categoryLabel: string;
  readonly organisation: string;
  /** Of the times in it, such as `Europe/Brussels`. */
  readonly timeZone: string;
}

export type RegulatorDraftAnswer =
  | { readonly outcome: 'drafted'; readonly draft: RegulatorDraft }
  /** `DRAFT.NOT_DSA`: not sent under the Digital Services Act. `DRAFT.NOT_OVERDUE`: no decision is overdue. */
  | { readonly outcome: 'refused'; readonly code: 'DRAFT.NOT_DSA' | 'DRAFT.NOT_OVERDUE' };

/**
 * Drafts a complaint about an overdue decision: codes, dates and references, no address and no person. Pure.
 *
 * @param nowMs until when the platform has been silent, for the reader
 */
export function draftComplaint(
  { category }: Pick<ReportView, 'category'>,
  submission: SubmissionView,
  language: Language,
  { complaint, platformName, categoryLabel, organisation, timeZone }: RegulatorDraftParts,
  nowMs: number,
): RegulatorDraftAnswer {
  const { regime, sla, clock, dueAtMs, sentAtMs, externalRef, reference, escalation } = submission;
  if (!isUnderDsa(regime)) return { outcome: 'refused', code: 'DRAFT.NOT_DSA' };
  const isOverdue = sla === 'BREACHED' && clock?.whose === 'PLATFORM' && isDecisionOverdue(escalation.step);
  if (!isOverdue || dueAtMs === null) return { outcome: 'refused', code: 'DRAFT.NOT_OVERDUE' };
  const words = complaint.texts[language];
  const shown = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const time = (atMs: number) => shown.format(atMs);
  const fill = (text: string) =>
    filled(text, { platform: platformName, reference, organisation, article: complaint.article.number });
  const fact = (name: keyof ComplaintTexts['facts'], value: string | null) =>
    value === null ? [] : [filled(words.facts[name], { value })];
  const reminders = escalation.messages.filter(({ state }) => state === 'SENT');
  const facts = [
    ...fact('reference', reference),
    ...fact('externalRef', externalRef),
    ...fact('category', `${categoryLabel} (${category})`),
    ...fact('sent', sentAtMs === null ? null : time(sentAtMs)),
    ...fact('due', time(dueAtMs)),
    ...reminders.flatMap(({ atMs }) => fact('reminded', time(atMs))),
    ...fact('silent', time(nowMs)),
  ];
  const paragraphs = [
    words.regulator,
    fill(words.opening),
    words.standing[regime],
    facts.join('\n'),
    words.infringement[regime],
    words.request,
    fill(words.closing),
  ];
  return {
    outcome: 'drafted',
    draft: {
      ...{ regulator: words.regulator, website: complaint.website, language },
      subject: fill(words.subject),
      text: `${paragraphs.join('\n\n')}\n`,
    },
  };
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => values[name] ?? '');
}
