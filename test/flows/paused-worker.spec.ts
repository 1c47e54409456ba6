import pg from 'pg';
import { passStatement } from '../support/schema.js';
import { killServices, startService } from '../support/service-process.js';
import { startServices, type ServicesAtWork } from '../support/services-at-work.js';
import { until } from '../support/services/until.js';
import { createTestDatabase, type TestDatabase } from '../support/services/postgres.js';

jest.setTimeout(120_000);

describe('a worker that is stopped in the middle of a send, beyond its lease', () => {
  let database: TestDatabase;
  let services: ServicesAtWork;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase('paused');
    services = await startServices({ databaseUrl: database.url, slowMs: 1_000 });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await killServices();
    await client.end();
    await services.simulator.close();
    await database.drop();
  });

  const notices = () => services.simulator.received('facebook');
  const submission = async () => (await client.query<{ id: string }>('SELECT * FROM submissions')).rows[0]!;
  const delivery = async () => ((await submission()) as { delivery?: string }).delivery;
  const everything = async () => [
    await submission(),
    (await client.query('SELECT * FROM sends ORDER BY number')).rows,
    (await client.query('SELECT * FROM events ORDER BY sequence')).rows,
  ];

  it('writes nothing over its successor when it goes on', async () => {
    await services.scenario('slow');
    const report = (await (await services.file(1)).json()) as { submissions: { id: string }[] };
    await until('the platform has read the notice', () => notices().length === 1);
    services.worker.signal('SIGSTOP');
    await services.scenario('silence');
    await client.query(passStatement(60_000));
    const successor = startService('worker', { ...services.env, UNIFLAG_MAIL__INBOUND__PORT: '0' });
    await successor.said('worker.started');
    await until('the successor settled the send', async () => (await delivery()) === 'UNCERTAIN');
    const decided = await fetch(`${services.apiUrl}/v1/submissions/${report.submissions[0]?.id}/resend`, {
      method: 'POST',
      headers: { ...services.authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ decision: 'SEND_MARKED' }),
    });
    expect(decided.status).toBe(200);
    await until('the marked repeat is sent', async () => (await delivery()) === 'SENT');
    const before = await everything();

    services.worker.signal('SIGCONT');
    await services.worker.said('submission.send_fenced');
    expect(await everything()).toEqual(before);
    expect(notices().map(({ text }) => /may repeat/i.test(text))).toEqual([false, true]);
  });
});
