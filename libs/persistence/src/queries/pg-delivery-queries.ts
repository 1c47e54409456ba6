import type pg from 'pg';
import type { EndpointNoticeKind, WrappedKey } from '#application';

export const deliveryStates = ['WAITING', 'DELIVERED', 'EXHAUSTED', 'SKIPPED'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Which deliveries of an endpoint; what is absent leaves all in. */
export interface DeliveryFilter {
  readonly states?: readonly DeliveryState[];
  readonly type?: string;
  readonly reportId?: string;
  /** Deliveries made since then. */
  readonly sinceMs?: number;
}

/** One event for one endpoint, as the delivery log shows it: ids and times, nothing of the report. */
export interface DeliveryView {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly reportId: string;
  readonly sequence: number;
  readonly type: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Attempts since it was last put back. */
  readonly attemptsOfRound: number;
  readonly isUnderWay: boolean;
  readonly nextTryAtMs: number | null;
  readonly createdAtMs: number;
  readonly closedAtMs: number | null;
  readonly skippedBy: string | null;
}

export interface AttemptView {
  readonly number: number;
  readonly atMs: number;
  readonly durationMs: number;
  readonly outcome: string;
  readonly errorClass: string | null;
  readonly status: number | null;
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  readonly firstByteMs: number | null;
  /** The beginning of the consumer's answer, encrypted with the endpoint's key. */
  readonly answer: Uint8Array | null;
}

/** Something that whoever runs the endpoints should know. */
export interface EndpointNotice {
  readonly kind: EndpointNoticeKind;
  readonly atMs: number;
  readonly deliveryId: string | null;
  /** How much of the time has passed after which a failing endpoint is switched off. */
  readonly percent: number | null;
}

/** What an endpoint has not had. */
export interface MissedView {
  readonly waiting: number;
  readonly exhausted: number;
  readonly skipped: number;
  /** When the oldest event happened that it has not had and that is not skipped. */
  readonly oldestAtMs: number | null;
  /** Reports whose later events wait for one that is used up: at most 100, the longest held first. */
  readonly held: readonly {
    readonly reportId: string;
    readonly deliveryId: string;
    readonly sinceMs: number;
    /** Events that wait behind it. */
    readonly behind: number;
  }[];
}

const columns = `d.id, d.endpoint_id, d.event_id, d.report_id, d.sequence, e.type, d.state, d.attempts,
  d.attempts - d.attempts_before AS attempts_of_round, COALESCE(d.lease_until > now(), false) AS is_under_way,
  d.next_try_at, d.created_at, d.closed_at, d.skipped_by`;

/** Deliveries and what became of them. */
export class PgDeliveryQueries {
  constructor(private readonly pool: pg.Pool) {}

  async hasEndpoint(id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'SELECT 1 FROM webhook_endpoints WHERE id = $1 AND deleted_at IS NULL',
      [id],
    );
    return rowCount === 1;
  }

  /** Newest event first: ids of events are made in the order of time. */
  async list(
    endpointId: string,
    filter: DeliveryFilter,
    page: { readonly limit: number; readonly afterEventId?: string },
  ): Promise<readonly DeliveryView[]> {
    const { rows } = await this.pool.query<DeliveryRow>(
      `SELECT ${columns} FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
       WHERE d.endpoint_id = $1 AND ${isWithin(2)} AND ($6::uuid IS NULL OR d.event_id < $6)
       ORDER BY d.event_id DESC LIMIT $7`,
      [endpointId, ...filterValues(filter), page.afterEventId ?? null, page.limit],
    );
    return rows.map(deliveryOf);
  }

  async find(id: string): Promise<DeliveryView | undefined> {
    const { rows } = await this.pool.query<DeliveryRow>(
      `SELECT ${columns} FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
       JOIN webhook_endpoints w ON w.id = d.endpoint_id WHERE d.id = $1 AND w.deleted_at IS NULL`,
      [id],
    );
    return rows[0] && deliveryOf(rows[0]);
  }

  /** @returns the newest 100 attempts, the first of them first, and the key that opens their answers */
  async attempts({
    id,
    endpointId,
  }: DeliveryView): Promise<{ readonly key: WrappedKey | null; readonly attempts: readonly AttemptView[] }> {
    const { rows: keys } = await this.pool.query<WrappedKey>(
      'SELECT wrapped, wrapping_key_id AS "wrappingKeyId" FROM data_keys WHERE owner_id = $1',
      [endpointId],
    );
    const { rows } = await this.pool.query<AttemptRow>(
      'SELECT * FROM webhook_attempts WHERE delivery_id = $1 ORDER BY number DESC LIMIT 100',
      [id],
    );
    return { key: keys[0] ?? null, attempts: rows.reverse().map(attemptOf) };
  }

  /** The newest 100, newest first. */
  async notices(endpointId: string): Promise<readonly EndpointNotice[]> {
    const { rows } = await this.pool.query<EndpointNotice & { at: Date }>(
      `SELECT kind, at, delivery_id AS "deliveryId", percent FROM endpoint_notices WHERE endpoint_id = $1
       ORDER BY at DESC, id LIMIT 100`,
      [endpointId],
    );
    return rows.map(({ at, ...notice }) => ({ ...notice, atMs: at.getTime() }));
  }

  async missed(endpointId: string): Promise<MissedView> {
    const { rows: counts } = await this.pool.query<CountsRow>(
      `SELECT count(*) FILTER (WHERE d.state = 'WAITING')::int AS waiting,
         count(*) FILTER (WHERE d.state = 'EXHAUSTED')::int AS exhausted,
         count(*) FILTER (WHERE d.state = 'SKIPPED')::int AS skipped,
         min(e.at) FILTER (WHERE d.state <> 'SKIPPED') AS oldest_at
       FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
       WHERE d.endpoint_id = $1 AND d.state IN ('WAITING', 'EXHAUSTED', 'SKIPPED')`,
      [endpointId],
    );
    const { rows: held } = await this.pool.query<HeldRow>(
      `WITH first AS (
         SELECT DISTINCT ON (report_id) id, report_id, state, closed_at FROM webhook_deliveries
         WHERE endpoint_id = $1 AND state IN ('WAITING', 'EXHAUSTED') ORDER BY report_id, sequence
       )
       SELECT f.id, f.report_id, f.closed_at, (SELECT count(*) FROM webhook_deliveries d
         WHERE d.endpoint_id = $1 AND d.report_id = f.report_id AND d.state IN ('WAITING', 'EXHAUSTED'))::int - 1 AS behind
       FROM first f WHERE f.state = 'EXHAUSTED' ORDER BY f.closed_at, f.id LIMIT 100`,
      [endpointId],
    );
    const count = counts[0];
    return {
      ...{ waiting: count?.waiting ?? 0, exhausted: count?.exhausted ?? 0, skipped: count?.skipped ?? 0 },
      oldestAtMs: count?.oldest_at?.getTime() ?? null,
      held: held.map((row) => ({
        ...{ reportId: row.report_id, deliveryId: row.id, behind: row.behind },
        sinceMs: row.closed_at.getTime(),
      })),
    };
  }
}

