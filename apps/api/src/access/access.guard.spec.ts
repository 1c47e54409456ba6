import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PgApiKeys, PgAuditTrail, PgSessions } from '#persistence';
import { newApiKey } from '#security';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { roundTripsOf } from '../../../../test/support/watch-queries.js';
import { AccessGuard } from './access.guard.js';
import { Public } from './caller.js';
import { KnownKeys } from './known-keys.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';

class Routes {
  closed(): void {
    return undefined;
  }

  @Public()
  open(): void {
    return undefined;
  }
}

let schema: Schema;
let keys: PgApiKeys;
let sessions: Sessions;
let guard: AccessGuard;
const id = '01a209aa-0000-7000-8000-000000000001';
beforeEach(async () => {
  schema = await openSchema();
  keys = new PgApiKeys(schema.pool);
  sessions = new Sessions(new PgSessions(schema.pool), {
    sessionIdleMs: 7_200_000,
    sessionMaxMs: 43_200_000,
  });
  const cookie = new SessionCookie('http://uniflag.invalid');
  const refusals = new RefusedSignIns(new PgAuditTrail(schema.pool));
  guard = new AccessGuard(new KnownKeys(keys), sessions, cookie, refusals, new Reflector());
});
afterEach(async () => {
  jest.useRealTimers();
  await schema.drop();
});

