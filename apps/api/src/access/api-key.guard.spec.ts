import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PgApiKeys } from '#persistence';
import { newApiKey } from '#security';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { roundTripsOf } from '../../../../test/support/watch-queries.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { Public } from './caller.js';

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
let guard: ApiKeyGuard;
const id = '01a209aa-0000-7000-8000-000000000001';
beforeEach(async () => {
  schema = await openSchema();
  keys = new PgApiKeys(schema.pool);
  guard = new ApiKeyGuard(keys, new Reflector());
});
afterEach(async () => {
  jest.useRealTimers();
  await schema.drop();
});

/** Asks for a route as its caller would. */
function asking(authorization: string | undefined, route: 'open' | 'closed' = 'closed') {
  const request: { headers: object; caller?: unknown } = {
    headers: authorization === undefined ? {} : { authorization },
  };
  const context = {
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  return { request, answer: guard.canActivate(context) };
}
const aKey = async () => {
  const { key, prefix, hash } = newApiKey(['*']);
  await keys.add({ id, name: 'synthetic', prefix, hash });
  return key;
};

describe('ApiKeyGuard', () => {
  it('lets in who has a key, and says who that is', async () => {
    const { request, answer } = asking(`Bearer ${await aKey()}`);
    expect(await answer).toBe(true);
    expect(request.caller).toEqual({ id, name: 'synthetic' });
  });

  it('lets everybody in where the route is open, without asking the database', async () => {
    expect(
      await roundTripsOf(schema.pool, async () => expect(await asking(undefined, 'open').answer).toBe(true)),
    ).toEqual([]);
  });

  it('lets nobody in with the start of a key and another end', async () => {
    const key = await aKey();
    const other = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    await expect(asking(`Bearer ${other}`).answer).rejects.toMatchObject({
      status: 401,
      code: 'ACCESS.KEY_NEEDED',
    });
  });

  it('asks the database once in a while only, and notes that the key is used', async () => {
    const key = await aKey();
    const asked = await roundTripsOf(schema.pool, async () => {
      for (let n = 0; n < 5; n += 1) await asking(`Bearer ${key}`).answer;
    });
    expect(asked).toHaveLength(2);
    expect(await schema.rows('SELECT last_used_at IS NOT NULL AS is_used FROM api_keys')).toEqual([
      { is_used: true },
    ]);
  });

  it('shuts out a revoked key within seconds', async () => {
    const key = await aKey();
    await asking(`Bearer ${key}`).answer;
    await schema.rows('UPDATE api_keys SET revoked_at = now()');
    jest.useFakeTimers({
      now: Date.now() + 5_001,
      doNotFake: ['setImmediate', 'nextTick', 'setTimeout', 'queueMicrotask'],
    });
    await expect(asking(`Bearer ${key}`).answer).rejects.toMatchObject({ status: 401 });
  });
});
