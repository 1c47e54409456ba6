import type pg from 'pg';
import type {
  ChannelHealth,
  ChannelMark,
  ChannelStore,
  KeptChannelMark,
  StandingSubmission,
} from '#application';
import { millis } from './rows.js';

/** The mode a platform `p` is in; of a stopped one, how it stood before. */
const modeNow = `CASE COALESCE(p.mode, 'rehearsed') WHEN 'stopped' THEN COALESCE(p.stopped_from, 'rehearsed')
  ELSE COALESCE(p.mode, 'rehearsed') END`;
const isDead = `c.state = 'DEAD' AND (c.mode IS NULL OR c.mode = ${modeNow})`;

/** Ids of the channels that count as dead, as an array; null where there are none. */
export const deadChannels = `(SELECT array_agg(c.channel ORDER BY c.channel)
  FROM channel_states c LEFT JOIN platforms p ON p.platform = c.platform WHERE ${isDead})`;

/** Channels, how they are marked and what became of their notices. */
export class PgChannelStore implements ChannelStore {
  constructor(private readonly pool: pg.Pool) {}

  async marks(): Promise<readonly KeptChannelMark[]> {
    const { rows } = await this.pool.query<MarkRow>(
      `SELECT c.*, ${isDead} AS is_dead FROM channel_states c LEFT JOIN platforms p ON p.platform = c.platform
       ORDER BY c.channel`,
    );
    return rows.map(({ marked_by: by, marked_at, is_dead, ...row }) => ({
      ...{ platform: row.platform, channel: row.channel, state: row.state, reason: row.reason },
      ...{ mode: row.mode, by, atMs: marked_at.getTime(), isDead: is_dead },
    }));
  }

  async mark({ platform, channel, state, reason, mode, by }: ChannelMark): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `WITH changed AS (
         INSERT INTO channel_states AS c (channel, platform, state, reason, mode, marked_by, marked_at)
         VALUES ($1, $2, $3, $4, $5, $6, now())
         ON CONFLICT (channel) DO UPDATE SET state = $3, reason = $4, mode = $5, marked_by = $6, marked_at = now()
           WHERE (c.state, c.reason, c.mode) IS DISTINCT FROM ($3, $4, $5)
         RETURNING *
       )
       INSERT INTO channel_marks (channel, platform, state, reason, mode, marked_by, marked_at)
       SELECT channel, platform, state, reason, mode, marked_by, marked_at FROM changed`,
      [channel, platform, state, reason, mode, by],
    );
    return rowCount === 1;
  }

  async health(channels: readonly string[]): Promise<readonly ChannelHealth[]> {
    const { rows } = await this.pool.query<HealthRow>(healthQuery, [channels]);
    return rows.map((row) => ({
      ...{ channel: row.channel, mode: row.mode, successes: row.successes, failures: row.failures },
      failuresInRow: row.failures_in_row,
      lastGoodAtMs: millis(row.last_good_at),
      medianAcknowledgementMs:
        row.median_acknowledgement_ms === null ? null : Math.round(row.median_acknowledgement_ms),
    }));
  }

  async waiting(platform: string, channel: string, limit: number): Promise<readonly StandingSubmission[]> {
    return this.standing(
      `s.delivery IN ('QUEUED', 'RETRY_WAIT') AND s.next_try_at IS NOT NULL AND s.lease_until IS NULL
       AND s.platform = $3
       AND NOT EXISTS (SELECT 1 FROM sends d WHERE d.submission_id = s.id AND d.outcome = 'unknown')`,
      [channel, limit, platform],
    );
  }

  async stoodDown(channel: string, limit: number): Promise<readonly StandingSubmission[]> {
    return this.standing(`s.word = 'blocked' AND s.delivery = 'BLOCKED' AND s.waiting_for = 'CHANNEL.DEAD'`, [
      channel,
      limit,
    ]);
  }

  /** The values begin with channel and limit. */
  private async standing(where: string, values: readonly unknown[]): Promise<StandingSubmission[]> {
    const { rows } = await this.pool.query<StandingSubmission>(
      `SELECT s.id AS "submissionId", s.report_id AS "reportId" FROM submissions s
       WHERE ${where} AND s.channel = $1 ORDER BY s.created_at LIMIT $2`,
      [...values],
    );
    return rows;
  }
}

