import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fromTypeId } from '#core';
import { openInstallation, until, type Installation } from '../installation.js';
import { percentile, rounded, silencePlatforms, syntheticReport } from '../load.js';
import type { BenchOptions, Figures } from '../case.js';

const slowMs = 20_000;
/** Between two reports: what is measured is waiting for others, not a backlog of one's own. */
const everyMs = 400;

const rounds = 3;

/**
 * One consumer takes 20 seconds for each answer: how long events take to two quick ones, with it and without it, in turns;
 * medians of the rounds.
 */
export async function slowConsumer(options: BenchOptions): Promise<Figures> {
  const { reports = 60, say } = options;
  const without: Delays[] = [];
  const beside: Delays[] = [];
  for (let round = 1; round <= rounds; round += 1)
    for (const [name, all, names] of [
      ['without', without, ['quick', 'other']],
      ['beside', beside, ['quick', 'other', 'slow']],
    ] as const) {
      const delays = await delaysMs(options, reports, names);
      const found = { p50: percentile(delays, 0.5), p99: percentile(delays, 0.99) };
      all.push(found);
      say(
        `${round} ${name}: p50 ${rounded(found.p50)} ms, p99 ${rounded(found.p99)} ms, ${delays.length} events`,
      );
    }
  const median = (all: readonly Delays[], which: keyof Delays) =>
    rounded(
      percentile(
        all.map((each) => each[which]),
        0.5,
      ),
    );
  return {
    p50_ms_without: median(without, 'p50'),
    p50_ms_beside: median(beside, 'p50'),
    p99_ms_without: median(without, 'p99'),
    p99_ms_beside: median(beside, 'p99'),
  };
}

interface Delays {
  readonly p50: number;
  readonly p99: number;
}

/** From the commit of each event to its arrival at the quick consumers. */
async function delaysMs(
  { backend }: BenchOptions,
  reports: number,
  names: readonly string[],
): Promise<readonly number[]> {
  const arrivals: { readonly id: string; readonly atMs: number }[] = [];
  const consumer = createServer((request, response) => {
    const atMs = Date.now();
    const isSlow = request.url === '/slow';
    const isPing = String(request.headers['webhook-id']).startsWith('png_');
    if (!isSlow && !isPing) arrivals.push({ id: String(request.headers['webhook-id']), atMs });
    request.resume();
    setTimeout(() => response.writeHead(204).end(), isSlow ? slowMs : 0);
  });
  await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve));
  const installation = await openInstallation({
    ...{ backend, workers: 2 },
    env: { UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES: 'true', UNIFLAG_WEBHOOKS__TIMEOUT_MS: '25s' },
  });
  try {
    await silencePlatforms(installation);
    const base = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}`;
    for (const name of names)
      await installation.request('POST', '/v1/webhooks/endpoints', { url: `${base}/${name}` });
    await installation.startWorkers();
    for (let index = 0; index < reports; index += 1) {
      await installation.request('POST', '/v1/reports', syntheticReport(index));
      await pause(everyMs);
    }
    await until(async () => (await openAtQuick(installation)) === 0);
    const { rows } = await installation.pool.query<{ id: string; at: Date }>(
      'SELECT event_id AS id, min(created_at) AS at FROM webhook_deliveries GROUP BY event_id',
    );
    const committedAtMs = new Map(rows.map(({ id, at }) => [id, at.getTime()]));
    return arrivals.map(({ id, atMs }) => atMs - (committedAtMs.get(fromTypeId('evt', id) ?? '') ?? NaN));
  } finally {
    await installation.stop();
    consumer.closeAllConnections();
    consumer.close();
  }
}

async function openAtQuick({ pool }: Installation): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM webhook_deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint_id
     WHERE d.state = 'WAITING' AND w.url NOT LIKE '%/slow'`,
  );
  return rows[0]?.n ?? 0;
}
