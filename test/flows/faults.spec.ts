import { openHouse, type House } from '../support/house.js';

const targets: Readonly<Record<string, string>> = {
  facebook: 'https://www.facebook.com/synthetic.example/posts/1000000000000001',
  instagram: 'https://www.instagram.com/p/SynthPost01/',
  snapchat: 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
  whatsapp: 'https://chat.whatsapp.com/SyntheticInviteCode001',
  youtube: 'https://youtu.be/SYNTHETIC_1',
};

describe('a platform in trouble', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({
      slowMs: 6_000,
      // Every case is about one failure; a circuit that opened in one would be felt in the next.
      env: { UNIFLAG_WORKER__SEND_TIMEOUT_MS: '2s', UNIFLAG_WORKER__CIRCUIT_FAILURES: '1000' },
    });
  });
  afterAll(() => house.close());

  const file = async () =>
    (
      await house.request<any>('POST', '/v1/reports', {
        category: 'CYBERBULLYING',
        targets: Object.values(targets).map((input) => ({ input })),
        explanation: 'Synthetic explanation.',
        goodFaith: true,
        caller: { role: 'PARENT' },
        language: 'en',
      })
    ).body;
  const read = async (id: string) => (await house.request<any>('GET', `/v1/reports/${id}`)).body;

  it.each([
    ['youtube', 'down', 'RETRY_WAIT'],
    ['youtube', 'slow', 'UNCERTAIN'],
    ['youtube', 'rubbish', 'UNCERTAIN'],
    ['youtube', 'close', 'UNCERTAIN'],
    ['youtube', 'lost_response', 'UNCERTAIN'],
    ['youtube', 'rate_limit', 'RETRY_WAIT'],
    ['youtube', 'quota', 'RETRY_WAIT'],
    ['facebook', 'down', 'RETRY_WAIT'],
    ['facebook', 'slow', 'UNCERTAIN'],
    ['facebook', 'rubbish', 'UNCERTAIN'],
    ['facebook', 'close', 'UNCERTAIN'],
    ['facebook', 'lost_response', 'UNCERTAIN'],
    ['facebook', 'server_error', 'RETRY_WAIT'],
  ])(
    '%s with fault %s stands at %s and says why; the other four go on',
    async (troubled, fault, delivery) => {
      for (const platform of Object.keys(targets))
        await house.scenario(platform, {}, [
          { afterMs: 0, fault: platform === troubled ? fault : 'silence' },
        ]);
      await house.database.pool.query('UPDATE platforms SET held_until = NULL');
      const filed = await file();
      let report: any;
      await house.until(`${troubled} at ${delivery}`, async () => {
        report = await read(filed.id);
        const at = report.submissions.find((each: any) => each.platform === troubled).delivery;
        return at === delivery && report.counts.sent === 4;
      });
      const submission = report.submissions.find((each: any) => each.platform === troubled);
      expect(submission.waitingFor).toMatch(/^[A-Z][A-Z_]+\.[A-Z_]+$/);
      if (delivery === 'RETRY_WAIT')
        expect(Date.parse(submission.nextTryAt)).toBeGreaterThan(Date.parse(report.createdAt));
      else expect(report.attention).toContain('delivery_uncertain');
      // Nothing of this report is left to disturb the next one.
      await house.request('POST', `/v1/submissions/${submission.id}/withdraw`);
    },
  );

  it('sends by itself once the platform is back', async () => {
    for (const platform of Object.keys(targets))
      await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
    await house.scenario('instagram', {}, [
      { afterMs: 0, fault: 'down' },
      { afterMs: 0, fault: 'silence' },
    ]);
    const filed = await file();
    await house.until('instagram waits', async () => {
      const report = await read(filed.id);
      const { delivery } = report.submissions.find((each: any) => each.platform === 'instagram');
      return delivery === 'RETRY_WAIT' && report.counts.sent === 4;
    });
    await house.pass(60_000);
    await house.until('instagram is sent', async () => (await read(filed.id)).counts.sent === 5);
  });

  it('sends nothing to a stopped platform and goes on when it is rehearsed again', async () => {
    await house.scenario('instagram', {}, [{ afterMs: 0, fault: 'silence' }]);
    expect((await house.request<any>('POST', '/v1/platforms/snapchat/stop')).body.mode).toBe('stopped');
    const filed = await file();
    await house.until('the other four are sent', async () => (await read(filed.id)).counts.sent === 4);
    const before = house.simulator.received('snapchat').length;
    await house.worker().sweep();
    expect(house.simulator.received('snapchat')).toHaveLength(before);
    expect((await house.request<any>('POST', '/v1/platforms/snapchat/rehearse')).body.mode).toBe('rehearsed');
    await house.until('all are sent', async () => (await read(filed.id)).counts.sent === 5);
    const { rows } = await house.database.pool.query(
      'SELECT mode, changed_by FROM platform_changes ORDER BY id',
    );
    expect(rows).toEqual([
      { mode: 'stopped', changed_by: 'test' },
      { mode: 'rehearsed', changed_by: 'test' },
    ]);
  });

  it('cannot arm a platform whose mailbox is not configured', async () => {
    const answer = await house.request<any>('POST', '/v1/platforms/facebook/arm');
    expect(answer).toMatchObject({ status: 409, body: { code: 'PLATFORM.NOT_READY' } });
    expect(answer.body.detail).toContain('platforms.facebook.mailboxes');
  });
});