interface MarkRow extends Pick<ChannelMark, 'platform' | 'channel' | 'state' | 'reason' | 'mode'> {
  marked_by: string;
  marked_at: Date;
  is_dead: boolean;
}

interface HealthRow extends Pick<ChannelHealth, 'channel' | 'mode' | 'successes' | 'failures'> {
  failures_in_row: number;
  last_good_at: Date | null;
  median_acknowledgement_ms: number | null;
}

/**
 * $1 channels. The latest 200 notices of each in 90 days, by the index of sends by channel.
 *
 * A mail that came back fails the submission; where that went on over another channel, the switch says so. What the mail
 * server refused and what came back says something of the channel, unless the mail itself was too large; what an API
 * refuses says something of the notice.
 */
const healthQuery = `
  SELECT w.channel, w.mode, count(l.*) FILTER (WHERE l.is_good)::int AS successes,
    count(l.*) FILTER (WHERE l.failure IS NOT NULL)::int AS failures,
    count(l.*) FILTER (WHERE l.failure LIKE 'MAIL.%' AND l.failure <> 'MAIL.BOUNCED_TOO_LARGE'
      AND l.started_at > COALESCE(l.last_good_at, '-infinity')
      AND l.started_at > COALESCE(w.usable_since, '-infinity'))::int AS failures_in_row,
    max(l.last_good_at) AS last_good_at,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY l.acknowledgement_ms) AS median_acknowledgement_ms
  FROM (
    SELECT u.channel, COALESCE(m.mode, 'rehearsed') AS mode, c.usable_since
    FROM unnest($1::text[]) AS u(channel)
    LEFT JOIN LATERAL (
      SELECT ${modeNow} AS mode FROM sends d JOIN submissions s ON s.id = d.submission_id
      LEFT JOIN platforms p ON p.platform = s.platform WHERE d.channel = u.channel ORDER BY d.started_at DESC LIMIT 1
    ) m ON true
    LEFT JOIN LATERAL (
      SELECT marked_at AS usable_since FROM channel_states WHERE channel = u.channel AND state = 'USABLE'
    ) c ON true
  ) w
  LEFT JOIN LATERAL (
    SELECT k.*, max(k.started_at) FILTER (WHERE k.is_good) OVER () AS last_good_at
    FROM (
      SELECT e.started_at, e.failure, e.acknowledgement_ms,
        e.outcome = 'confirmed' AND e.failure IS NULL
          AND (e.acknowledgement_ms IS NOT NULL OR e.is_decided OR e.started_at < now() - interval '1 hour') AS is_good
      FROM (
        SELECT d.started_at, d.outcome, s.channel = d.channel AND s.decision <> 'NONE' AS is_decided,
          CASE WHEN d.outcome = 'refused' AND d.code NOT LIKE 'NOTICE.%' THEN d.code
            WHEN d.outcome = 'confirmed' AND s.channel = d.channel AND s.round = d.round AND s.delivery = 'FAILED'
              THEN s.waiting_for
            WHEN d.outcome = 'confirmed' THEN (SELECT x.failure FROM channel_switches x
              WHERE x.submission_id = s.id AND x.from_channel = d.channel AND x.from_round = d.round
              ORDER BY x.number LIMIT 1) END AS failure,
          (SELECT extract(epoch FROM min(r.received_at) - d.started_at) * 1000 FROM replies r
            WHERE r.submission_id = s.id AND r.state = 'APPLIED' AND 'acknowledged' = ANY(r.meaning)
              AND r.received_at >= d.started_at AND s.channel = d.channel) AS acknowledgement_ms
        FROM sends d JOIN submissions s ON s.id = d.submission_id
        WHERE d.channel = w.channel AND d.mode = w.mode AND d.started_at > now() - interval '90 days'
        ORDER BY d.started_at DESC LIMIT 200
      ) e
    ) k
  ) l ON true
  GROUP BY w.channel, w.mode, w.usable_since`;
