import type { Report, ReportEvent, ReportRow, Submission } from '#client';
import { minuteOf, plain, secondOf, table, wrap } from './layout.js';

export interface Reader {
  readonly columns: number;
  readonly timeZone: string;
}

/** A report on a screen: head, then one paragraph a submission. Texts of persons only where asked for. */
export function reportText(report: Report, reader: Reader, { withTexts = false } = {}): string {
  const { reference, status, category, caller, language, createdAt, asks, attention, sla } = report;
  const facts = [
    category,
    `caller ${caller.role}`,
    language,
    `filed ${minuteOf(createdAt, reader.timeZone)}`,
  ];
  return [
    `${reference}  ${status}${sla === 'ON_TRACK' ? '' : `  SLA ${sla}`}${report.escalated ? '  ESCALATED' : ''}`,
    wrap(facts.join(' · '), reader.columns, '  '),
    wrap(`asks: ${asks.join(', ')}`, reader.columns, '  '),
    wrap(
      attention.length > 0 ? `needs a person: ${attention.join(', ')}` : 'nothing needs a person',
      reader.columns,
      '  ',
    ),
    ...(withTexts
      ? ['', ...report.explanation.split('\n').map((line) => wrap(plain(line), reader.columns, '  '))]
      : []),
    '',
    ...submissionLines(report.submissions, reader, withTexts),
    ...moreLines(report),
  ].join('\n');
}

/** Of a report with very many, the others are counted. */
function moreLines({ submissions, submissionsCursor, standing }: Report): string[] {
  if (submissionsCursor === null) return [];
  const all = standing.reduce((sum, { count }) => sum + count, 0);
  const counts = table(
    standing.map(({ platform, word, count }) => [String(count), platform, word]),
    '  ',
  );
  return ['', `  The first ${submissions.length} of ${all}. All of them:`, counts];
}

function submissionLines(submissions: readonly Submission[], reader: Reader, withTexts: boolean): string[] {
  const heads = table(
    submissions.map((each) => [ordinalOf(each), each.platform, each.word, plain(each.target.key)]),
    '  ',
  ).split('\n');
  return submissions.flatMap((submission, index) => {
    const { input, locator } = submission.target;
    const texts = withTexts
      ? [`given: ${plain(input)}`, ...(locator === null ? [] : [`locator: ${plain(locator)}`])]
      : [];
    const details = wrap(detailsOf(submission, reader.timeZone).join(' · '), reader.columns, '     ');
    return [heads[index] ?? '', ...texts.map((text) => wrap(text, reader.columns, '     ')), details];
  });
}

/** Place of a submission in its report, out of `UF-2026-000123-2-K7QM9A`. */
export function ordinalOf({ reference }: Pick<Submission, 'reference'>): string {
  return reference.split('-')[3] ?? '?';
}

function detailsOf(submission: Submission, timeZone: string): string[] {
  const {
    channel,
    externalRef,
    duplicateOf,
    effects,
    territories,
    refusalReason,
    verification,
    remedy,
    waitingFor,
    earlierReport,
  } = submission;
  const { question, reminder, laterReports, secondLook, watchEndsAt } = submission;
  const isWatched = submission.nextCheckAt !== null || submission.lookDueAt !== null;
  const at = (label: string, iso: string | null) =>
    iso === null ? [] : [`${label} ${minuteOf(iso, timeZone)}`];
  return [
    channel,
    ...(externalRef === null ? [] : [`their number ${plain(externalRef)}`]),
    ...effects,
    ...(territories.length === 0 ? [] : [`in ${territories.map(plain).join(', ')}`]),
    ...(duplicateOf === null ? [] : [`same as their ${plain(duplicateOf)}`]),
    ...(refusalReason === null ? [] : [refusalReason]),
    ...(verification === 'UNCHECKED' ? [] : [`seen ${verification}`]),
    ...at('seen on', submission.verifiedAt),
    ...(secondLook === 'PENDING' ? ['second look pending'] : []),
    ...(remedy === 'NONE' ? [] : [`remedy ${remedy}`]),
    ...Object.entries(submission.askAnswers).map(([ask, answer]) => `${ask} ${answer}`),
    ...(waitingFor === null ? [] : [`waits for ${waitingFor}`]),
    ...at('asked', question?.askedAt ?? null),
    ...(question?.answer ? [answerText(question.answer)] : []),
    ...(reminder ? [`told that it is still there ${reminder.state}`] : []),
    ...at('next try', submission.nextTryAt),
    ...at('next look', submission.nextCheckAt),
    ...at('look due', submission.lookDueAt),
    ...(isWatched ? [] : at('watch ends', watchEndsAt)),
    ...clockText(submission, timeZone),
    ...(submission.wait?.longerThanUsual
      ? at('longer than usual, mostly decided by', submission.wait.usuallyBy)
      : []),
    ...(earlierReport === null ? [] : [`same as in ${earlierReport}`]),
    ...(laterReports.length === 0 ? [] : [`filed again in ${laterReports.join(', ')}`]),
    ...(submission.repeats === null ? [] : ['new notice: it came back']),
    ...(submission.repeatedBy === null ? [] : ['a later notice stands in its place']),
  ];
}

