import { FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const id = 'sub_01kb0000000000000000000001';
const route = `/v1/submissions/${id}/member-link`;
const expiresAt = '2026-11-30T13:01:00.000Z';
const link = {
  state: 'OPEN',
  createdAt: '2026-11-23T13:01:00.000Z',
  expiresAt,
  answer: null,
  answeredAt: null,
};
const made = { code: 'synthetic', path: '/member#code=synthetic', expiresAt };
const command = (...more: string[]) => ['submission', 'member-link', id, ...more];

describe('uniflag submission member-link', () => {
  it('says how the link stands, and what the member said', async () => {
    const fake = new FakeApi().on(`GET ${route}`, link);
    expect((await runUniflag(fake, command())).out).toBe('OPEN, until 2026-11-30 14:01\n');
    fake.on(`GET ${route}`, {
      ...link,
      state: 'ANSWERED',
      answer: 'DONE',
      answeredAt: '2026-11-24T13:05:00.000Z',
    });
    expect((await runUniflag(fake, command())).out).toBe('ANSWERED: DONE, 2026-11-24 14:05\n');
  });

  it('makes one when it is told to, and prints its whole address once', async () => {
    const fake = new FakeApi().on(`POST ${route}`, made);
    const { out } = await runUniflag(fake, command('--make', '--days', '2'));
    expect(out).toMatch(/^https?:\/\/\S+\/member#code=synthetic\nWorks until 2026-11-30 14:01\.\n$/);
    expect(fake.calls).toMatchObject([{ route: `POST ${route}`, body: { lifetimeDays: 2 } }]);
  });

  it('ends it when it is told to', async () => {
    const fake = new FakeApi()
      .on(`DELETE ${route}`, () => new Response(null, { status: 204 }))
      .on(`GET ${route}`, { ...link, state: 'ENDED' });
    expect((await runUniflag(fake, command('--end'))).out).toContain('ENDED');
  });

  it('refuses days that are none, and tells the way out where there is no link', async () => {
    expect((await runUniflag(new FakeApi(), command('--make', '--days', 'x'))).exitCode).toBe(2);
    const fake = new FakeApi().on(`GET ${route}`, () =>
      problem(404, 'MEMBER_LINK.NOT_FOUND', 'No link was made for this submission. Make one first.'),
    );
    const ran = await runUniflag(fake, command());
    expect([ran.exitCode === 0, ran.err]).toEqual([false, expect.stringContaining('Make one first')]);
  });
});
