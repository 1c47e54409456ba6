import type pg from 'pg';
import { KeyServiceFault, type ReplyState, type ReportCipher, type SealedReply } from '#application';
import {
  translationMissing,
  type Effect,
  type Observer,
  type SecondLook,
  type Verification,
  type Visibility,
  type Word,
} from '#core';
import { isLookDue } from './watch-parts.js';

/** What waits for a person. */
export interface TaskView {
  /** HANDOFF: to be filed by hand. TRANSLATION: its channel reads no language that the explanation is in. */
  readonly kind: 'HANDOFF' | 'TRANSLATION';
  readonly submissionId: string;
  readonly reportId: string;
  readonly reportReference: string;
  readonly category: string;
  readonly platform: string;
  readonly channel: string;
  readonly reason: string | null;
  readonly createdAtMs: number;
}

/** What waits for a person, each by its own index. */
const taskWaits = [
  `s.delivery = 'HANDOFF_PENDING' AND s.hold_until IS NULL`,
  `s.waiting_for = '${translationMissing}' AND s.delivery IN ('BLOCKED', 'FAILED')`,
];

/** $1 and $2 are where the page before ended, $3 its length, $4 one submission or null. */
function tasksThatWait(waits: string): string {
  return `(SELECT s.* FROM submissions s
    WHERE ${waits} AND ($1::timestamptz IS NULL OR (s.created_at, s.id) < ($1, $2::uuid))
      AND ($4::uuid IS NULL OR s.id = $4)
    ORDER BY s.created_at DESC, s.id DESC LIMIT $3)`;
}

/** Content that a person is to look for. */
export interface LookView {
  readonly submissionId: string;
  readonly reportId: string;
  readonly reportReference: string;
  readonly category: string;
  readonly platform: string;
  readonly targetKind: string;
  readonly word: Word;
  readonly verification: Verification;
  readonly secondLook: SecondLook | null;
  readonly dueAtMs: number;
}

/** What somebody saw who looked. */
export interface ObservationView {
  readonly id: string;
  readonly seen: Visibility;
  readonly effects: readonly Effect[];
  readonly by: Observer;
  readonly observedAtMs: number;
  readonly recordedAtMs: number;
}

/**
 * Whether a reply's text can be read: as often as wanted, once because it names persons, no more, or by other roles only.
 */
export const textStates = ['READABLE', 'SHOWN_ONCE', 'DESTROYED', 'NEEDS_ROLE'] as const;

/** Whose replies are shown with their text; the others come without it. */
export interface TextsShown {
  /** Null: all, also of what belongs to no report. */
  readonly categories: readonly string[] | null;
  /** Reports that are shown whatever their category. */
  readonly reportIds: readonly string[];
}

/** A reply as staff read it: with its text, unless that is to be shown once or was destroyed. */
export interface ReplyView {
  readonly id: string;
  readonly platform: string;
  readonly via: string;
  readonly state: ReplyState;
  /** Why it waits for a person, where that is known. */
  readonly code: string | null;
  readonly submissionId: string | null;
  /** Of the report it is about, where that is known. */
  readonly reportReference: string | null;
  /** Of that report. */
  readonly category: string | null;
  /** When a person said whose it is; null where nobody did. */
  readonly matchedAtMs: number | null;
  readonly meaning: readonly string[];
  readonly receivedAtMs: number;
  readonly textState: (typeof textStates)[number];
  readonly subject: string;
  readonly text: string;
  readonly attachments: SealedReply['attachments'];
  /** Whether some of it could not be read. */
  readonly isIncomplete: boolean;
}

export interface Page {
  readonly limit: number;
  readonly after?: { readonly createdAt: string; readonly id: string };
}

/** What waits for a person: hand-offs, looks that are due, and replies nobody could place or read. */
export class PgWorkQueries {
  constructor(
    private readonly pool: pg.Pool,
    private readonly cipher: ReportCipher,
  ) {}