/** What is awaited, of whom, until when, and what was done about silence. */
function clockText({ sla, clock, escalation }: Submission, timeZone: string): string[] {
  const who = clock?.whose === 'STAFF' ? 'our' : 'their';
  const state = sla === 'ON_TRACK' ? '' : ` (${sla})`;
  const due = clock && `${who} ${clock.expectation} due ${minuteOf(clock.dueAt, timeZone)}${state}`;
  const { step, nextStepAt, messages } = escalation;
  return [
    ...(due === null ? [] : [due]),
    ...(step === null ? [] : [`last step ${step}`]),
    ...messages.map(
      ({ purpose, state: sent, code }) => `${purpose} ${sent}${code === null ? '' : ` (${code})`}`,
    ),
    ...(step === null || nextStepAt === null ? [] : [`next step ${minuteOf(nextStepAt, timeZone)}`]),
  ];
}

function answerText({ state, code }: NonNullable<NonNullable<Submission['question']>['answer']>): string {
  return code === null ? `answer ${state}` : `answer ${state} (${code})`;
}

/** Two lines: what it is, and what it needs and where it stands. */
export function rowText(
  {
    reference,
    createdAt,
    status,
    category,
    attention,
    platforms,
    sla,
    clock,
    escalated,
    longWaits,
  }: ReportRow,
  reader: Reader,
): string {
  const needs = [
    ...(attention.length === 0 ? [] : [`needs ${attention.join(', ')}`]),
    ...(sla === 'ON_TRACK'
      ? []
      : [clock ? `${sla} ${clock.expectation} ${minuteOf(clock.dueAt, reader.timeZone)}` : sla]),
    ...(longWaits > 0 ? ['longer than usual'] : []),
    ...(escalated ? ['ESCALATED'] : []),
  ];
  const first = [reference, minuteOf(createdAt, reader.timeZone), status.padEnd(19), category].join('  ');
  return `${first}\n${wrap([...needs, platforms.join(', ')].join(' · '), reader.columns, '                ')}`;
}

/**
 * One line of the timeline: `2026-11-23 14:02:05  2 facebook   sent → acknowledged`.
 *
 * @param ordinals place of each submission in its report, by id
 */
export function eventText(
  event: ReportEvent,
  ordinals: ReadonlyMap<string, string>,
  { timeZone }: Reader,
): string {
  const { submissionId, platform, timestamp } = event;
  const who = submissionId === null ? 'report' : `${ordinals.get(submissionId) ?? '?'} ${platform ?? ''}`;
  return `${secondOf(timestamp, timeZone)}  ${who.padEnd(whoColumns)}  ${whatHappened(event)}`;
}

const whoColumns = 14;

function whatHappened(event: ReportEvent): string {
  const { type, submissionId, word, previousWord, status, previousStatus, detail } = event;
  const isAboutReport = submissionId === null || word === null;
  const [before, now] = isAboutReport ? [previousStatus, status] : [previousWord, word];
  const change = before === null || before === now ? now : `${before} → ${now}`;
  const isToldByChange = before !== null && before !== now;
  const codes = [
    ...['expectation', 'step', 'outcome'],
    ...['effects', 'refusalReason', 'reason', 'visibility', 'remedy'],
    ...['route', 'body', 'followedBy', 'referral', 'referralState'],
  ].flatMap((name) => detail[name] ?? []);
  const what = type.replace(/^(report|submission)\./, '');
  const why = [...(isToldByChange || what === now ? [] : [what]), ...codes.map(String)];
  return plain(why.length === 0 ? change : `${change} (${why.join(', ')})`);
}