/** Condition on `d`, a delivery, and `e`, its event: four values from `$first` on, see `filterValues`. */
export function isWithin(first: number): string {
  const [states, type, report, since] = [0, 1, 2, 3].map((n) => `$${first + n}`);
  return `(${states}::text[] IS NULL OR d.state = ANY(${states})) AND (${type}::text IS NULL OR e.type = ${type})
    AND (${report}::uuid IS NULL OR d.report_id = ${report})
    AND (${since}::timestamptz IS NULL OR d.created_at >= ${since})`;
}

export function filterValues({ states, type, reportId, sinceMs }: DeliveryFilter) {
  return [
    ...[states ?? null, type ?? null, reportId ?? null],
    sinceMs === undefined ? null : new Date(sinceMs),
  ] as const;
}

interface DeliveryRow {
  id: string;
  endpoint_id: string;
  event_id: string;
  report_id: string;
  sequence: number;
  type: string;
  state: DeliveryState;
  attempts: number;
  attempts_of_round: number;
  is_under_way: boolean;
  next_try_at: Date | null;
  created_at: Date;
  closed_at: Date | null;
  skipped_by: string | null;
}

function deliveryOf(row: DeliveryRow): DeliveryView {
  const { id, sequence, type, state, attempts } = row;
  return {
    ...{ id, sequence, type, state, attempts },
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    reportId: row.report_id,
    attemptsOfRound: row.attempts_of_round,
    isUnderWay: row.is_under_way,
    nextTryAtMs: row.next_try_at?.getTime() ?? null,
    createdAtMs: row.created_at.getTime(),
    closedAtMs: row.closed_at?.getTime() ?? null,
    skippedBy: row.skipped_by,
  };
}

interface AttemptRow {
  number: number;
  at: Date;
  duration_ms: number;
  outcome: string;
  error_class: string | null;
  status: number | null;
  dns_ms: number | null;
  connect_ms: number | null;
  tls_ms: number | null;
  first_byte_ms: number | null;
  answer: Buffer | null;
}

function attemptOf(row: AttemptRow): AttemptView {
  const { number, outcome, status, answer } = row;
  return {
    ...{ number, outcome, status, answer },
    atMs: row.at.getTime(),
    durationMs: row.duration_ms,
    errorClass: row.error_class,
    dnsMs: row.dns_ms,
    connectMs: row.connect_ms,
    tlsMs: row.tls_ms,
    firstByteMs: row.first_byte_ms,
  };
}

interface CountsRow {
  waiting: number;
  exhausted: number;
  skipped: number;
  oldest_at: Date | null;
}

interface HeldRow {
  id: string;
  report_id: string;
  closed_at: Date;
  behind: number;
}

/** How each endpoint stands: for figures, so by id alone. */
export async function readEndpointFigures(pool: pg.Pool): Promise<readonly EndpointFigures[]> {
  const { rows } = await pool.query<EndpointFigures>(
    `SELECT w.id, COALESCE(extract(epoch FROM now() - w.failing_since), 0)::int AS "failingSeconds", o.open,
       o."oldestSeconds"
     FROM webhook_endpoints w CROSS JOIN LATERAL (
       SELECT count(*)::int AS open, COALESCE(extract(epoch FROM now() - min(created_at)), 0)::int AS "oldestSeconds"
       FROM webhook_deliveries d WHERE d.endpoint_id = w.id AND d.state IN ('WAITING', 'EXHAUSTED')
     ) o WHERE w.deleted_at IS NULL`,
  );
  return rows;
}

export interface EndpointFigures {
  readonly id: string;
  /** Since the first failure after the last success; 0 while it takes what it gets. */
  readonly failingSeconds: number;
  readonly open: number;
  readonly oldestSeconds: number;
}
