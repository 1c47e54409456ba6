import { FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const id = 'apr_01kb0000000000000000000001';
const approval = {
  ...{ id, act: 'KEEP', subject: 'rep_01kb0000000000000000000001', reportReference: 'UF-2026-000123' },
  ...{ terms: { reason: 'POLICE_REQUEST' }, state: 'ASKED', askedBy: 'An', isYours: false },
  ...{ askedAt: '2026-11-23T21:00:00.000Z', expiresAt: '2026-11-24T21:00:00.000Z' },
  ...{ decidedBy: null, decidedAt: null, refusedBecause: null },
};
const decided = { decidedBy: 'Bo', decidedAt: '2026-11-23T22:00:00.000Z' };

describe('uniflag approvals', () => {
  it('lists what waits, on which terms, by whom and until when', async () => {
    const fake = new FakeApi().on('GET /v1/approvals', { data: [approval] });
    const { out } = await runUniflag(fake, ['approvals', 'list']);
    expect(out).toMatch(/KEEP +UF-2026-000123 +ASKED, reason POLICE_REQUEST/);
    expect(out).toMatch(/asked by An +2026-11-23 22:00/);
    expect(out).toMatch(new RegExp(`${id} +until 2026-11-24 22:00`));
    const none = await runUniflag(new FakeApi().on('GET /v1/approvals', { data: [] }), ['approvals', 'list']);
    expect(none.out).toContain('Nothing waits for a second person.');
  });

  it('approves one once it was asked, and shows first what that is', async () => {
    const fake = new FakeApi()
      .on('GET /v1/approvals', { data: [approval] })
      .on(`POST /v1/approvals/${id}/approve`, { ...approval, ...decided, state: 'APPROVED' });
    const approve = ['approvals', 'approve', id];
    const no = await runUniflag(fake, approve, { ask: () => Promise.resolve('no') });
    expect(no).toMatchObject({ exitCode: 1, err: expect.stringContaining('UF-2026-000123') });
    expect(fake.calls).toHaveLength(1);
    const yes = await runUniflag(fake, approve, { ask: () => Promise.resolve('yes') });
    expect(yes).toMatchObject({ exitCode: 0, out: expect.stringContaining('APPROVED by Bo') });
  });

  it('asks nobody where nobody can be asked', async () => {
    const fake = new FakeApi();
    expect(await runUniflag(fake, ['approvals', 'approve', id])).toMatchObject({ exitCode: 2 });
    expect(fake.calls).toEqual([]);
  });

  it('says why it cannot decide', async () => {
    const refusal = () => problem(403, 'APPROVAL.SECOND_PERSON', 'You asked for this.');
    const fake = new FakeApi().on(`POST /v1/approvals/${id}/approve`, refusal);
    const { exitCode, err } = await runUniflag(fake, ['approvals', 'approve', id, '--yes']);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('You asked for this.')]);
  });

  it('refuses one with a reason', async () => {
    const refused = { ...approval, ...decided, state: 'REFUSED', refusedBecause: 'MISTAKE' };
    const fake = new FakeApi().on(`POST /v1/approvals/${id}/refuse`, refused);
    const { out } = await runUniflag(fake, ['approvals', 'refuse', id, '--because', 'MISTAKE']);
    expect(fake.calls[0]?.body).toEqual({ because: 'MISTAKE' });
    expect(out).toMatch(/REFUSED by Bo +2026-11-23 23:00 MISTAKE/);
    const wrong = await runUniflag(new FakeApi(), ['approvals', 'refuse', id, '--because', 'NO']);
    expect(wrong.exitCode).toBe(2);
  });
});

describe('uniflag glass list', () => {
  it('tells who opened which report without its role, when and why', async () => {
    const broken = {
      ...{ reportId: 'rep_01kb0000000000000000000001', reportReference: 'UF-2026-000123', by: 'An' },
      ...{ reason: 'A child is in danger.', until: '2026-11-23T22:00:00.000Z' },
      openedAt: '2026-11-23T21:00:00.000Z',
    };
    const fake = new FakeApi().on('GET /v1/break-glass', { data: [broken, { ...broken, reason: null }] });
    const { out } = await runUniflag(fake, ['glass', 'list']);
    expect(out).toMatch(/UF-2026-000123 +An +2026-11-23 22:00/);
    expect(out).toContain('A child is in danger.');
    expect(out).toContain('The reason was erased with the report.');
  });
});
