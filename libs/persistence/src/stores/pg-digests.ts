import type pg from 'pg';
import {
  repliesForPerson,
  type ClaimedDigest,
  type DigestClosing,
  type DigestStore,
  type NeededWork,
  type PlatformWeek,
  type Week,
} from '#application';
import { attentionWords, type DigestKind, type Role } from '#core';
import { hasUnsnoozed } from '../queries/acts-of.js';
import { isWithdrawn } from '../outcomes/withdrawn-events.js';
import { firstEventIdOf } from '../queries/event-rows.js';
import { longWaits } from '../queries/usual-parts.js';
import { isLookDue } from '../queries/watch-parts.js';

/** Digests in PostgreSQL, by its clock. */
export class PgDigests implements DigestStore {
  constructor(private readonly pool: pg.Pool) {}

  async plan(kind: DigestKind, day: string, roles: readonly Role[]): Promise<void> {
    await this.pool.query(
      `WITH late AS (
         DELETE FROM digests WHERE kind = $1 AND day < $2::date AND (state = 'WAITING' OR day < $2::date - 7)
       )
       INSERT INTO digests (person_id, kind, day)
       SELECT id, $1, $2 FROM people WHERE ${wants} AND roles && $3::text[]
       ON CONFLICT (person_id, kind, day) DO NOTHING`,
      [kind, day, [...roles]],
    );
  }

  async claim(limit: number, leaseMs: number): Promise<readonly ClaimedDigest[]> {
    const { rows } = await this.pool.query<ClaimedDigest>(
      `WITH due AS (
         SELECT d.id FROM digests d JOIN people p ON p.id = d.person_id
         WHERE d.state = 'WAITING' AND d.next_try_at <= now() AND ${wants} ORDER BY d.next_try_at LIMIT $1
         FOR UPDATE OF d SKIP LOCKED
       )
       UPDATE digests d SET tries = d.tries + 1, epoch = d.epoch + 1, next_try_at = now() + $2 * interval '1 millisecond'
       FROM due, people p WHERE d.id = due.id AND p.id = d.person_id
       RETURNING d.id, d.epoch, d.tries, d.kind, p.mail AS address, p.language`,
      [limit, leaseMs],
    );
    return rows;
  }

  async close({ id, epoch, state, nextTryInMs }: DigestClosing): Promise<void> {
    await this.pool.query(
      `UPDATE digests SET state = $3, next_try_at = now() + $4 * interval '1 millisecond' WHERE id = $1 AND epoch = $2`,
      [id, epoch, state, nextTryInMs],
    );
  }

  async needs({
    urgent,
    critical,
    endOfDayMs,
    most,
  }: Parameters<DigestStore['needs']>[0]): Promise<NeededWork> {
    const { rows } = await this.pool.query<NeededWork>(
      `WITH needy AS MATERIALIZED (
         SELECT r.reference, r.category, r.attention, r.created_at, (
           SELECT min(x.staff_due_at) FROM submissions x WHERE x.report_id = r.id AND x.word = ANY($5)) AS due_at
         FROM reports r WHERE r.attention && $5 AND ${hasUnsnoozed('$5')}
       ),
       waiting AS MATERIALIZED (
         SELECT c.reference, array_agg(DISTINCT s.platform ORDER BY s.platform) AS platforms,
           max(s.sent_at + h.usual_to_hours * interval '1 hour') AS usually_by
         FROM ${longWaits} GROUP BY c.id
       )
       SELECT count(*)::int AS reports, count(*) FILTER (WHERE category = ANY($2))::int AS critical,
         count(*) FILTER (WHERE due_at <= now())::int AS overdue,
         count(*) FILTER (WHERE due_at > now() AND due_at <= $3)::int AS "dueToday",
         (SELECT count(*) FROM submissions s WHERE ${isLookDue('s')})::int AS looks,
         (SELECT count(*) FROM replies WHERE state = ANY($6))::int AS replies,
         (SELECT count(*) FROM report_holds WHERE released_at IS NULL AND until_at <= now())::int AS holds,
         (SELECT count(*) FROM waiting)::int AS waits,
         (SELECT COALESCE(json_agg(json_build_object('reference', reference, 'platforms', platforms,
             'usuallyByMs', floor(extract(epoch FROM usually_by) * 1000))), '[]')
           FROM (SELECT * FROM waiting ORDER BY usually_by DESC LIMIT $4) w) AS waiting,
         (SELECT COALESCE(json_agg(json_build_object('reference', reference, 'category', category, 'attention', attention,
             'dueAtMs', floor(extract(epoch FROM due_at) * 1000))), '[]')
           FROM (SELECT * FROM needy ORDER BY array_position($1, category), due_at NULLS LAST, created_at LIMIT $4) n) AS first
       FROM needy`,
      [[...urgent], [...critical], new Date(endOfDayMs), most, [...attentionWords], [...repliesForPerson]],
    );
    return rows[0] as NeededWork;
  }

  async week(fromMs: number, toMs: number): Promise<Week> {
    const { rows } = await this.pool.query<WeekRow>(
      `WITH happened AS (
         SELECT e.type, e.word, e.platform, COALESCE(s.mode, 'rehearsed') AS mode FROM events e
         LEFT JOIN submissions s ON s.id = e.submission_id
         WHERE e.id >= $1 AND e.id < $2 AND e.at >= $3 AND e.at < $4 AND NOT ${isWithdrawn('e')}
       )
       SELECT mode, platform, ${Object.entries(happenings)
         .map(([name, where]) => `count(*) FILTER (WHERE ${where})::int AS ${name}`)
         .join(', ')}
       FROM happened GROUP BY mode, platform ORDER BY platform`,
      [firstEventIdOf(fromMs), firstEventIdOf(toMs + twoDaysMs), new Date(fromMs), new Date(toMs)],
    );
    const isRehearsed = !rows.some(({ mode, sent }) => mode === 'armed' && sent > 0);
    return {
      isRehearsed,
      filed: rows.reduce((sum, { filed }) => sum + filed, 0),
      platforms: rows.flatMap(({ mode, filed: _, platform, ...week }) =>
        platform === null || mode !== (isRehearsed ? 'rehearsed' : 'armed') ? [] : [{ platform, ...week }],
      ),
    };
  }
}

const wants = `status = 'ACTIVE' AND wants_digests`;

/** Events are stored within a day of the time in their ids. */
const twoDaysMs = 2 * 86_400_000;

/** What counts as what, of events. */
const happenings: Readonly<Record<keyof Omit<WeekRow, 'mode' | 'platform'>, string>> = {
  filed: `type = 'report.created'`,
  sent: `type = 'submission.sent'`,
  acted: `type = 'submission.decided' AND word IN ('removed', 'restricted')`,
  refused: `type = 'submission.decided' AND word = 'refused'`,
  gone: `type = 'submission.verified' AND word = 'gone_verified'`,
  back: `type = 'submission.reappeared'`,
  breached: `type = 'submission.sla_breached'`,
  uncertain: `type = 'submission.uncertain'`,
};

interface WeekRow extends Omit<PlatformWeek, 'platform'> {
  readonly mode: string;
  readonly platform: string | null;
  readonly filed: number;
}
