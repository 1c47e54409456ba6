import type {
  EscalationView,
  FollowUpView,
  HoldView,
  QuestionView,
  ReportView,
  SubmissionView,
  WithdrawalView,
} from '#application';
import {
  decisionCodesOf,
  toTypeId,
  translationsIn,
  type KeptPlan,
  type Role,
  type RunningClock,
  type RunningWait,
} from '#core';
import type { ReportClaim, ReportSummary } from '#persistence';
import type { Sight } from '../access/sight.js';
import type { PlanDto } from '../shared/plan.dto.js';
import type {
  ClockDto,
  EscalationDto,
  FollowUpDto,
  QuestionDto,
  SubmissionDto,
  RunningWaitDto,
  WithdrawalDto,
} from './submission.dto.js';
import type { ClaimDto } from './claims.dto.js';
import type { HoldViewDto, ReportDto, ReportRowDto, RowHoldDto } from './report.dto.js';

/** A report as the API shows it to somebody: TypeIDs outside, times in ISO 8601 UTC. */
export function presentReport(report: ReportView, sight: Sight): ReportDto {
  const contentFor = sight.hiddenFor('READ_EXPLANATION', report);
  const {
    reference,
    category,
    status,
    attention,
    counts,
    sla,
    language,
    asks,
    explanation,
    translations,
    confirmedFindings,
    factsOn,
    seenAt,
    legalBases,
  } = report;
  const dto: ReportDto = {
    id: toTypeId('rep', report.id),
    contentFor: null,
    ...{ reference, category, status, sla, language, explanation, factsOn, seenAt },
    translations: Object.fromEntries(translationsIn(translations)),
    clock: presentClock(report.clock),
    escalated: report.isEscalated,
    attention: [...attention],
    counts: { ...counts },
    caller: { role: report.callerRole },
    asks: [...asks],
    confirmedFindings: [...confirmedFindings],
    legalBases: [...legalBases],
    triage: report.triage.map(({ question, answer }) => ({ question, answer })),
    referrals: report.referrals.map(presentReferral),
    hold: report.hold && presentHold(report.hold),
    standing: report.standing.map((each) => ({ ...each })),
    submissions: report.submissions.map((each) => presentSubmission(each, report, sight)),
    submissionsCursor: report.moreAfter === null ? null : String(report.moreAfter),
    createdAt: isoTime(report.createdAtMs),
    updatedAt: isoTime(report.updatedAtMs),
  };
  return contentFor ? withoutWords(dto, contentFor) : dto;
}

/** What only these roles are shown is empty. */
function withoutWords(report: ReportDto, contentFor: Role[]): ReportDto {
  const hold = report.hold && changed(report.hold, { note: null });
  return changed(report, { contentFor, hold, explanation: '', translations: {} });
}

function changed<Dto extends object>(dto: Pick<Dto, keyof Dto>, change: Partial<Dto>): Dto {
  return { ...dto, ...change };
}

/** The stored answer to a filing as far as it is shown. */
export function shownTo(answer: string, category: string, sight: Sight): string {
  const row = { id: '', category };
  const [words, addresses] = [sight.hiddenFor('READ_EXPLANATION', row), sight.hiddenFor('READ_ADDRESS', row)];
  if (!words && !addresses) return answer;
  const report = JSON.parse(answer) as ReportDto;
  const shown = words ? withoutWords(report, words) : report;
  const submissions = shown.submissions.map((each) => withoutContent(each, words, addresses));
  return JSON.stringify(changed(shown, { submissions }));
}

function presentReferral({ key, state, by, atMs }: ReportView['referrals'][number]) {
  return { key, state, recordedBy: by, recordedAt: isoTime(atMs) };
}

export function presentRow(row: ReportSummary): ReportRowDto {
  const { reference, category, status, sla } = row;
  return {
    id: toTypeId('rep', row.id),
    ...{ reference, category, status, sla },
    clock: presentClock(row.clock),
    escalated: row.isEscalated,
    attention: [...row.attention],
    counts: { ...row.counts },
    platforms: [...row.platforms],
    standing: row.standing.map((each) => ({ ...each })),
    hold: row.hold && presentRowHold(row.hold),
    snoozedUntil: isoTimeOrNull(row.snoozedUntilMs),
    looksDue: row.looksDue,
    longWaits: row.longWaits,
    erasedAt: isoTimeOrNull(row.erasedAtMs),
    earlierReports: [...row.earlierReferences],
    laterReports: [...row.laterReferences],
    claim: presentClaim(row.claim),
    createdAt: isoTime(row.createdAtMs),
    updatedAt: isoTime(row.updatedAtMs),
  };
}

