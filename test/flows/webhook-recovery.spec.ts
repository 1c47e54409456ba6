import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openHouse, type House } from '../support/house.js';
import { letPassForWebhooks } from '../support/schema.js';

/** Each makes at least three events; UNIFLAG_TEST_REPORTS=3400 makes about 10,000, and gives the figures of a large run. */
const reports = Number(process.env['UNIFLAG_TEST_REPORTS'] ?? 40);
const withinMs = 60_000 + reports * 200;
const hourMs = 3_600_000;
const leaseMs = 30_000;

describe('three consumers, one good, one flapping, one dead, with a worker killed twice', () => {
  let house: House;
  const workers: ChildProcess[] = [];
  const startWorker = async () => {
    const child = fork(
      'test/support/worker-process.cjs',
      [JSON.stringify({ env: house.env, schema: house.schema, platformsModule: '#platforms' })],
      { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
    );
    workers.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('exit', (code) => reject(new Error(`worker ended with ${code}`)));
    });
    return child;
  };
  const killAfter = async (worker: ChildProcess, events: number) => {
    await house.until(`${events} events have arrived`, () => arrived('good').length >= events, withinMs);
    worker.kill('SIGKILL');
    await new Promise((resolve) => worker.once('exit', resolve));
  };

  type Arrived = { readonly id: string; readonly reportId: string; readonly sequence: number };
  const taken = new Map<string, Arrived[]>();
  const arrived = (name: string) => taken.get(name) ?? [];
  let isDead = true;
  let asked = 0;
  const consumer = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      // Answered even by the dead one: it was there when its endpoint was made.
      if ((JSON.parse(body) as { type: string }).type === 'ping') {
        response.writeHead(204).end();
        return;
      }
      const refuses = name === 'dead' ? isDead : name === 'flapping' && (asked += 1) % 3 === 0;
      if (!refuses) {
        const { id, reportId, sequence } = (JSON.parse(body) as { data: Arrived }).data;
        taken.set(name, [...arrived(name), { id, reportId, sequence }]);
      }
      response.writeHead(refuses ? 500 : 204).end();
    });
  });
  const endpoints = new Map<string, string>();

  const all = async () => {
    const { rows } = await house.database.pool.query<{ id: string }>('SELECT id FROM events');
    return rows;
  };
  /** Every event arrived; the first time of each in the order of its report. */
  const expectComplete = async (name: string) => {
    const events = await all();
    const firsts = [
      ...new Map([...arrived(name)].reverse().map((each) => [each.id, each])).values(),
    ].reverse();
    expect({ name, count: firsts.length }).toEqual({ name, count: events.length });
    const before = new Map<string, number>();
    for (const { reportId, sequence } of firsts) {
      expect({ reportId, sequence }).toEqual({ reportId, sequence: (before.get(reportId) ?? 0) + 1 });
      before.set(reportId, sequence);
    }
  };
  const openAt = async (names: readonly string[], condition = '') => {
    const { rows } = await house.database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM webhook_deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint_id
       WHERE d.state IN ('WAITING', 'EXHAUSTED') AND split_part(w.url, '/', 4) = ANY($1) ${condition}`,
      [names],
    );
    return rows[0]?.n ?? 0;
  };
  /** Before the clock goes on: a delivery that is under way would lose its lease. */
  const dueIsTried = (names: readonly string[]) =>
    house.until('what is due was tried', async () => (await openAt(names, headIsDue)) === 0, withinMs);
  const passForWebhooks = (ms: number) => letPassForWebhooks(house.database.pool, ms);
  const isSent = async () => {
    const { rows } = await house.database.pool.query(
      `SELECT 1 FROM submissions WHERE delivery IN ('SENDING', 'QUEUED', 'RETRY_WAIT') LIMIT 1`,
    );
    return rows.length === 0;
  };
  const notices = async () =>
    (await house.request<any>('GET', `/v1/webhooks/endpoints/${endpoints.get('dead')}/notices`)).body.data
      .filter(({ percent }: any) => percent !== null)
      .map(({ kind, percent }: any) => `${kind} ${percent}`)
      .reverse();

  beforeAll(async () => {
    // How the dead one stands is looked at by each sweep: time passes in small steps, and sweeps are many.
    house = await openHouse({ hasWorker: false, env: { UNIFLAG_WORKER__SWEEP_EVERY_MS: '100ms' } });
    await house.scenario('youtube', {}, [{ afterMs: 0, fault: 'silence' }]);
    await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}`;
    for (const name of ['good', 'flapping', 'dead']) {
      const { body } = await house.request<any>('POST', '/v1/webhooks/endpoints', { url: `${base}/${name}` });
      endpoints.set(name, body.id);
    }
    for (let n = 0; n < reports; n += 10)
      await Promise.all(Array.from({ length: 10 }, (_, m) => file(n + m)));
  }, withinMs);
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await house.close();
    consumer.closeAllConnections();
    await new Promise((done) => consumer.close(done));
  });

  const file = async (n: number) => {
    const { status } = await house.request('POST', '/v1/reports', {
      category: 'CYBERBULLYING',
      targets: [{ input: `https://youtu.be/SYN${String(n).padStart(8, '0')}` }],
      explanation: 'Synthetic explanation.',
      goodFaith: true,
      caller: { role: 'PARENT' },
      language: 'en',
    });
    expect(status).toBe(201);
  };

  it(
    'gives the good one everything in order, and completes the flapping one',
    async () => {
      await killAfter(await startWorker(), reports);
      await killAfter(await startWorker(), reports * 2);
      const killedAtMs = Date.now();
      await startWorker();
      // What the killed one had claimed is claimed again after this.
      await house.pass(leaseMs);
      await house.until(
        'the good one has everything',
        async () => (await isSent()) && (await openAt(['good'])) === 0,
        withinMs,
      );
      const recoveredInMs = leaseMs + Date.now() - killedAtMs;
      await expectComplete('good');
      expect(recoveredInMs).toBeLessThan(120_000);
      if (reports >= 1_000)
        process.stdout.write(
          `good: ${arrived('good').length} deliveries of ${(await all()).length} events, complete ${recoveredInMs} ms after the last kill\n`,
        );
      await house.until(
        'the flapping one has everything',
        async () => {
          await passForWebhooks(hourMs);
          await dueIsTried(['flapping']);
          return (await openAt(['flapping'])) === 0;
        },
        withinMs,
      );
      await expectComplete('good');
      await expectComplete('flapping');
      expect((await all()).length).toBeGreaterThanOrEqual(reports * 3);
      expect(arrived('dead')).toEqual([]);
    },
    withinMs * 3,
  );

  it(
    'warns of the dead one, switches it off, and gives it everything once it is recovered',
    async () => {
      const told: string[] = [];
      for (const percent of [50, 70, 90, 100]) {
        told.push(`${percent === 100 ? 'endpoint.disabled' : 'endpoint.failing'} ${percent}`);
        await house.until(
          `${percent} % of its time have passed`,
          async () => {
            if ((await notices()).length >= told.length) return true;
            await passForWebhooks(2 * hourMs);
            await dueIsTried(['dead']);
            return false;
          },
          withinMs,
        );
        // More than one, where the flapping one took days.
        expect((await notices()).slice(0, told.length)).toEqual(told);
      }
      expect(await notices()).toEqual(told);
      const path = `/v1/webhooks/endpoints/${endpoints.get('dead')}`;
      const read = await house.request<any>('GET', path);
      expect(read.body).toMatchObject({ state: 'FAILING' });
      const etag = read.headers.get('etag') ?? '';
      const opened = await house.request<any>('PATCH', path, { state: 'ACTIVE' }, { 'if-match': etag });
      expect(opened.body).toMatchObject({ state: 'ACTIVE' });
      // Not before: a delivery that is tried meanwhile would switch it on by itself.
      isDead = false;
      const since = new Date(Date.now() - hourMs).toISOString();
      const recovered = await house.request<any>('POST', `${path}/recover`, { since });
      // None, where being active again made everything due and nothing was used up.
      expect(recovered.body).toEqual({ putBack: expect.any(Number) });
      await house.until('it has everything', async () => (await openAt(['dead'])) === 0, withinMs);
      await expectComplete('dead');
    },
    withinMs * 5,
  );
});

const headIsDue = `AND d.state = 'WAITING' AND (d.next_try_at <= now() OR d.lease_until > now()) AND w.is_enabled AND NOT EXISTS (
  SELECT 1 FROM webhook_deliveries e WHERE e.endpoint_id = d.endpoint_id AND e.report_id = d.report_id
    AND e.sequence < d.sequence AND e.state IN ('WAITING', 'EXHAUSTED'))`;
