import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

/** Ticks of the clock in a second, as Linux counts time of processors: `getconf CLK_TCK`. */
const ticksPerS = 100;

/** What PostgreSQL promises in this run; every case that claims a speed prints it. */
export async function durability(pool: pg.Pool): Promise<Readonly<Record<string, string>>> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')`,
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

/** Seconds of processor that these processes and their children have used, by their names; Linux alone says it. */
export function processorSeconds(pids: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const all = readdirSync('/proc').flatMap((each) => (/^\d+$/.test(each) ? (readStat(each) ?? []) : []));
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => [
      name,
      all
        .filter((each) => each.pid === pid || each.parent === pid)
        .reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerS,
    ]),
  );
}

/** Milliseconds of processor that each process used for one of `count` things, between two of these. */
export function usedMsEach(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  count: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(after).map(([name, s]) => [name, ((s - (before[name] ?? 0)) * 1_000) / count]),
  );
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** Of a process that has ended meanwhile there is none. */
function readStat(pid: string): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // Its name stands in brackets and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [, parent, ...rest] = fields;
  return { pid: Number(pid), parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) };
}

/** Statements that PostgreSQL ran, and bytes of its log, since the server began. */
export interface DatabaseWork {
  readonly statements: number;
  readonly walBytes: number;
}

export async function databaseWork(pool: pg.Pool): Promise<DatabaseWork> {
  const { rows } = await pool.query<{ statements: string; wal: string }>(
    `SELECT (SELECT sum(calls) FROM pg_stat_statements) AS statements, pg_current_wal_lsn() - '0/0' AS wal`,
  );
  return { statements: Number(rows[0]?.statements), walBytes: Number(rows[0]?.wal) };
}
