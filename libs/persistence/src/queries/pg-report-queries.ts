import type pg from 'pg';
import {
  ErasedReport,
  openTranslations,
  standingOf,
  submissionsAtOnce,
  type ErasureCause,
  type DataKey,
  type ReportCipher,
  type ReportView,
  type SealedTarget,
  type SubmissionView,
} from '#application';
import {
  alternatives,
  attentionWords,
  escalationSteps,
  isEscalated,
  runningClock,
  runningWait,
  slaOf,
  turnAt,
  worstSla,
  type SubmissionClocks,
} from '#core';
import { referralsJson } from '../stores/referral-changes.js';
import { stateOf, millis } from '../stores/rows.js';
import {
  hasUnsnoozed,
  holdOf,
  holdView,
  toldOf,
  withdrawalOf,
  withdrawalView,
  type HoldJson,
} from './acts-of.js';
import { claimJoin, claimJson, listConditions } from './claim-parts.js';
import { messagesOf, reminders } from './escalation-of.js';
import { latestAnswer, latestStillThere, questionOf } from './question-of.js';
import type {
  SummaryRow,
  PageRow,
  FindRow,
  ClockJson,
  StandingInReportJson,
  SubmissionJson,
} from './report-rows.js';
import { hasNotice } from './notice-filter.js';
import type { ReportFilter, ReportSummary } from './report-list.js';
import { hasWorstSla } from './sla-sql.js';
import { longWaits, usualWaitOf } from './usual-parts.js';
import { isLookDue, laterReports, mostRelated, repeatedBy } from './watch-parts.js';

export interface SubmissionFilter {
  readonly platform?: string;
  readonly word?: string;
  /** Ordinal of the last one of the page before. */
  readonly after: number;
  readonly limit: number;
}

/** A submission with its place in the report. */
export interface PlacedSubmission {
  readonly ordinal: number;
  readonly report: Pick<ReportView, 'id' | 'category'>;
  readonly submission: SubmissionView;
}

/** What people read. Straight SQL; only a single report is decrypted. */
export class PgReportQueries {
  constructor(
    private readonly pool: pg.Pool,
    private readonly cipher: ReportCipher,
    private readonly rules: { readonly dueSoonMs: number },
  ) {}

  /** @param idOrReference a UUID or a reference such as `UF-2026-000123` */
  async find(idOrReference: string): Promise<ReportView | undefined> {
    return this.findWhere(idOrReference.startsWith('UF-') ? 'r.reference = $1' : 'r.id = $1', idOrReference);
  }

  /** With every submission, however many. */
  async findWhole(reportId: string): Promise<ReportView | undefined> {
    return this.findWhere('r.id = $1', reportId, firstOnes, 2_000_000_000);
  }

  async findBySubmission(submissionId: string): Promise<ReportView | undefined> {
    return this.findWhere(
      'r.id = (SELECT report_id FROM submissions WHERE id = $1)',
      submissionId,
      `(SELECT * FROM submissions WHERE report_id = r.id AND ordinal <= $2
         UNION SELECT * FROM submissions WHERE id = $1)`,
    );
  }

  /** @returns undefined where there is no such report */
  async submissionsOf(
    reportId: string,
    { platform, word, after, limit }: SubmissionFilter,
  ): Promise<readonly PlacedSubmission[] | undefined> {
    const { rows } = await this.pool.query<PageRow>(
      `SELECT r.id, r.category, k.wrapped, k.wrapping_key_id, now() AS read_at, (
         ${submissionsJson(`(SELECT * FROM submissions p WHERE p.report_id = r.id AND p.ordinal > $2
           AND ($3::text IS NULL OR p.platform = $3) AND ($4::text IS NULL OR p.word = $4)
           ORDER BY p.ordinal LIMIT $5)`)}
       ) AS submissions
       FROM reports r JOIN data_keys k ON k.owner_id = r.id WHERE r.id = $1`,
      [reportId, after, platform ?? null, word ?? null, limit],
    );
    const [row] = rows;
    if (!row) await this.tellErased('r.id = $1', reportId);
    return row && this.openSubmissions(row, await this.keyOf(row));
  }