interface Asking {
  readonly authorization?: string;
  /** Token of a session. */
  readonly token?: string;
  readonly method?: string;
  readonly route?: 'open' | 'closed';
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for a route as its caller would. */
function asking({ authorization, token, method = 'GET', route = 'closed', headers = {} }: Asking) {
  const request = {
    ...{ method, host: 'uniflag.invalid', ip: '192.0.2.7' },
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
    cookies: token === undefined ? {} : { uniflag: token },
  } as { caller?: unknown };
  const context = {
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  return { request, answer: guard.canActivate(context) };
}
const aKey = async () => {
  const { key, prefix, hash } = newApiKey();
  await keys.add({ id, name: 'synthetic', prefix, hash });
  return key;
};
const aToken = async () => {
  await aKey();
  return (await sessions.openWithKey(id, undefined))?.token ?? '';
};
const fiveSecondsLater = () =>
  jest.useFakeTimers({
    now: Date.now() + 5_001,
    doNotFake: ['setImmediate', 'nextTick', 'setTimeout', 'queueMicrotask'],
  });

describe('AccessGuard', () => {
  it('lets in who has a key, and says who that is', async () => {
    const { request, answer } = asking({ authorization: `Bearer ${await aKey()}` });
    expect(await answer).toBe(true);
    const roles = ['STAFF', 'ANALYST', 'SUPERVISOR', 'ADMINISTRATOR'];
    expect(request.caller).toEqual({ id, kind: 'KEY', name: 'synthetic', roles, accessId: id });
  });

  it('knows by a key what it may do, until it expires', async () => {
    const { key, prefix, hash } = newApiKey();
    const madeBy = { id: '01a209aa-0000-7000-8000-000000000002', name: 'maker' };
    const expiresAtMs = Date.now() + 60_000;
    await keys.add({ id, name: 'synthetic', prefix, hash, roles: ['INTEGRATOR'], expiresAtMs, madeBy });
    const { request, answer } = asking({ authorization: `Bearer ${key}` });
    expect(await answer).toBe(true);
    expect(request.caller).toMatchObject({ roles: ['INTEGRATOR'], madeById: madeBy.id });
    await schema.rows(`UPDATE api_keys SET expires_at = now()`);
    await expect(asking({ authorization: `Bearer ${key}` }).answer).resolves.toBe(true);
    jest.useFakeTimers({ now: Date.now() + 6_000, doNotFake: ['setImmediate', 'nextTick'] });
    await expect(asking({ authorization: `Bearer ${key}` }).answer).rejects.toMatchObject({ status: 401 });
  });

  it('lets everybody in where the route is open, without asking the database', async () => {
    expect(
      await roundTripsOf(schema.pool, async () => expect(await asking({ route: 'open' }).answer).toBe(true)),
    ).toEqual([]);
  });

  it('lets nobody in with the start of a key and another end', async () => {
    const key = await aKey();
    const other = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    await expect(asking({ authorization: `Bearer ${other}` }).answer).rejects.toMatchObject({
      status: 401,
      code: 'ACCESS.KEY_NEEDED',
    });
  });

  it('asks the database once in a while only, and notes that the key is used', async () => {
    const key = await aKey();
    const asked = await roundTripsOf(schema.pool, async () => {
      for (let n = 0; n < 5; n += 1) await asking({ authorization: `Bearer ${key}` }).answer;
    });
    expect(asked).toHaveLength(2);
    expect(await schema.rows('SELECT last_used_at IS NOT NULL AS is_used FROM api_keys')).toEqual([
      { is_used: true },
    ]);
  });

  it('shuts out a revoked key within seconds', async () => {
    const key = await aKey();
    await asking({ authorization: `Bearer ${key}` }).answer;
    await schema.rows('UPDATE api_keys SET revoked_at = now()');
    fiveSecondsLater();
    await expect(asking({ authorization: `Bearer ${key}` }).answer).rejects.toMatchObject({ status: 401 });
  });
});

describe('AccessGuard, asked with a session', () => {
  const own = { 'sec-fetch-site': 'same-origin' };

  it('lets in who has its cookie, in the name of the key it hangs on', async () => {
    const { request, answer } = asking({ token: await aToken() });
    expect(await answer).toBe(true);
    expect(request.caller).toMatchObject({ id, name: 'synthetic' });
  });

  it('asks the database once in a while only', async () => {
    const token = await aToken();
    const asked = await roundTripsOf(schema.pool, async () => {
      for (let n = 0; n < 5; n += 1) await asking({ token }).answer;
    });
    expect(asked).toHaveLength(1);
  });

  it.each(['', 'x', 'a'.repeat(43)])('lets nobody in with the token %j', async (token) => {
    await aToken();
    await expect(asking({ token }).answer).rejects.toMatchObject({ status: 401, code: 'ACCESS.SIGN_IN' });
  });

  it('shuts out an ended session, and all sessions of a revoked key, within seconds', async () => {
    const token = await aToken();
    await asking({ token }).answer;
    await schema.rows('UPDATE api_keys SET revoked_at = now()');
    fiveSecondsLater();
    await expect(asking({ token }).answer).rejects.toMatchObject({ status: 401, code: 'ACCESS.SIGN_IN' });
  });

  it('does not fall back to the cookie where a wrong key is sent', async () => {
    const token = await aToken();
    await expect(asking({ authorization: 'Bearer uf_x', token }).answer).rejects.toMatchObject({
      code: 'ACCESS.KEY_NEEDED',
    });
  });

  it.each([
    ['its own pages', own],
    ['its own pages, told by Origin', { origin: 'https://uniflag.invalid' }],
  ])('takes changes from %s', async (_what, headers) => {
    expect(await asking({ token: await aToken(), method: 'POST', headers }).answer).toBe(true);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another subdomain or port', { 'sec-fetch-site': 'same-site' }],
    ['an address typed by hand', { 'sec-fetch-site': 'none' }],
    [
      'another site that lies about its origin',
      { ...{ origin: 'http://uniflag.invalid' }, 'sec-fetch-site': 'cross-site' },
    ],
    ['another origin', { origin: 'https://elsewhere.invalid' }],
    ['another port', { origin: 'http://uniflag.invalid:8080' }],
    ['no origin', { origin: 'null' }],
    ['nowhere', {}],
  ] as [string, Record<string, string>][])('refuses changes from %s', async (_what, headers) => {
    const token = await aToken();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      await expect(asking({ token, method, headers }).answer).rejects.toMatchObject({
        status: 403,
        code: 'ACCESS.CROSS_SITE',
      });
    expect(await asking({ token, headers }).answer).toBe(true);
  });

  it('takes changes with a key from everywhere, as no browser adds one by itself', async () => {
    const authorization = `Bearer ${await aKey()}`;
    expect(await asking({ authorization, method: 'POST' }).answer).toBe(true);
  });
});
