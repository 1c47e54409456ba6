import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parseAllDocuments } from 'yaml';
import { whyNoDebianPostgres } from '../../support/services/debian-postgres.js';
import { whyNoNginx } from '../../support/services/nginx.js';
import { testRedisUrl } from '../../support/services/redis.js';
import { until } from '../../support/services/until.js';
import { startProductionShape, type ProductionShape } from './production-shape.js';
import { aReport, patientClient, steadyLoad } from './steady-load.js';

const whyNot =
  whyNoDebianPostgres() ?? whyNoNginx() ?? (testRedisUrl() ? undefined : 'no redis-server is installed');
const describeHere = whyNot === undefined ? describe : describe.skip;
const skipped = whyNot === undefined ? '' : ` (skipped: ${whyNot})`;

/** At least so long; longer where replacing all of them takes longer. */
const loadSeconds = Number(process.env['UNIFLAG_ROLLING_SECONDS'] ?? 12);
const perSecond = 50;

jest.setTimeout(300_000 + loadSeconds * 1_000);

describeHere(`docker/compose.yaml, run as processes of this machine${skipped}`, () => {
  let shape: ProductionShape;
  beforeAll(async () => {
    shape = await startProductionShape();
  });
  afterAll(() => shape.close());

  const target = () => ({ ...shape.nginx, apiKey: shape.apiKey });
  const secret = 'synthetic-search-term';

  it('takes a report through nginx to its outcomes, and tells of them as they come', async () => {
    const { ask, close } = patientClient(target());
    const stream = openStream(shape);
    await until('the stream has begun', () => stream.text().startsWith('retry: '));
    const filed = await ask('POST', '/v1/reports', {
      category: 'CYBERBULLYING',
      targets: [
        { input: 'https://www.facebook.com/synthetic.example/posts/1000000000000001' },
        { input: 'https://www.instagram.com/p/SynthPost02/' },
      ],
      explanation: 'Synthetic explanation.',
      goodFaith: true,
      caller: { role: 'PARENT' },
      language: 'en',
    });
    expect(filed.status).toBe(201);
    const { id } = JSON.parse(filed.body) as { id: string };
    let counts: Record<string, number> = {};
    await until(
      () => `both are removed: ${JSON.stringify(counts)}`,
      async () => {
        ({ counts } = JSON.parse((await ask('GET', `/v1/reports/${id}`)).body));
        return counts['removed'] === 2;
      },
      60_000,
    );
    await until('the stream told of it', () => stream.text().includes(id));
    stream.close();
    close();
  });

  it('shows from outside neither figures nor readiness, and leads browsers to TLS', async () => {
    const { ask, close } = patientClient(target());
    const statuses = [];
    for (const place of ['/metrics', '/health/ready', '/health/live'])
      statuses.push((await ask('GET', place)).status);
    expect(statuses).toEqual([404, 404, 200]);
    close();
    const plain = await fetch(`${shape.nginx.plainUrl}/reports?q=x`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([308, 'https://localhost/reports?q=x']);
  });

  it('answers every request, up to 50 a second, while each API and each worker is replaced', async () => {
    const { database, restart, services } = shape;
    const before = await countReports(shape);
    const untilMs = performance.now() + loadSeconds * 1_000;
    let isRolling = true;
    const load = steadyLoad(target(), perSecond, () => isRolling || performance.now() < untilMs);
    const stops = [];
    for (let place = 0; place < services.length; place += 1) stops.push(await restart(place));
    isRolling = false;
    const figures = await load;

    if (process.env['UNIFLAG_ROLLING_SECONDS'] !== undefined)
      process.stderr.write(`${JSON.stringify({ ...figures, filed: figures.filed.length, stops })}\n`);
    expect(figures.failed).toEqual([]);
    expect(stops.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0]);
    // What nginx passed on to the other API was done once.
    expect(new Set(figures.filed).size).toBe(Math.ceil(figures.requests / 10));
    expect((await countReports(shape)) - before).toBe(figures.filed.length);
    await until(
      'every notice has left',
      async () => {
        const { rows } = await database.pool.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM submissions WHERE delivery IN ('QUEUED', 'SENDING', 'RETRY_WAIT')`,
        );
        return rows[0]?.n === 0;
      },
      60_000,
    );
    // What KEDA counts in Kubernetes.
    const { rows } = await database.pool.query<{ count: string }>(scalingQuery());
    expect(rows).toEqual([{ count: '0' }]);
  });

  it('is not seen to have lost an API without a word, and keeps to itself what was asked for', async () => {
    const { ask, close } = patientClient(target());
    const [lost] = shape.services;
    lost?.signal('SIGKILL');
    const statuses = [];
    for (let number = 0; number < 10; number += 1) {
      statuses.push((await ask('GET', `/v1/platforms?q=${secret}`)).status);
      const key = { 'idempotency-key': `synthetic-${number}` };
      statuses.push((await ask('POST', '/v1/reports', aReport(number), key)).status);
    }
    close();
    expect(new Set(statuses)).toEqual(new Set([200, 201]));
    const log = shape.nginx.log();
    expect(log).toContain('"upstreamStatus":"502, 20');
    for (const each of [secret, '/v1/', shape.apiKey]) expect(log).not.toContain(each);
  });
});

function scalingQuery(): string {
  const [scaled] = parseAllDocuments(readFileSync('docker/kubernetes/keda/scaled-object.yaml', 'utf8'));
  return String(scaled?.getIn(['spec', 'triggers', 0, 'metadata', 'query']));
}

async function countReports({ database }: ProductionShape): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM reports');
  return rows[0]?.n ?? 0;
}

function openStream({ nginx, apiKey }: ProductionShape) {
  let text = '';
  const asked = request(`${nginx.url}/v1/stream`, {
    ca: nginx.certificate,
    headers: { authorization: `Bearer ${apiKey}` },
  });
  asked.on('response', (response) => response.on('data', (part: Buffer) => (text += part.toString())));
  asked.end();
  return { text: () => text, close: () => asked.destroy() };
}
