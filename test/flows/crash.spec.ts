import { fork, type ChildProcess } from 'node:child_process';
import { platforms as registry } from '#platforms';
import { openHouse, type House } from '../support/house.js';
import { testPlatforms } from '../support/platforms/index.js';

const targets: Record<string, string> = {
  facebook: 'https://www.facebook.com/synthetic.example/posts/1000000000000001',
  instagram: 'https://www.instagram.com/p/SynthPost01/',
  snapchat: 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
  whatsapp: 'https://chat.whatsapp.com/SyntheticInviteCode001',
  youtube: 'https://youtu.be/SYNTHETIC_1',
  'lookup-example': 'https://lookup.example/p/synthetic1',
  'dedupe-example': 'https://dedupe.example/clip/Synthetic1',
};

/** What each channel's rule demands when nobody knows whether the notice arrived. */
const demanded: Record<string, string> = {
  facebook: 'delivery_uncertain',
  instagram: 'delivery_uncertain',
  snapchat: 'delivery_uncertain',
  whatsapp: 'delivery_uncertain',
  youtube: 'delivery_uncertain',
  'lookup-example': 'acknowledged',
  'dedupe-example': 'acknowledged',
};

describe('a worker killed between the platform reading the notice and our commit', () => {
  let house: House;
  const workers: ChildProcess[] = [];
  const startWorker = async () => {
    const child = fork(
      'test/support/worker-process.cjs',
      [
        JSON.stringify({
          env: house.env,
          schema: house.schema,
          platformsModule: '../support/platforms/with-examples.ts',
        }),
      ],
      { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
    );
    workers.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('exit', (code) => reject(new Error(`worker ended with ${code}`)));
    });
    return child;
  };
  beforeAll(async () => {
    house = await openHouse({ platforms: [...registry, ...testPlatforms], hasWorker: false, slowMs: 60_000 });
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await house.close();
  });

  it('leaves each platform at the outcome its rule demands, without an unmarked second notice', async () => {
    for (const platform of Object.keys(targets))
      await house.scenario(platform, {}, [{ afterMs: 0, fault: 'slow' }]);
    const { status, body: filed } = await house.request<any>('POST', '/v1/reports', {
      category: 'CYBERBULLYING',
      targets: Object.values(targets).map((input) => ({ input })),
      explanation: 'Synthetic explanation.',
      goodFaith: true,
      caller: { role: 'PARENT' },
      language: 'en',
    });
    expect(status).toBe(201);
    const worker = await startWorker();
    await house.until('every platform has read its notice', () =>
      Object.keys(targets).every((platform) => house.simulator.received(platform).length > 0),
    );
    const { rows: before } = await house.database.pool.query('SELECT DISTINCT delivery FROM submissions');
    expect(before).toEqual([{ delivery: 'SENDING' }]);
    worker.kill('SIGKILL');
    await new Promise((resolve) => worker.once('exit', resolve));
    const readOnce = Object.fromEntries(
      Object.keys(targets).map((platform) => [platform, house.simulator.received(platform).length]),
    );

    for (const platform of Object.keys(targets))
      await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
    await house.pass(60_000);
    await startWorker();
    await house.until('no send is open', async () => {
      await house.pass(60_000);
      const { rows } = await house.database.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM submissions WHERE delivery IN ('SENDING', 'QUEUED', 'RETRY_WAIT')`,
      );
      return rows[0]?.n === 0;
    });

    const { body: report } = await house.request<any>('GET', `/v1/reports/${filed.id}`);
    const words = Object.fromEntries(report.submissions.map((each: any) => [each.platform, each.word]));
    expect(words).toEqual(demanded);
    const { rows: open } = await house.database.pool.query(`SELECT 1 FROM sends WHERE outcome = 'intent'`);
    expect(open).toHaveLength(0);
    // The one that deduplicates was asked again with the same key and took it for the same notice.
    for (const platform of Object.keys(targets))
      expect({ platform, notices: house.simulator.received(platform).length }).toEqual({
        platform,
        notices: readOnce[platform],
      });
  }, 60_000);

  it('sends a second notice only when a person decides so, and marks it', async () => {
    const { body: page } = await house.request<any>('GET', '/v1/reports');
    const { body: report } = await house.request<any>('GET', `/v1/reports/${page.data[0].id}`);
    const uncertain = report.submissions.filter((each: any) => each.word === 'delivery_uncertain');
    for (const { id } of uncertain)
      expect(
        (await house.request('POST', `/v1/submissions/${id}/resend`, { decision: 'SEND_MARKED' })).status,
      ).toBe(200);
    await house.until('all are sent', async () => {
      const { body } = await house.request<any>('GET', `/v1/reports/${report.id}`);
      return body.counts.sent === 5;
    });
    for (const platform of ['facebook', 'instagram', 'snapchat', 'whatsapp']) {
      const notices = house.simulator.received(platform);
      expect(notices).toHaveLength(2);
      expect(notices[0]?.text).not.toMatch(/may repeat/i);
      expect(notices[1]?.text).toMatch(/may repeat/i);
    }
    const flags = house.simulator.received('youtube').filter(({ text }) => text.includes('SYNTHETIC_1'));
    expect(flags).toHaveLength(2);
    expect(flags[0]?.text).not.toMatch(/may repeat/i);
    expect(flags[1]?.text).toMatch(/may repeat/i);
  }, 60_000);
});
