import type pg from 'pg';
import {
  sentField,
  type PreparedHandoff,
  type ReportCipher,
  type SendMode,
  type SendOutcome,
} from '#application';
import type { Effect, Observer, Visibility } from '#core';

/** What is kept about a submission for a dossier, beside what the report itself shows. */
export interface SubmissionTrail {
  readonly submissionId: string;
  readonly mode: SendMode;
  /** Every try, the first one first. */
  readonly sends: readonly KeptSend[];
  /** Every look, the earliest first. */
  readonly observations: readonly KeptObservation[];
}

export interface KeptSend {
  readonly number: number;
  readonly channel: string;
  readonly messageId: string;
  readonly outcome: SendOutcome;
  readonly code: string | null;
  readonly receipt: string | null;
  readonly startedAtMs: number;
  readonly closedAtMs: number | null;
  /** The notice as it left; null where nothing left, or it left before copies were kept. */
  readonly carried: PreparedHandoff['fields'] | null;
}

export interface KeptObservation {
  readonly seen: Visibility;
  readonly effects: readonly Effect[];
  readonly by: Observer;
  readonly observedAtMs: number;
  readonly recordedAtMs: number;
}

/** Sends and looks of a whole report, opened. */
export class PgDossierQueries {
  constructor(
    private readonly pool: pg.Pool,
    private readonly cipher: ReportCipher,
  ) {}

  /** In the order in which they were filed. */
  async trailsOf(reportId: string): Promise<readonly SubmissionTrail[]> {
    const { rows } = await this.pool.query<TrailRow>(statement, [reportId]);
    const [first] = rows;
    if (!first) return [];
    const key = await this.cipher.openKey(reportId, {
      wrapped: first.wrapped,
      wrappingKeyId: first.wrapping_key_id,
    });
    const opened = (sealed: string, sendId: string) =>
      JSON.parse(key.open(Buffer.from(sealed, 'base64'), sentField(sendId))) as PreparedHandoff['fields'];
    return rows.map(({ submissionId, mode, sends, observations }) => ({
      ...{ submissionId, mode, observations },
      sends: sends.map(({ id, carried, ...send }) => ({
        ...send,
        carried: carried === null ? null : opened(carried, id),
      })),
    }));
  }
}

const millis = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)`;

const statement = `
  SELECT k.wrapped, k.wrapping_key_id, s.id AS "submissionId", COALESCE(s.mode, p.mode, 'rehearsed') AS mode,
    COALESCE((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'carried', encode(d.carried, 'base64'), 'number', d.number, 'channel', d.channel, 'messageId', d.message_id,
      'outcome', d.outcome, 'code', d.code, 'receipt', d.receipt, 'startedAtMs', ${millis('d.started_at')},
      'closedAtMs', ${millis('d.closed_at')}) ORDER BY d.number) FROM sends d WHERE d.submission_id = s.id), '[]') AS sends,
    COALESCE((SELECT jsonb_agg(jsonb_build_object('seen', o.seen, 'effects', o.effects, 'by', o.observer,
      'observedAtMs', ${millis('o.observed_at')}, 'recordedAtMs', ${millis('o.recorded_at')})
      ORDER BY o.observed_at, o.id) FROM observations o WHERE o.submission_id = s.id), '[]') AS observations
  FROM submissions s JOIN data_keys k ON k.owner_id = s.report_id LEFT JOIN platforms p ON p.platform = s.platform
  WHERE s.report_id = $1 ORDER BY s.ordinal`;

interface TrailRow extends Omit<SubmissionTrail, 'sends'> {
  readonly wrapped: Buffer;
  readonly wrapping_key_id: string;
  readonly sends: readonly (Omit<KeptSend, 'carried'> & {
    readonly id: string;
    readonly carried: string | null;
  })[];
}