  /** @param read which submissions are read whole; $2 is the last ordinal of the usual ones */
  private async findWhere(
    condition: string,
    value: string,
    read = firstOnes,
    last = submissionsAtOnce,
  ): Promise<ReportView | undefined> {
    const { rows } = await this.pool.query<FindRow>(
      `SELECT r.*, r.facts_on::text AS facts_on_text, k.wrapped, k.wrapping_key_id, now() AS read_at,
         ${referralsJson('r.id')} AS referrals, ${holdOf} AS hold, (${submissionsJson(read)}) AS submissions, (
           SELECT jsonb_agg(${standingJson} || jsonb_build_object('id', x.id, 'delivery', x.delivery,
             'waiting_for', x.waiting_for, 'sent_at', x.sent_at,
             'round', x.round, 'unmarked_round', x.unmarked_round, 'is_repeated', ${repeatedBy} IS NOT NULL)
             ORDER BY x.ordinal)
           FROM submissions x WHERE x.report_id = r.id
         ) AS standing
       FROM reports r
       JOIN data_keys k ON k.owner_id = r.id
       WHERE ${condition}`,
      [value, last],
    );
    if (!rows[0]) await this.tellErased(condition, value);
    return rows[0] && (await this.open(rows[0], last));
  }

  /** @throws ErasedReport where there is nothing left to open */
  private async tellErased(condition: string, value: string): Promise<void> {
    const { rows } = await this.pool.query<ErasedRow>(
      `SELECT r.reference, r.erased_at, r.erased_because FROM reports r WHERE ${condition} AND r.erased_at IS NOT NULL`,
      [value],
    );
    const [row] = rows;
    if (row) throw new ErasedReport(row.reference, row.erased_because, row.erased_at.getTime());
  }

