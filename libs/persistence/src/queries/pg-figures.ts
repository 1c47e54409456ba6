import type pg from 'pg';
import { staffTurnWords } from '#core';
import { clockEnd, quoted } from './sla-sql.js';

/** Deadlines of one platform and channel that ended or soon do. */
export interface DeadlineFigure {
  readonly platform: string;
  readonly channel: string;
  /** Whose time it is. */
  readonly whose: 'PLATFORM' | 'STAFF';
  readonly breached: number;
  readonly dueSoon: number;
}

/** By the index of what ends next; what ends later is not read. */
export async function readDeadlineFigures(
  pool: pg.Pool,
  dueSoonMs: number,
): Promise<readonly DeadlineFigure[]> {
  const { rows } = await pool.query<DeadlineFigure>(
    `SELECT x.platform, x.channel, CASE WHEN x.word IN (${quoted(staffTurnWords)}) THEN 'STAFF' ELSE 'PLATFORM' END AS whose,
       count(*) FILTER (WHERE ${clockEnd} <= now())::int AS breached,
       count(*) FILTER (WHERE ${clockEnd} > now())::int AS "dueSoon"
     FROM submissions x WHERE ${clockEnd} <= now() + $1::bigint * interval '1 millisecond' GROUP BY 1, 2, 3`,
    [dueSoonMs],
  );
  return rows;
}

/** How many submissions stand at each word. */
export async function readWordFigures(
  pool: pg.Pool,
): Promise<readonly { readonly platform: string; readonly word: string; readonly count: number }[]> {
  const { rows } = await pool.query<{ platform: string; word: string; count: number }>(
    'SELECT platform, word, count(*)::int AS count FROM submissions GROUP BY platform, word',
  );
  return rows;
}

/** Units of each platform's daily grant that are used up; absent where none is yet. */
export async function readQuotaUse(pool: pg.Pool): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ platform: string; used: number }>(
    'SELECT platform, sum(used)::int AS used FROM platform_quotas WHERE window_ends_at > now() GROUP BY platform',
  );
  return new Map(rows.map(({ platform, used }) => [platform, used]));
}

/** @returns mailboxes that a worker reads now; null where none was read in the last week: there is none, or no longer */
export async function countAttendedMailboxes(pool: pg.Pool): Promise<number | null> {
  const { rows } = await pool.query<{ attended: number }>(
    `SELECT count(*) FILTER (WHERE lease_until > now())::int AS attended FROM mailboxes
     HAVING bool_or(lease_until > now() OR read_at > now() - interval '7 days')`,
  );
  return rows[0]?.attended ?? null;
}