  async tasks({
    limit,
    after,
    submissionId,
  }: Page & { submissionId?: string }): Promise<readonly TaskView[]> {
    const { rows } = await this.pool.query<TaskRow>(
      `SELECT s.id, s.report_id, r.reference, r.category, s.platform, s.channel, s.waiting_for, s.created_at,
         CASE s.delivery WHEN 'HANDOFF_PENDING' THEN 'HANDOFF' ELSE 'TRANSLATION' END AS kind
       FROM (${taskWaits.map((waits) => tasksThatWait(waits)).join(' UNION ALL ')}) s
       JOIN reports r ON r.id = s.report_id
       ORDER BY s.created_at DESC, s.id DESC LIMIT $3`,
      [after?.createdAt ?? null, after?.id ?? null, limit, submissionId ?? null],
    );
    return rows.map((row) => ({
      kind: row.kind,
      submissionId: row.id,
      reportId: row.report_id,
      reportReference: row.reference,
      category: row.category,
      platform: row.platform,
      channel: row.channel,
      reason: row.waiting_for,
      createdAtMs: row.created_at.getTime(),
    }));
  }

  /** Looks that are due, the longest due first. */
  async looks({ limit, after }: Page): Promise<readonly LookView[]> {
    const { rows } = await this.pool.query<LookRow>(
      `SELECT s.id, s.report_id, r.reference, r.category, s.platform, s.target_kind, s.word, s.verification, s.second_look,
         s.look_due_at
       FROM submissions s JOIN reports r ON r.id = s.report_id
       WHERE ${isLookDue('s')} AND ($1::timestamptz IS NULL OR (s.look_due_at, s.id) > ($1, $2::uuid))
       ORDER BY s.look_due_at, s.id LIMIT $3`,
      [after?.createdAt ?? null, after?.id ?? null, limit],
    );
    return rows.map((row) => ({
      submissionId: row.id,
      reportId: row.report_id,
      reportReference: row.reference,
      category: row.category,
      platform: row.platform,
      targetKind: row.target_kind,
      word: row.word,
      verification: row.verification,
      secondLook: row.second_look,
      dueAtMs: row.look_due_at.getTime(),
    }));
  }

  /** Everything that was seen of a submission's content, the latest first; undefined where there is no such submission. */
  async observations(
    submissionId: string,
    { limit, after }: Page,
  ): Promise<readonly ObservationView[] | undefined> {
    const { rows } = await this.pool.query<ObservationRow>(
      `SELECT o.* FROM submissions s LEFT JOIN LATERAL (
         SELECT * FROM observations WHERE submission_id = s.id
           AND ($2::timestamptz IS NULL OR (observed_at, id) < ($2, $3::uuid))
         ORDER BY observed_at DESC, id DESC LIMIT $4
       ) o ON true WHERE s.id = $1 ORDER BY o.observed_at DESC, o.id DESC`,
      [submissionId, after?.createdAt ?? null, after?.id ?? null, limit],
    );
    if (rows.length === 0) return undefined;
    return rows.flatMap(({ id, seen, effects, observer, observed_at, recorded_at }) =>
      id === null
        ? []
        : [
            {
              ...{ id, seen, effects, by: observer },
              ...{ observedAtMs: observed_at.getTime(), recordedAtMs: recorded_at.getTime() },
            },
          ],
    );
  }

  async replies({
    limit,
    after,
    states,
    submissionId,
    reportId,
    id,
    isMatched,
    shown,
  }: Page & {
    states?: readonly string[];
    submissionId?: string;
    reportId?: string;
    id?: string;
    isMatched?: boolean;
    shown: TextsShown;
  }): Promise<readonly ReplyView[]> {
    const { rows } = await this.pool.query<ReplyRow>(
      `SELECT p.id, p.platform, p.via, p.state, p.code, p.submission_id, p.matched_at, p.meaning, p.received_at, r.reference, r.category,
         CASE WHEN shown.is_shown THEN p.sealed END AS sealed, CASE WHEN shown.is_shown THEN k.wrapped END AS wrapped,
         k.wrapping_key_id, NOT shown.is_shown AS is_hidden
       FROM replies p LEFT JOIN data_keys k ON k.owner_id = p.id
       LEFT JOIN submissions s ON s.id = p.submission_id LEFT JOIN reports r ON r.id = s.report_id
       CROSS JOIN LATERAL (SELECT $7::text[] IS NULL OR COALESCE(r.category = ANY($7), false)
         OR COALESCE(r.id = ANY($8::uuid[]), false) AS is_shown) shown
       WHERE ($6::uuid IS NULL OR p.id = $6) AND ($1::text[] IS NULL OR p.state = ANY($1)) AND ($2::uuid IS NULL OR p.submission_id = $2)
         AND ($9::uuid IS NULL OR p.submission_id IN (SELECT o.id FROM submissions o WHERE o.report_id = $9))
         AND ($3::timestamptz IS NULL OR (p.received_at, p.id) < ($3, $4::uuid))
         ${isMatched === undefined ? '' : `AND p.matched_at IS ${isMatched ? 'NOT ' : ''}NULL`}
       ORDER BY p.received_at DESC, p.id DESC LIMIT $5`,
      [
        ...[states ?? null, submissionId ?? null, after?.createdAt ?? null, after?.id ?? null, limit],
        ...[id ?? null, shown.categories, shown.reportIds, reportId ?? null],
      ],
    );
    const opened = await Promise.all(rows.map((row) => this.open(row)));
    return rows.map((row, index) => ({
      id: row.id,
      category: row.category,
      platform: row.platform,
      via: row.via,
      state: row.state,
      code: row.code,
      submissionId: row.submission_id,
      reportReference: row.reference,
      matchedAtMs: row.matched_at?.getTime() ?? null,
      meaning: row.meaning,
      receivedAtMs: row.received_at.getTime(),
      ...(opened[index] as OpenedText),
    }));
  }

