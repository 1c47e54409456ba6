import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { openDatabase, type Database, type DatabaseOptions } from '#persistence';
import {
  createEmptySchema,
  createMigratedTables,
  limits,
  type MigratedTables,
} from './services/own-tables.js';
import { retryConflicts } from '../../libs/persistence/src/stores/retry-conflicts.js';
import { until } from './services/until.js';

/** Tables of one suite's own, on the server of this run. */
export interface Schema {
  readonly name: string;
  readonly options: DatabaseOptions;
  readonly database: Database;
  readonly pool: pg.Pool;
  /** Rows of one statement. */
  rows<Row = Record<string, any>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Lets time pass: everything that waits is due that much earlier. */
  pass(ms: number): Promise<void>;
  /**
   * Waits until the feed may tell every event: it leaves what is younger than the oldest open transaction of the whole
   * server, and other suites write to the same server.
   */
  allTold(): Promise<void>;
  drop(): Promise<void>;
}

/**
 * Tables of a test's own: those that a test before it is done with, emptied, with their warm connections, or a copy of
 * migrated ones.
 *
 * @param isMigrated false leaves the schema empty
 */
export async function openSchema({ isMigrated = true, poolSize = usualPoolSize } = {}): Promise<Schema> {
  const isUsual = isMigrated && poolSize === usualPoolSize;
  const tables = (isUsual ? free.pop() : undefined) ?? (await openTables(isMigrated, poolSize));
  const { name, options, database } = tables;
  const { pool } = database;
  return {
    ...{ name, options, database, pool },
    rows: async <Row>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query(sql, [...values])).rows as Row[],
    pass: (ms) => letPass(pool, ms),
    allTold: async () => {
      await until('every event may be told', async () => {
        const { rows } = await pool.query<{ isTold: boolean }>(
          'SELECT COALESCE(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) AS "isTold" FROM events',
        );
        return rows[0]!.isTold;
      });
    },
    drop: async () => {
      if (isUsual && isWithinSuite && (await isAsAtFirst(tables))) free.push(tables);
      else await tables.drop();
    },
  };
}

interface OpenTables {
  readonly name: string;
  readonly options: DatabaseOptions;
  readonly database: Database;
  /** Absent where they were not migrated. */
  readonly reset: MigratedTables['reset'] | undefined;
  drop(): Promise<void>;
}

const usualPoolSize = 12;
const free: OpenTables[] = [];
let isWithinSuite = typeof afterAll === 'function';
if (isWithinSuite)
  afterAll(async () => {
    isWithinSuite = false;
    for (const tables of free.splice(0)) await tables.drop();
  });

async function openTables(isMigrated: boolean, poolSize: number): Promise<OpenTables> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const migrated = isMigrated ? await createMigratedTables(name) : undefined;
  const tables = migrated ?? (await createEmptySchema(name));
  const options: DatabaseOptions = { ...limits, url: tables.url, poolSize, schema: name };
  const database = await openDatabase(options);
  return {
    ...{ name, options, database },
    reset: migrated?.reset,
    drop: async () => {
      await database.close();
      await tables.drop();
    },
  };
}

/** Empties them; false where the test left something else behind: watched queries, closed connections, other tables. */
async function isAsAtFirst({ database: { source, pool }, reset }: OpenTables): Promise<boolean> {
  const isUntouched = pool.listenerCount('acquire') === 0 && !Object.hasOwn(pool, 'query');
  if (!reset || !source.isInitialized || !isUntouched) return false;
  await until('the pool is at rest', () => pool.idleCount === pool.totalCount && pool.waitingCount === 0);
  return reset(pool.totalCount);
}

/** Lets time pass: everything that waits is due that much earlier. Of it and a worker's statement one may have to be made again. */
export async function letPass(pool: pg.Pool, ms: number): Promise<void> {
  await retryConflicts(() => pool.query(passStatement(ms)));
}

/** The same for webhooks alone: no deadline ends meanwhile, and nothing new has to be told. */
export async function letPassForWebhooks(pool: pg.Pool, ms: number): Promise<void> {
  await retryConflicts(() => pool.query(`${passForWebhooks(ms)} SELECT pg_notify('uniflag', '');`));
}

function passForWebhooks(ms: number): string {
  const earlier = earlierBy(ms);
  return `
    LOCK TABLE webhook_deliveries IN SHARE ROW EXCLUSIVE MODE;
    UPDATE webhook_deliveries SET ${['next_try_at', 'lease_until'].map(earlier).join(', ')};
    UPDATE endpoint_mails SET ${['next_try_at', 'noticed_at'].map(earlier).join(', ')};
    UPDATE webhook_endpoints
      SET ${[
        ...['slow_until', 'rate_refilled_at', 'failing_since', 'last_failed_at', 'probe_at'],
        ...['ping_due_at', 'secret_ends_at', 'pinged_at'],
      ]
        .map(earlier)
        .join(', ')};`;
}

