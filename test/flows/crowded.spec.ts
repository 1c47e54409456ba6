import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { openHouse, type House } from '../support/house.js';

const report = {
  category: 'CYBERBULLYING',
  targets: [{ input: 'https://youtu.be/SYNTHETIC_1' }],
  explanation: 'Synthetic explanation.',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'en',
};

let house: House;
afterEach(() => house.close());

const problem = (answer: { status: number; headers: Headers; body: any }) => [
  answer.status,
  answer.body.code,
  answer.headers.has('retry-after'),
];

describe('a lock that is held', () => {
  it('lets requests go within seconds, keeps none of them, and holds up nobody else', async () => {
    house = await openHouse({ hasWorker: false, env: { UNIFLAG_DATABASE__LOCK_TIMEOUT_MS: '500ms' } });
    const holder = await house.database.pool.connect();
    await holder.query('BEGIN; LOCK TABLE submissions IN ACCESS EXCLUSIVE MODE');
    const loop = monitorEventLoopDelay();
    loop.enable();
    const beganMs = performance.now();
    const asked = Array.from({ length: 60 }, () => house.request<any>('POST', '/v1/reports', report));
    const answers = await Promise.all(asked);
    const tookMs = performance.now() - beganMs;
    loop.disable();
    const kinds = new Set(answers.map((answer) => JSON.stringify(problem(answer))));
    // The lock not had in time, or no connection while others waited for it.
    for (const kind of kinds)
      expect(['[503,"DATABASE.BUSY",true]', '[503,"DATABASE.UNAVAILABLE",true]']).toContain(kind);
    expect(tookMs).toBeLessThan(15_000);
    expect(loop.percentile(50) / 1e6).toBeLessThan(200);

    await holder.query('COMMIT');
    holder.release();
    expect((await house.request('POST', '/v1/reports', report)).status).toBe(201);
    const { rows } = await house.database.pool.query('SELECT count(*)::int AS n FROM reports');
    expect(rows[0]).toEqual({ n: 1 });
  });
});

describe('a server without a free connection', () => {
  it('makes the API answer 503 and the worker wait, and both go on when there is one', async () => {
    const admin = new pg.Client({ connectionString: process.env['UNIFLAG_TEST_DATABASE_URL'] });
    await admin.connect();
    const role = `crowd_run_${process.pid}`;
    await admin.query(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD 'synthetic'`);
    const url = Object.assign(new URL(process.env['UNIFLAG_TEST_DATABASE_URL'] ?? ''), {
      ...{ username: role, password: 'synthetic' },
    });
    try {
      house = await openHouse({ env: { UNIFLAG_DATABASE__URL: url.href } });
      // A superuser is never refused one: from here on it is none.
      await admin.query(`GRANT ALL ON SCHEMA ${house.schema} TO ${role}`);
      await admin.query(`GRANT uniflag_api, uniflag_worker TO ${role}`);
      await admin.query(`ALTER ROLE ${role} NOSUPERUSER CONNECTION LIMIT 0`);
      const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1`;
      await admin.query(cut, [role]);
      await house.until('the API says so', async () => {
        const answer = await house.request<any>('GET', '/v1/reports');
        return JSON.stringify(problem(answer)) === '[503,"DATABASE.UNAVAILABLE",true]';
      });
      expect(await house.request('GET', '/health/ready')).toMatchObject({
        ...{ status: 503, body: { missing: ['database'], reason: 'crowded' } },
      });
      await admin.query(`ALTER ROLE ${role} CONNECTION LIMIT -1`);
      await house.until('the API goes on', async () => {
        return (await house.request('POST', '/v1/reports', report)).status === 201;
      });
      await house.until('the worker goes on', async () => {
        const { body } = await house.request<any>('GET', '/v1/reports');
        return (
          body.data[0].submissions?.[0]?.delivery !== 'QUEUED' && (body.data[0].counts.queued ?? 0) === 0
        );
      });
    } finally {
      await admin.query(`ALTER ROLE ${role} SUPERUSER CONNECTION LIMIT -1`);
      await admin.end();
    }
  });

  afterAll(async () => {
    const admin = new pg.Client({ connectionString: process.env['UNIFLAG_TEST_DATABASE_URL'] });
    await admin.connect();
    await admin.query(`DROP OWNED BY crowd_run_${process.pid}`);
    await admin.query(`DROP ROLE crowd_run_${process.pid}`);
    await admin.end();
  });
});
