import type pg from 'pg';
import { DataSource, QueryFailedError, type Logger } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { checkServerVersion, DatabaseFault, explainRefusal } from './database-fault.js';
import { databaseTroubleOf } from './database-trouble.js';
import { PlanKeepingClient } from './kept-plans.js';
import { FirstSchema1763900000000 } from './migrations/1763900000000-first-schema.js';
import { UrgencyAndMode1764200000000 } from './migrations/1764200000000-urgency-and-mode.js';
import { DeliveriesByStream1764230000000 } from './migrations/1764230000000-deliveries-by-stream.js';
import { FollowUps1764250000000 } from './migrations/1764250000000-follow-ups.js';
import { Sessions1764260000000 } from './migrations/1764260000000-sessions.js';
import { OutgoingDetails1764300000000 } from './migrations/1764300000000-outgoing-details.js';
import { LegalBases1764301000000 } from './migrations/1764301000000-legal-bases.js';
import { ChannelPlans1764302000000 } from './migrations/1764302000000-channel-plans.js';
import { MailTransport1764310000000 } from './migrations/1764310000000-mail-transport.js';
import { NamesAndPlaces1764320000000 } from './migrations/1764320000000-names-and-places.js';
import { Deadlines1764330000000 } from './migrations/1764330000000-deadlines.js';
import { Observations1764340000000 } from './migrations/1764340000000-observations.js';
import { TriageAndReferrals1764350000000 } from './migrations/1764350000000-triage-and-referrals.js';
import { ActsOfStaff1764360000000 } from './migrations/1764360000000-acts-of-staff.js';
import { Channels1764370000000 } from './migrations/1764370000000-channels.js';
import { Alerts1764380000000 } from './migrations/1764380000000-alerts.js';
import { CallerCodes1764580000000 } from './migrations/1764580000000-caller-codes.js';
import { LongerOutcomeCells1764585000000 } from './migrations/1764585000000-longer-outcome-cells.js';
import { ReportNotes1764590000000 } from './migrations/1764590000000-report-notes.js';
import { WithdrawnMatches1764600000000 } from './migrations/1764600000000-withdrawn-matches.js';
import { HandedOverClaims1764601000000 } from './migrations/1764601000000-handed-over-claims.js';
import { OutcomesOnce1764610000000 } from './migrations/1764610000000-outcomes-once.js';
import { WebhookPlaces1764611000000 } from './migrations/1764611000000-webhook-places.js';
import { MemberLinks1764390000000 } from './migrations/1764390000000-member-links.js';
import { Turns1764400000000 } from './migrations/1764400000000-turns.js';
import { SharedNotices1764405000000 } from './migrations/1764405000000-shared-notices.js';
import { Retention1764406000000 } from './migrations/1764406000000-retention.js';
import { Warnings1764410000000 } from './migrations/1764410000000-warnings.js';
import { Abilities1764430000000 } from './migrations/1764430000000-abilities.js';
import { Audit1764440000000 } from './migrations/1764440000000-audit.js';
import { KeyClearings1764470000000 } from './migrations/1764470000000-key-clearings.js';
import { Screenshots1764480000000 } from './migrations/1764480000000-screenshots.js';
import { SecondPersons1764490000000 } from './migrations/1764490000000-second-persons.js';
import { PictureScans1764495000000 } from './migrations/1764495000000-picture-scans.js';
import { WebhookEndpoints1764500000000 } from './migrations/1764500000000-webhook-endpoints.js';
import { WebhookDeliveries1764510000000 } from './migrations/1764510000000-webhook-deliveries.js';
import { EndpointMails1764527000000 } from './migrations/1764527000000-endpoint-mails.js';
import { OutcomeCells1764560000000 } from './migrations/1764560000000-outcome-cells.js';
import { Outcomes1764528000000 } from './migrations/1764528000000-outcomes.js';
import { Digests1764532000000 } from './migrations/1764532000000-digests.js';
import { AnnualReports1764540000000 } from './migrations/1764540000000-annual-reports.js';
import { NoticeHistory1764550000000 } from './migrations/1764550000000-notice-history.js';
import { ReportClaims1764570000000 } from './migrations/1764570000000-report-claims.js';
import { WorkLists1764571000000 } from './migrations/1764571000000-work-lists.js';
import { SavedViews1764572000000 } from './migrations/1764572000000-saved-views.js';
import { CarriedNotices1764530000000 } from './migrations/1764530000000-carried-notices.js';
import { CalendarLinks1764531000000 } from './migrations/1764531000000-calendar-links.js';
import { TransparencyCounts1764533000000 } from './migrations/1764533000000-transparency-counts.js';
import { People1764420000000 } from './migrations/1764420000000-people.js';

export interface DatabaseOptions {
  readonly url: string;
  /** Connections this process may open. */
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  /** Schema of the tables; `public` unless a test asks for its own. */
  readonly schema?: string;
  /** Role under which its connections work; the user of the address unless told. */
  readonly role?: string;
  /** Told about connections that break while nobody uses them. */
  readonly onIdleError?: (error: Error) => void;
}

/** An open database: TypeORM for schema and simple rows, its pool for the statements that must be one round trip. */
export interface Database {
  readonly options: DatabaseOptions;
  readonly source: DataSource;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** @throws DatabaseFault where the server will not do until somebody acts; whatever the driver says otherwise */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const source = await connected(options);
  return {
    options,
    source,
    pool: (source.driver as PostgresDriver).master as pg.Pool,
    close: () => source.destroy(),
  };
}