function earlierBy(ms: number): (column: string) => string {
  return (column) => `${column} = ${column} - interval '${Math.round(ms)} milliseconds'`;
}

/** What replies did that a person matched is kept in JSON. */
function passMatchedChanges(ms: number): string {
  const shifted = (
    object: string,
  ) => `(SELECT jsonb_object_agg(name, CASE WHEN name ~ '(At|Until)Ms$' AND jsonb_typeof(each) = 'number'
    THEN to_jsonb((each #>> '{}')::numeric - ${Math.round(ms)}) ELSE each END) FROM jsonb_each(${object}) e(name, each))`;
  return `
    UPDATE replies SET matched_changes = (
      SELECT COALESCE(jsonb_agg(c || jsonb_build_object('before', ${shifted(`c -> 'before'`)}, 'after', ${shifted(`c -> 'after'`)},
        'times', ${shifted(`c -> 'times'`)} || jsonb_build_object('clocks', ${shifted(`c -> 'times' -> 'clocks'`)})) ORDER BY place), '[]')
      FROM jsonb_array_elements(matched_changes) WITH ORDINALITY AS changes(c, place))
    WHERE matched_changes IS NOT NULL;`;
}

export function passStatement(ms: number): string {
  const earlier = earlierBy(ms);
  const submissionTimes = [
    ...['next_try_at', 'next_check_at', 'lease_until', 'sent_at', 'decided_at'],
    ...['seen_at', 'doubted_at', 'look_due_at', 'watch_ends_at'],
    ...['due_at', 'acknowledge_due_at', 'staff_due_at', 'paused_at', 'next_step_at'],
    ...['hold_until', 'snoozed_until', 'warned_for', 'warned_at'],
    ...['acknowledged_at', 'first_decided_at', 'decided_in_turn_at', 'known_gone_at', 'withdrawn_at'],
  ];
  // In the order in which changes lock them.
  return `
    UPDATE reports SET ${earlier('updated_at')};
    UPDATE submissions SET ${submissionTimes.map(earlier).join(', ')};
    UPDATE report_keeps SET ${['until_at', 'kept_at'].map(earlier).join(', ')};
    UPDATE observations SET ${['observed_at', 'recorded_at'].map(earlier).join(', ')};
    UPDATE follow_ups SET ${['next_try_at', 'lease_until', 'asked_at'].map(earlier).join(', ')};
    UPDATE report_holds SET ${['until_at', 'held_at', 'warned_for', 'warned_at'].map(earlier).join(', ')};
    UPDATE screenshots SET ${['added_at', 'expires_at'].map(earlier).join(', ')};
    UPDATE mailboxes SET ${earlier('lease_until')};
    UPDATE replies SET ${['next_try_at', 'received_at', 'matched_at'].map(earlier).join(', ')};
    ${passMatchedChanges(ms)}
    ${passForWebhooks(ms)}
    UPDATE alerts SET ${earlier('next_step_at')} WHERE next_step_at IS NOT NULL;
    UPDATE alert_mails SET ${['next_try_at', 'created_at'].map(earlier).join(', ')} WHERE next_try_at IS NOT NULL;
    UPDATE digests SET ${earlier('next_try_at')};
    UPDATE notice_history_counts SET ${earlier('counted_at')};
    UPDATE platforms SET ${earlier('held_until')};
    UPDATE platform_rates SET ${earlier('refilled_at')};
    UPDATE sessions SET ${['last_seen_at', 'idle_ends_at', 'ends_at', 'proved_at'].map(earlier).join(', ')};
    UPDATE person_links SET ${earlier('expires_at')};
    UPDATE sign_in_attempts SET ${earlier('expires_at')};
    UPDATE sign_in_waits SET ${['last_at', 'next_at'].map(earlier).join(', ')};
    UPDATE member_links SET ${['created_at', 'expires_at'].map(earlier).join(', ')};
    UPDATE caller_codes SET ${['created_at', 'expires_at'].map(earlier).join(', ')};
    UPDATE sign_in_codes SET ${earlier('expires_at')};
    UPDATE api_keys SET ${earlier('expires_at')} WHERE expires_at IS NOT NULL;
    UPDATE access_tokens SET ${earlier('expires_at')};
    UPDATE approvals SET ${['asked_at', 'expires_at', 'decided_at'].map(earlier).join(', ')};
    UPDATE glass_breaks SET ${['opened_at', 'expires_at'].map(earlier).join(', ')};
    SELECT pg_notify('uniflag', '');`;
}
