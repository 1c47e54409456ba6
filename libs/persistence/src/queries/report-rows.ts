import type { FollowUpView, ReportView, SubmissionView } from '#application';
import type { EscalationStep, KeptPlan, UsualWait } from '#core';
import type { ReferralsJson } from '../stores/referral-changes.js';
import type { ReportClaim } from '../stores/pg-report-claims.js';
import type { StateRow } from '../stores/rows.js';
import type { HoldJson, WithdrawalJson } from './acts-of.js';
import type { ReminderJson } from './escalation-of.js';
import type { AnswerJson, StillThereJson } from './question-of.js';

/** Rows as the statements about reports and their submissions read them. */

export interface ReportRow extends Pick<
  ReportView,
  'id' | 'reference' | 'category' | 'status' | 'attention' | 'counts'
> {
  created_at: Date;
  updated_at: Date;
  read_at: Date;
}

export interface SummaryRow extends ReportRow {
  platforms: string[];
  standing: StandingJson[];
  looks_due: number;
  long_waits: number;
  erased_at: Date | null;
  hold: HoldJson | null;
  snoozed_ms: string | null;
  earlier: string[];
  later: string[];
  claim: ReportClaim | null;
}

export interface PageRow extends Pick<ReportView, 'id' | 'category'> {
  read_at: Date;
  wrapped: Buffer;
  wrapping_key_id: string;
  submissions: SubmissionJson[] | null;
}

export interface FindRow extends ReportRow, PageRow {
  language: ReportView['language'];
  caller_role: string;
  asks: ReportView['asks'];
  explanation: Buffer;
  translations: Buffer | null;
  confirmed_findings: ReportView['confirmedFindings'];
  facts_on_text: string | null;
  legal_bases: string[];
  seen_at: Date | null;
  last_sequence: number;
  triage: ReportView['triage'];
  referrals: ReferralsJson;
  hold: HoldJson | null;
  standing: StandingInReportJson[] | null;
}

/** Times as JSON holds them. */
export interface ClockJson {
  word: SubmissionView['word'];
  due_at: string | null;
  acknowledge_due_at: string | null;
  staff_due_at: string | null;
  paused_at: string | null;
}

export interface StandingJson extends ClockJson {
  platform: string;
  escalation_step: EscalationStep | null;
}

export interface StandingInReportJson
  extends
    StandingJson,
    Pick<SubmissionJson, 'id' | 'delivery' | 'waiting_for' | 'sent_at' | 'round' | 'unmarked_round'> {
  is_repeated: boolean;
}

/** A submission as `to_jsonb` writes it. */
export interface SubmissionJson
  extends Omit<StateRow, 'decided_at' | 'seen_at' | 'doubted_at' | 'hold_until'>, ClockJson {
  id: string;
  ordinal: number;
  reference: string;
  platform: string;
  regime: SubmissionView['regime'];
  asks: SubmissionView['asks'];
  plan: KeptPlan | null;
  target_kind: string;
  target: string;
  earlier_reference: string | null;
  notice_of: string | null;
  later: string[];
  repeats: string | null;
  repeated_by: string | null;
  decided_at: string | null;
  seen_at: string | null;
  doubted_at: string | null;
  look_due_at: string | null;
  watch_ends_at: string | null;
  sent_at: string | null;
  usual: UsualWait | null;
  round: number;
  unmarked_round: number | null;
  next_try_at: string | null;
  next_check_at: string | null;
  next_step_at: string | null;
  escalation_step: EscalationStep | null;
  reminders: readonly ReminderJson[] | null;
  answer: AnswerJson | null;
  still_there: StillThereJson | null;
  hold_until: string | null;
  withdrawn: boolean;
  snoozed_until: string | null;
  corrects: string | null;
  corrected_by: string | null;
  withdrawal: WithdrawalJson | null;
  told_withdrawal: FollowUpView | null;
  told_correction: FollowUpView | null;
}