export function presentSubmission(
  submission: SubmissionView,
  report: Pick<ReportView, 'id' | 'category'>,
  sight: Sight,
): SubmissionDto {
  const {
    reference,
    platform,
    channel,
    regime,
    word,
    delivery,
    decision,
    refusalReason,
    verification,
    remedy,
    decidedAtMs,
  } = submission;
  const { kind, key, input, url, locator } = submission.target;
  const dto: SubmissionDto = {
    id: toTypeId('sub', submission.id),
    contentFor: null,
    ...{
      reference,
      platform,
      channel,
      regime,
      word,
      delivery,
      decision,
      refusalReason,
      verification,
      remedy,
    },
    target: { kind, key, input, url, locator },
    effects: [...submission.effects],
    tdbDecisions: [...decisionCodesOf(submission.effects)],
    territories: [...submission.territories],
    decidedAt: isoTimeOrNull(decidedAtMs),
    externalRef: submission.externalRef,
    duplicateOf: submission.duplicateOf,
    waitingFor: submission.waitingFor,
    asks: [...submission.asks],
    plan: submission.plan && presentPlan(submission.plan),
    alternatives: [...submission.alternatives],
    askAnswers: { ...submission.askAnswers },
    earlierReport: submission.earlierReference,
    laterReports: [...submission.laterReferences],
    noticeOf: subIdOrNull(submission.noticeOf),
    repeats: subIdOrNull(submission.repeats),
    repeatedBy: subIdOrNull(submission.repeatedBy),
    verifiedAt: isoTimeOrNull(submission.seenAtMs),
    secondLook: submission.secondLook,
    sla: submission.sla,
    clock: presentClock(submission.clock),
    sentAt: isoTimeOrNull(submission.sentAtMs),
    wait: submission.wait && presentWait(submission.wait),
    nextTryAt: isoTimeOrNull(submission.nextTryAtMs),
    nextCheckAt: isoTimeOrNull(submission.nextCheckAtMs),
    lookDueAt: isoTimeOrNull(submission.lookDueAtMs),
    watchEndsAt: isoTimeOrNull(submission.watchEndsAtMs),
    dueAt: isoTimeOrNull(submission.dueAtMs),
    acknowledgeDueAt: isoTimeOrNull(submission.acknowledgeDueAtMs),
    escalation: presentEscalation(submission.escalation),
    question: submission.question && presentQuestion(submission.question),
    withdrawal: submission.withdrawal && presentWithdrawal(submission.withdrawal),
    correction: submission.correction && presentFollowUp(submission.correction),
    corrects: subIdOrNull(submission.corrects),
    correctedBy: subIdOrNull(submission.correctedBy),
    snoozedUntil: isoTimeOrNull(submission.snoozedUntilMs),
    reminder: submission.reminder && presentFollowUp(submission.reminder),
  };
  return withoutContent(
    dto,
    sight.hiddenFor('READ_EXPLANATION', report),
    sight.hiddenFor('READ_ADDRESS', report),
  );
}

/** @param words,addresses roles that these are shown to; null where they are shown here */
function withoutContent(
  submission: SubmissionDto,
  words: Role[] | null,
  addresses: Role[] | null,
): SubmissionDto {
  const { target, withdrawal } = submission;
  const contentFor = addresses ?? words;
  if (!contentFor) return submission;
  return changed(submission, {
    contentFor,
    ...(addresses ? { target: changed(target, { key: '', input: '', url: null, locator: null }) } : {}),
    // Numbers may have been typed in by hand.
    ...(words ? { externalRef: null, duplicateOf: null } : {}),
    ...(words ? { withdrawal: withdrawal && changed(withdrawal, { note: null }) } : {}),
  });
}

function presentHold(hold: HoldView): HoldViewDto {
  const { by, note, atMs, left } = hold;
  return {
    ...presentRowHold(hold),
    ...{ by, note, at: isoTime(atMs), left: left.map((id) => toTypeId('sub', id)) },
  };
}

function presentRowHold({
  reason,
  untilMs,
  isOverdue: overdue,
  isUngraded: ungraded,
}: Pick<HoldView, 'reason' | 'untilMs' | 'isOverdue' | 'isUngraded'>): Pick<RowHoldDto, keyof RowHoldDto> {
  return { reason, overdue, ungraded, until: isoTime(untilMs) };
}

function presentWithdrawal({
  atMs,
  standing,
  message,
  isByHand: byHand,
  ...rest
}: WithdrawalView): WithdrawalDto {
  const told = message && presentFollowUp(message);
  return { ...rest, at: isoTime(atMs), standing: [...standing], message: told, byHand };
}

function presentClock(clock: RunningClock | null): ClockDto | null {
  return clock && { whose: clock.whose, expectation: clock.expectation, dueAt: isoTime(clock.dueAtMs) };
}

function presentWait({
  fromHours,
  toHours,
  usuallyByMs,
  isLonger: longerThanUsual,
}: RunningWait): RunningWaitDto {
  return { fromHours, toHours, usuallyBy: isoTime(usuallyByMs), longerThanUsual };
}

function presentEscalation({ step, nextStepAtMs, messages }: EscalationView): EscalationDto {
  return {
    step,
    nextStepAt: isoTimeOrNull(nextStepAtMs),
    messages: messages.map(({ atMs, ...message }) => ({ ...message, at: isoTime(atMs) })),
  };
}

export function presentPlan({ because, channels }: KeptPlan): PlanDto {
  return { because, channels: [...channels] };
}

function presentQuestion({ askedAtMs, answer }: QuestionView): QuestionDto {
  return {
    askedAt: isoTime(askedAtMs),
    answer: answer && presentFollowUp(answer),
  };
}

function presentFollowUp({ state, code, givenAtMs }: FollowUpView): FollowUpDto {
  return { state, code, givenAt: isoTime(givenAtMs) };
}

function subIdOrNull(id: string | null): string | null {
  return id === null ? null : toTypeId('sub', id);
}

export function presentClaim(claim: ReportClaim | null | undefined): ClaimDto | null {
  if (!claim) return null;
  const { personId, name, sinceMs, handedOverBy } = claim;
  return { personId: toTypeId('per', personId), name, since: isoTime(sinceMs), handedOverBy };
}

export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

export function isoTimeOrNull(atMs: number | null): string | null {
  return atMs === null ? null : isoTime(atMs);
}