  async list(filter: ReportFilter): Promise<readonly ReportSummary[]> {
    const values: unknown[] = [
      filter.status ?? null,
      filter.attention ?? null,
      filter.category ?? null,
      filter.held ?? null,
      filter.team ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.reference ?? null,
      filter.after?.createdAt ?? null,
      filter.after?.id ?? null,
      filter.limit,
      filter.sla ?? null,
      this.rules.dueSoonMs,
      filter.isEscalated ?? null,
      escalationSteps.filter(isEscalated),
      filter.hasLookDue ?? false,
      attentionWords,
      filter.isSnoozed ?? false,
      filter.hasLongWait ?? false,
    ];
    const parameter = (value: unknown) => `$${String(values.push(value))}`;
    const { rows } = await this.pool.query<SummaryRow>(
      `SELECT r.id, r.reference, r.category, r.status, r.attention, r.counts, r.created_at, r.updated_at, r.erased_at, s.platforms,
         s.standing, s.looks_due, s.earlier, s.later, ${holdOf} AS hold, s.snoozed_ms,
         ${claimJson} AS claim, now() AS read_at, w.long_waits
       FROM (SELECT r.* FROM reports r
       WHERE ($1::text IS NULL OR r.status = $1)
         AND ($2::text IS NULL OR CASE $2 WHEN 'any' THEN r.attention <> '{}' ELSE r.attention @> ARRAY[$2] END)
         AND ($3::text IS NULL OR r.category = $3)
         AND ($5::text IS NULL OR r.team = $5)
         AND ($6::timestamptz IS NULL OR r.created_at >= $6)
         AND ($7::timestamptz IS NULL OR r.created_at < $7)
         AND ($8::text IS NULL OR starts_with(r.reference, $8))
         AND ($9::timestamptz IS NULL OR (r.created_at, r.id) < ($9, $10::uuid))
         AND ($12::text IS NULL OR ${hasWorstSla('r.id', '$12', '$13')})
         AND ($14::boolean IS NULL OR $14 = EXISTS (
           SELECT 1 FROM submissions e WHERE e.report_id = r.id AND e.escalation_step = ANY($15)))
         AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM report_holds h WHERE h.report_id = r.id AND h.released_at IS NULL
           AND ($4 = 'true' OR h.graded_by_id IS NOT NULL)))
         AND ($18::boolean OR $2::text IS NULL OR ${hasUnsnoozed('$17')})
         AND (NOT $18::boolean OR (NOT ${hasUnsnoozed('$17')} AND EXISTS (
           SELECT 1 FROM submissions z WHERE z.report_id = r.id AND z.snoozed_until > now())))
         AND (NOT $16::boolean OR EXISTS (SELECT 1 FROM submissions l WHERE l.report_id = r.id AND ${isLookDue('l')}))
         AND (NOT $19::boolean OR r.id IN (SELECT s.report_id FROM ${longWaits}))
         AND ${hasNotice(filter, values)}
         ${listConditions(filter, '$13', parameter)}
       ORDER BY r.created_at DESC, r.id DESC LIMIT $11
       ) r
       ${claimJoin}
       JOIN LATERAL (
         SELECT array_agg(DISTINCT x.platform ORDER BY x.platform) AS platforms,
           jsonb_agg(${standingJson} ORDER BY x.ordinal) FILTER (WHERE ${repeatedBy} IS NULL) AS standing,
           count(*) FILTER (WHERE ${isLookDue('x')})::int AS looks_due,
           CASE WHEN NOT ${hasUnsnoozed('$17')} THEN floor(extract(epoch FROM min(x.snoozed_until)
             FILTER (WHERE x.snoozed_until > now())) * 1000) END AS snoozed_ms,
           ARRAY(SELECT DISTINCT e.earlier_reference FROM submissions e
             WHERE e.report_id = r.id AND e.earlier_reference IS NOT NULL ORDER BY 1 DESC LIMIT ${mostRelated}) AS earlier,
           ARRAY(SELECT DISTINCT o.reference FROM submissions x CROSS JOIN LATERAL (${laterReports}) o
             WHERE x.report_id = r.id ORDER BY 1 DESC LIMIT ${mostRelated}) AS later
         FROM submissions x WHERE x.report_id = r.id
       ) s ON true
       CROSS JOIN LATERAL (SELECT count(*)::int AS long_waits FROM ${longWaits} AND s.report_id = r.id) w
       ORDER BY r.created_at DESC, r.id DESC`,
      values,
    );
    return rows.map((row) => ({
      id: row.id,
      reference: row.reference,
      category: row.category,
      status: row.status,
      attention: row.attention,
      counts: row.counts,
      ...worstSla(row.standing.map((each) => this.slaOf(each, row.read_at))),
      isEscalated: row.standing.some((each) => isEscalated(each.escalation_step)),
      createdAtMs: row.created_at.getTime(),
      updatedAtMs: row.updated_at.getTime(),
      platforms: row.platforms,
      standing: standingOf(row.standing),
      looksDue: row.looks_due,
      longWaits: row.long_waits,
      erasedAtMs: millis(row.erased_at),
      hold: row.hold && heldRow(row.hold, row.read_at),
      snoozedUntilMs: row.snoozed_ms === null ? null : Number(row.snoozed_ms),
      earlierReferences: row.earlier,
      laterReferences: row.later,
      claim: row.claim,
    }));
  }

  /** References of the reports that are there, by their ids. */
  async referencesOf(reportIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.pool.query<{ id: string; reference: string }>(
      'SELECT id, reference FROM reports WHERE id = ANY($1::uuid[])',
      [reportIds],
    );
    return new Map(rows.map(({ id, reference }) => [id, reference]));
  }

  private keyOf(row: PageRow): Promise<DataKey> {
    return this.cipher.openKey(row.id, { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id });
  }

