import { FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const id = 'alt_01kb0000000000000000000001';
const alert = {
  ...{ id, reportReference: 'UF-2026-000123', platform: 'facebook', kind: 'INFORMATION_REQUESTED' },
  ...{ urgency: 'CRITICAL', state: 'OPEN', createdAt: '2026-11-23T21:01:00.000Z', acknowledgedBy: null },
};

describe('uniflag alert', () => {
  it('lists what stands, or what it is asked for', async () => {
    const fake = new FakeApi().on('GET /v1/alerts', { data: [alert], nextCursor: null });
    const { out } = await runUniflag(fake, ['alert', 'list']);
    expect(out).toMatch(/2026-11-23 22:01 +UF-2026-000123 +facebook +INFORMATION_REQUESTED +CRITICAL +OPEN/);
    expect(out).toContain(id);
    await runUniflag(fake, ['alert', 'list', '--state', 'open']);
    expect(fake.calls.map(({ route }) => route)).toEqual([
      'GET /v1/alerts?state=standing',
      'GET /v1/alerts?state=open',
    ]);
  });

  it('takes one, and says who has it', async () => {
    const fake = new FakeApi().on(`POST /v1/alerts/${id}/acknowledge`, {
      ...{ ...alert, state: 'ACKNOWLEDGED', acknowledgedBy: 'An' },
    });
    expect(await runUniflag(fake, ['alert', 'acknowledge', id])).toMatchObject({
      ...{ exitCode: 0, out: expect.stringContaining('taken by An') },
    });
  });

  it('says so where there is no such alert', async () => {
    const fake = new FakeApi().on(`POST /v1/alerts/${id}/acknowledge`, () =>
      problem(404, 'ALERT.NOT_FOUND', 'There is no such alert.'),
    );
    expect(await runUniflag(fake, ['alert', 'acknowledge', id])).toMatchObject({ exitCode: 1 });
  });
});
