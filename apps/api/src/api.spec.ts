import { openHouse, type House } from '../../../test/support/house.js';
import { brokenPromises } from '../../../test/support/invariants.js';

let house: House;
beforeEach(async () => {
  house = await openHouse({ hasWorker: false });
});
afterEach(async () => {
  expect(await brokenPromises(house.database.pool)).toEqual([]);
  await house.close();
});

const report = {
  category: 'CYBERBULLYING',
  targets: [{ input: 'https://youtu.be/SYNTHETIC_1' }],
  explanation: 'Synthetic explanation.',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'en',
};

/** Keeps everybody away from a table until it is let go. */
async function lock(table: string): Promise<() => Promise<void>> {
  const client = await house.database.pool.connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return async () => {
    await client.query('COMMIT');
    client.release();
  };
}
const waitsFor = (what: string) =>
  house.until(`somebody waits for ${what}`, async () => {
    const { rows } = await house.database.pool.query(
      `SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE NOT l.granted AND c.relname = $1 AND n.nspname = $2`,
      [what, house.schema],
    );
    return rows.length > 0;
  });

describe('an API that stops', () => {
  it('answers what it was asked before, and takes nothing more', async () => {
    const letGo = await lock('submissions');
    const asked = house.request<any>('POST', '/v1/reports', report);
    await waitsFor('submissions');
    const closing = house.closeApi();
    await letGo();
    expect((await asked).status).toBe(201);
    await closing;
    await expect(house.request('GET', '/v1/reports')).rejects.toThrow();
  });

  it('ends its streams, so that readers come back elsewhere', async () => {
    const stream = await fetch(`${house.apiUrl}/v1/stream`, {
      headers: { authorization: `Bearer ${house.apiKey}` },
    });
    const reading = stream.text();
    await house.closeApi();
    expect(await reading).toBe('retry: 2000\n\n');
  });
});

describe('an API whose connection is cut', () => {
  it('answers 503 once, and goes on', async () => {
    const letGo = await lock('reports');
    let isAnswered = false;
    const asked = house.request<any>('GET', '/v1/reports').finally(() => {
      isAnswered = true;
    });
    // Others of the API may wait for the table before the request does: whoever waits is cut, until it is answered.
    await house.until('the request is answered', async () => {
      await house.database.pool.query(
        `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE NOT l.granted AND c.relname = 'reports' AND n.nspname = $1`,
        [house.schema],
      );
      return isAnswered;
    });
    const answer = await asked;
    expect([answer.status, answer.body.code]).toEqual([503, 'DATABASE.UNAVAILABLE']);
    expect(answer.headers.get('retry-after')).toBe('5');
    await letGo();
    expect((await house.request('GET', '/v1/reports')).status).toBe(200);
  });
});

describe('times', () => {
  it('are answered in UTC, however they were given', async () => {
    const filed = await house.request<any>('POST', '/v1/reports', {
      ...report,
      seenAt: '2026-11-22T18:30:00+01:00',
    });
    expect(filed.body.seenAt).toBe('2026-11-22T17:30:00.000Z');
    expect((await house.request<any>('GET', `/v1/reports/${filed.body.id}`)).body).toEqual(filed.body);
  });

  it.each(['factsOn', 'seenAt'])(
    '%s of a calendar nobody reads is a wrong field, not our mistake',
    async (field) => {
      const answer = await house.request<any>('POST', '/v1/reports', { ...report, [field]: '2026-W47' });
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, `/${field}`]);
    },
  );

  it.each([
    'from=2026-W47',
    'to=x',
    `cursor=${Buffer.from(`999999999999999.${'f'.repeat(36)}`).toString('base64url')}`,
  ])('lists refuse %s', async (query) => {
    expect((await house.request('GET', `/v1/reports?${query}`)).status).toBeGreaterThanOrEqual(400);
    expect((await house.request('GET', `/v1/reports?${query}`)).status).toBeLessThan(500);
  });
});