  private slaOf(row: ClockJson, readAt: Date) {
    const clocks = clocksOf(row);
    const sla = slaOf(row.word, clocks, readAt.getTime(), this.rules.dueSoonMs);
    return { sla, clock: runningClock(row.word, clocks) };
  }

  private openSubmissions(row: PageRow, key: DataKey): PlacedSubmission[] {
    return (row.submissions ?? []).map((submission) => {
      const { still_there: stillThere } = submission;
      const target = JSON.parse(
        key.open(Buffer.from(submission.target, 'base64'), `target-${submission.ordinal}`),
      ) as SealedTarget;
      const whole = stateOf({
        ...submission,
        decided_at: date(submission.decided_at),
        seen_at: date(submission.seen_at),
        doubted_at: date(submission.doubted_at),
        hold_until: date(submission.hold_until),
      });
      const { doubtedAtMs: _doubted, holdUntilMs, isWithdrawn: _withdrawn, ...state } = whole;
      const sentAtMs = millis(date(submission.sent_at));
      const { withdrawal, told_withdrawal: told } = submission;
      const opened: SubmissionView = {
        ...state,
        id: submission.id,
        reference: submission.reference,
        platform: submission.platform,
        regime: submission.regime,
        target: {
          kind: submission.target_kind,
          key: target.key,
          input: target.input,
          url: target.url,
          locator: target.locator,
        },
        word: submission.word,
        asks: submission.asks,
        plan: submission.plan,
        alternatives: alternatives(submission.plan, state),
        earlierReference: submission.earlier_reference,
        laterReferences: submission.later,
        noticeOf: submission.notice_of,
        repeats: submission.repeats,
        repeatedBy: submission.repeated_by,
        ...this.slaOf(submission, row.read_at),
        sentAtMs,
        wait:
          sentAtMs === null
            ? null
            : submission.usual && runningWait(submission.usual, sentAtMs, row.read_at.getTime()),
        nextTryAtMs: holdUntilMs === null ? millis(date(submission.next_try_at)) : null,
        nextCheckAtMs: millis(date(submission.next_check_at)),
        lookDueAtMs: millis(date(submission.look_due_at)),
        watchEndsAtMs: millis(date(submission.watch_ends_at)),
        dueAtMs: millis(date(submission.due_at)),
        reminder: stillThere && {
          ...{ state: stillThere.state, code: stillThere.code, givenAtMs: stillThere.given_ms },
        },
        withdrawal:
          withdrawal &&
          withdrawalView(
            withdrawal,
            key,
            { id: submission.id, state: whole, ...sendingOf(submission) },
            told,
          ),
        correction: submission.told_correction,
        corrects: submission.corrects,
        correctedBy: submission.corrected_by,
        snoozedUntilMs: snoozedUntil(submission.snoozed_until, row.read_at),
        acknowledgeDueAtMs: millis(date(submission.acknowledge_due_at)),
        escalation: {
          step: submission.escalation_step,
          nextStepAtMs: nextStepAtMs(submission),
          messages: messagesOf(submission.reminders),
        },
        question: questionOf(state.decision, state.decidedAtMs, submission.answer),
      };
      return {
        ordinal: submission.ordinal,
        report: { id: row.id, category: row.category },
        submission: opened,
      };
    });
  }