async function connected(options: DatabaseOptions): Promise<DataSource> {
  const source = sourceOf(options);
  try {
    await source.initialize();
  } catch (error) {
    throw explainRefusal(error);
  }
  try {
    const [row] = await source.query<{ version: number }[]>(
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    checkServerVersion(row?.version ?? 0);
    return source;
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

/**
 * Brings the schema up to date; safe to run from several processes at once: one does it, the others wait for it.
 *
 * Over connections of its own, because neither the wait nor a change of large tables is bound to a request's time.
 *
 * @throws DatabaseFault with the name of a migration that cannot be applied; nothing is changed then
 */
export async function migrate({ options }: Pick<Database, 'options'>): Promise<readonly string[]> {
  const source = await connected({ ...options, poolSize: 2, statementTimeoutMs: 0 });
  nameWhatFails(source);
  try {
    const runner = source.createQueryRunner();
    await runner.query('SET lock_timeout = 0');
    // Held until its connection closes with the source.
    await runner.query(`SELECT pg_advisory_lock(hashtextextended('uniflag-migrations', 0))`);
    const done = await source.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}

function nameWhatFails({ migrations }: DataSource): void {
  for (const migration of migrations) {
    const up = migration.up.bind(migration);
    migration.up = async (runner) => {
      try {
        await up(runner);
      } catch (error) {
        if (databaseTroubleOf(error)) throw error;
        throw new DatabaseFault(
          'DATABASE.MIGRATION_FAILED',
          `Migration ${migration.name ?? migration.constructor.name} cannot be applied (${whatPostgresSays(error)}). ` +
            'Nothing was changed. Put right what it names and start again, or go back to the version before.',
          { cause: error },
        );
      }
    };
  }
}

/** Without values of rows: those stand in the detail, and in the message where data are malformed (class 22). */
function whatPostgresSays(error: unknown): string {
  if (!(error instanceof QueryFailedError)) return 'a mistake in the migration';
  const { code = 'no code', message } = error.driverError as { code?: string; message: string };
  return code.startsWith('22') ? code : `${code}: ${message}`;
}

/** TypeORM would write to the console; whatever goes wrong is thrown as well. */
const silent: Logger = {
  log: () => undefined,
  logMigration: () => undefined,
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
};

/** How much longer than the server's own limit we wait for an answer: then the connection is dead. */
const deadAfterMs = 5_000;

/**
 * A connection may break in the moment it passes from one user to the next, and an error that nobody hears ends the
 * process. Whoever uses it is told by his next statement.
 */
function hear(client: pg.ClientBase): void {
  client.on('error', () => undefined);
}

function sourceOf(options: DatabaseOptions): DataSource {
  const { url, schema = 'public', poolSize, statementTimeoutMs, lockTimeoutMs, role } = options;
  return new DataSource({
    type: 'postgres',
    url,
    schema,
    synchronize: false,
    migrations: [
      FirstSchema1763900000000,
      UrgencyAndMode1764200000000,
      DeliveriesByStream1764230000000,
      FollowUps1764250000000,
      Sessions1764260000000,
      OutgoingDetails1764300000000,
      LegalBases1764301000000,
      ChannelPlans1764302000000,
      MailTransport1764310000000,
      NamesAndPlaces1764320000000,
      Deadlines1764330000000,
      Observations1764340000000,
      TriageAndReferrals1764350000000,
      ActsOfStaff1764360000000,
      Channels1764370000000,
      Alerts1764380000000,
      MemberLinks1764390000000,
      Turns1764400000000,
      SharedNotices1764405000000,
      Retention1764406000000,
      Warnings1764410000000,
      People1764420000000,
      Abilities1764430000000,
      Audit1764440000000,
      KeyClearings1764470000000,
      Screenshots1764480000000,
      SecondPersons1764490000000,
      PictureScans1764495000000,
      WebhookEndpoints1764500000000,
      WebhookDeliveries1764510000000,
      EndpointMails1764527000000,
      Outcomes1764528000000,
      CarriedNotices1764530000000,
      CalendarLinks1764531000000,
      Digests1764532000000,
      TransparencyCounts1764533000000,
      AnnualReports1764540000000,
      NoticeHistory1764550000000,
      OutcomeCells1764560000000,
      ReportClaims1764570000000,
      WorkLists1764571000000,
      SavedViews1764572000000,
      CallerCodes1764580000000,
      LongerOutcomeCells1764585000000,
      ReportNotes1764590000000,
      WithdrawnMatches1764600000000,
      HandedOverClaims1764601000000,
      OutcomesOnce1764610000000,
      WebhookPlaces1764611000000,
    ],
    migrationsTransactionMode: 'all',
    logger: silent,
    poolErrorHandler: (error: Error) => options.onIdleError?.(error),
    applicationName: 'uniflag',
    extra: {
      Client: PlanKeepingClient,
      max: poolSize,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      statement_timeout: statementTimeoutMs,
      lock_timeout: lockTimeoutMs,
      idle_in_transaction_session_timeout: 15_000,
      onConnect: hear,
      ...(statementTimeoutMs === 0 ? {} : { query_timeout: statementTimeoutMs + deadAfterMs }),
      // A client that is gone without a word holds its locks and its connection no longer than about a minute.
      options: `-c synchronous_commit=on -c search_path=${schema} -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5${role === undefined ? '' : ` -c role=${role}`}`,
    },
  });
}