describe('the feed', () => {
  const read = (query: string) => house.request<any>('GET', `/v1/events?${query}`);

  it('tells of each event what a webhook tells, and always where to go on', async () => {
    expect((await read('')).body).toEqual({ data: [], nextCursor: expect.any(String) });
    const since = new Date(Date.now() - 1_000).toISOString();
    const { body: filed } = await house.request<any>('POST', '/v1/reports', report);
    // It leaves what is younger than the oldest open transaction of the server, which other suites use as well.
    await house.until('it is told', async () => (await read(`since=${since}`)).body.data.length > 0);
    const { data, nextCursor } = (await read(`since=${since}`)).body;
    for (const event of data)
      expect(event).toMatchObject({
        ...{ reportId: filed.id, reportReference: filed.reference, category: 'CYBERBULLYING' },
        links: { self: `${house.config.api.publicUrl}/v1/reports/${filed.id}` },
      });
    expect((await read(`cursor=${nextCursor}`)).body).toEqual({ data: [], nextCursor });
    expect((await read('since=2090-01-01')).body).toEqual({ data: [], nextCursor });
  });

  it.each([
    ['since=yesterday', 422, '/since'],
    ['since=2026-11-23&cursor=MC4w', 422, '/since'],
    ['cursor=x', 400, undefined],
  ])('refuses %s', async (query, status, pointer) => {
    const answer = await read(query);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, pointer]);
  });
});

describe('webhook endpoints', () => {
  it('are made once an Idempotency-Key, also when it comes many times at once', async () => {
    const create = () =>
      house.request<any>(
        'POST',
        '/v1/webhooks/endpoints',
        { url: 'http://127.0.0.1:9/hook' },
        { 'idempotency-key': 'k-1' },
      );
    const answers = await Promise.all(Array.from({ length: 6 }, create));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'false')).toHaveLength(1);
    expect((await house.request<any>('GET', '/v1/webhooks/endpoints')).body.data).toHaveLength(1);
  });
});

describe('readiness', () => {
  it('counts what is due and left lying, not what is held or stopped, and stays ready', async () => {
    const ready = async () => {
      const { status, body } = await house.request<any>('GET', '/health/ready');
      const metrics = await (await fetch(`${house.apiUrl}/metrics`)).text();
      const metric = /^uniflag_submissions_overdue (\d+)$/m.exec(metrics)?.[1];
      return [status, body.status, body.missing.join(), body.overdue, Number(metric)];
    };
    expect(await ready()).toEqual([200, 'ok', '', 0, 0]);
    await house.request('POST', '/v1/reports', report);
    expect(await ready()).toEqual([200, 'ok', '', 0, 0]);
    await house.pass(121_000);
    expect(await ready()).toEqual([200, 'behind', 'workers', 1, 1]);
    const { body } = await house.request<any>('GET', '/health/ready');
    expect(body.oldestOverdueSeconds).toBeGreaterThanOrEqual(121);
    await house.request('POST', '/v1/platforms/youtube/stop');
    expect(await ready()).toEqual([200, 'ok', '', 0, 0]);
  });

  it('counts a send whose worker is gone and that nobody settles', async () => {
    await house.request('POST', '/v1/reports', report);
    await house.database.pool.query(
      `UPDATE submissions SET delivery = 'SENDING', next_try_at = NULL, lease_until = now() - interval '3 minutes'`,
    );
    expect((await house.request<any>('GET', '/health/ready')).body.overdue).toBe(1);
    await house.database.pool.query(
      `UPDATE submissions SET delivery = 'QUEUED', lease_until = NULL, next_try_at = now()`,
    );
  });
});

describe('what staff record through the API', () => {
  it('may be sent twice: nothing new the second time', async () => {
    const filed = await house.request<any>('POST', '/v1/reports', {
      ...report,
      channels: { youtube: 'yt-priority-form' },
    });
    const [submission] = filed.body.submissions;
    const handoff = () =>
      house.request<any>('POST', `/v1/submissions/${submission.id}/handoff`, { externalRef: 'SYN-1' });
    const [first, second] = [await handoff(), await handoff()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(first.body.submissions[0].dueAt).not.toBeNull();
  });
});