  private async open(row: FindRow, last: number): Promise<ReportView> {
    const key = await this.keyOf(row);
    const standing = row.standing ?? [];
    return {
      id: row.id,
      reference: row.reference,
      category: row.category,
      status: row.status,
      attention: row.attention,
      counts: row.counts,
      ...worstSla(standing.map((each) => this.slaOf(each, row.read_at))),
      isEscalated: standing.some((each) => isEscalated(each.escalation_step)),
      language: row.language,
      callerRole: row.caller_role,
      asks: row.asks,
      explanation: key.open(row.explanation, 'explanation'),
      translations: openTranslations(row.translations, key),
      confirmedFindings: row.confirmed_findings,
      factsOn: row.facts_on_text,
      legalBases: row.legal_bases,
      seenAt: row.seen_at?.toISOString() ?? null,
      lastSequence: row.last_sequence,
      triage: row.triage,
      referrals: row.referrals ?? [],
      hold: row.hold && holdView(row.hold, key, standing.map(leftOf), row.read_at.getTime()),
      createdAtMs: row.created_at.getTime(),
      updatedAtMs: row.updated_at.getTime(),
      standing: standingOf(standing.filter(({ is_repeated: isRepeated }) => !isRepeated)),
      submissions: this.openSubmissions(row, key).map(({ submission }) => submission),
      moreAfter: standing.length > last ? last : null,
    };
  }
}

/** The first submissions of the report `r`; $2 is the last ordinal. */
const firstOnes = '(SELECT * FROM submissions WHERE report_id = r.id AND ordinal <= $2)';

/** What is read of submissions of the report `r`, as one JSON. */
function submissionsJson(from: string): string {
  return `SELECT jsonb_agg(to_jsonb(x) - 'target' || jsonb_build_object('target', encode(x.target, 'base64'), 'answer', (
      ${latestAnswer}
    ), 'still_there', (${latestStillThere}), 'later', ARRAY(${laterReports}), 'repeated_by', ${repeatedBy}, 'usual', ${usualWaitOf},
    'withdrawal', ${withdrawalOf}, 'told_withdrawal', ${toldOf('WITHDRAWAL')}, 'told_correction', ${toldOf('CORRECTION')},
    'corrected_by', (SELECT c.id FROM submissions c WHERE c.corrects = x.id LIMIT 1),
    'reminders', (
      ${reminders}
    )) ORDER BY x.ordinal)
  FROM ${from} x`;
}

/** Where the submission `x` stands, and what its deadlines are. */
const standingJson = `jsonb_build_object('platform', x.platform, 'word', x.word, 'due_at', x.due_at,
  'acknowledge_due_at', x.acknowledge_due_at, 'staff_due_at', x.staff_due_at, 'paused_at', x.paused_at,
  'escalation_step', x.escalation_step)`;

function date(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function leftOf(row: StandingInReportJson) {
  const { delivery, waiting_for: waitingFor } = row;
  return { id: row.id, state: { delivery, waitingFor }, ...sendingOf(row) };
}

/** What is over is not shown. */
function snoozedUntil(until: string | null, readAt: Date): number | null {
  const atMs = millis(date(until));
  return atMs !== null && atMs > readAt.getTime() ? atMs : null;
}

function clocksOf(row: ClockJson): SubmissionClocks {
  return {
    dueAtMs: millis(date(row.due_at)),
    acknowledgeDueAtMs: millis(date(row.acknowledge_due_at)),
    staffDueAtMs: millis(date(row.staff_due_at)),
    pausedAtMs: millis(date(row.paused_at)),
  };
}

/** When the next step about a silent platform is due; null where none is left, or it is not waited for. */
function nextStepAtMs({ word, next_step_at: at, due_at: dueAt }: SubmissionJson): number | null {
  return turnAt(word) !== 'PLATFORM' || at === 'infinity' ? null : millis(date(at ?? dueAt));
}

function heldRow({ reason, isUngraded, untilMs }: HoldJson, readAt: Date) {
  return { reason, untilMs, isUngraded, isOverdue: readAt.getTime() >= untilMs };
}

function sendingOf(row: Pick<SubmissionJson, 'sent_at' | 'round' | 'unmarked_round'>) {
  const { sent_at, round, unmarked_round } = row;
  return { sentAtMs: millis(date(sent_at)), round, unmarkedRound: unmarked_round ?? 0 };
}

interface ErasedRow {
  reference: string;
  erased_at: Date;
  erased_because: ErasureCause;
}