  /** Opens the answer given to an idempotency key before, of whatever kind. */
  async previousAnswer(
    client: string,
    key: string,
  ): Promise<{ requestHash: string; answer: string } | undefined> {
    const { rows } = await this.pool.query<AnswerRow>(
      `SELECT i.request_hash, i.owner_id, i.answer, k.wrapped, k.wrapping_key_id
       FROM idempotency_keys i JOIN data_keys k ON k.owner_id = i.owner_id WHERE i.client = $1 AND i.key = $2`,
      [client, key],
    );
    const row = rows[0];
    if (!row) return undefined;
    const opened = await this.cipher.openKey(row.owner_id, {
      wrapped: row.wrapped,
      wrappingKeyId: row.wrapping_key_id,
    });
    return { requestHash: row.request_hash, answer: opened.open(row.answer, 'answer') };
  }

  /** What cannot be opened is listed without its text: it must not hide the others. */
  private async open(row: ReplyRow): Promise<OpenedText> {
    const noText = { subject: '', text: '', attachments: [], isIncomplete: false };
    if (row.is_hidden) return { textState: 'NEEDS_ROLE', ...noText };
    if (row.sealed === null || row.wrapped === null) return { textState: 'DESTROYED', ...noText };
    if (row.state === 'NAMES_PERSONS') return { textState: 'SHOWN_ONCE', ...noText };
    try {
      const key = await this.cipher.openKey(row.id, {
        wrapped: row.wrapped,
        wrappingKeyId: row.wrapping_key_id,
      });
      const sealed = JSON.parse(key.open(row.sealed, 'reply')) as SealedReply;
      const { subject, text, attachments, isIncomplete = false } = sealed;
      return { textState: 'READABLE', subject, text, attachments, isIncomplete };
    } catch (error) {
      if (error instanceof KeyServiceFault) throw error;
      return { textState: 'READABLE', ...noText, isIncomplete: true };
    }
  }
}

type OpenedText = Pick<ReplyView, 'textState' | 'subject' | 'text' | 'attachments' | 'isIncomplete'>;

interface TaskRow {
  kind: TaskView['kind'];
  id: string;
  report_id: string;
  reference: string;
  category: string;
  platform: string;
  channel: string;
  waiting_for: string | null;
  created_at: Date;
}

interface LookRow {
  id: string;
  report_id: string;
  reference: string;
  category: string;
  platform: string;
  target_kind: string;
  word: Word;
  verification: Verification;
  second_look: SecondLook | null;
  look_due_at: Date;
}

/** All null where there is none. */
interface ObservationRow {
  id: string | null;
  seen: Visibility;
  effects: Effect[];
  observer: Observer;
  observed_at: Date;
  recorded_at: Date;
}

interface ReplyRow {
  id: string;
  platform: string;
  via: string;
  state: ReplyState;
  code: string | null;
  submission_id: string | null;
  reference: string | null;
  category: string | null;
  is_hidden: boolean;
  matched_at: Date | null;
  meaning: string[];
  received_at: Date;
  sealed: Buffer | null;
  wrapped: Buffer | null;
  wrapping_key_id: string;
}

interface AnswerRow {
  request_hash: string;
  owner_id: string;
  answer: Buffer;
  wrapped: Buffer;
  wrapping_key_id: string;
}
