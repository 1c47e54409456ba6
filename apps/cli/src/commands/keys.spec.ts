import { FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const id = 'key_01kb0000000000000000000001';
const key = {
  ...{ id, name: 'case system', prefix: 'uf_synthetic', roles: ['INTEGRATOR'], madeBy: 'An' },
  ...{ createdAt: '2026-11-23T21:00:00.000Z', expiresAt: null, lastUsedAt: '2026-11-23T21:01:00.000Z' },
};

describe('uniflag keys', () => {
  it('lists what each may do, who made it, and when it was used last', async () => {
    const { out } = await runUniflag(new FakeApi().on('GET /v1/keys', { data: [key] }), ['keys', 'list']);
    expect(out).toMatch(/uf_synthetic +case system +INTEGRATOR/);
    expect(out).toMatch(/made by An/);
    expect(out).toMatch(/ends never +last used 2026-11-23 22:01/);
    expect(out).toContain(id);
  });

  it('makes one with the roles it is given, and prints it', async () => {
    const fake = new FakeApi().on('POST /v1/keys', { ...key, key: 'uf_synthetic_whole' });
    const { out } = await runUniflag(fake, ['keys', 'make', 'case system', '--role', 'INTEGRATOR', 'STAFF']);
    expect(fake.calls[0]?.body).toEqual({ name: 'case system', roles: ['INTEGRATOR', 'STAFF'] });
    expect(out).toContain('uf_synthetic_whole');
  });

  it.each([
    ['no role', []],
    ['a role that is none', ['--role', 'KING']],
    ['days that are none', ['--role', 'STAFF', '--days', '0']],
  ])('makes none with %s', async (_, options) => {
    const fake = new FakeApi();
    expect(await runUniflag(fake, ['keys', 'make', 'x', ...options])).toMatchObject({ exitCode: 2 });
    expect(fake.calls).toEqual([]);
  });

  it('revokes one once it was asked, and says so where it cannot', async () => {
    const fake = new FakeApi().on(`DELETE /v1/keys/${id}`, () => new Response(null, { status: 204 }));
    const revoke = ['keys', 'revoke', id];
    expect(await runUniflag(fake, revoke, { ask: () => Promise.resolve('no') })).toMatchObject({
      exitCode: 1,
    });
    expect(fake.calls).toEqual([]);
    expect(await runUniflag(fake, revoke, { ask: () => Promise.resolve('yes') })).toMatchObject({
      ...{ exitCode: 0, out: expect.stringContaining('is revoked') },
    });
    const own = new FakeApi().on(`DELETE /v1/keys/${id}`, () => problem(409, 'KEY.OWN', 'Synthetic.'));
    expect(await runUniflag(own, [...revoke, '--yes'])).toMatchObject({ exitCode: 1 });
  });
});
