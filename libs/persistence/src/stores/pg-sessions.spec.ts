import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { openSchema, type Schema } from '../../../../test/support/schema.js';
import { roundTripsOf } from '../../../../test/support/watch-queries.js';
import { PgApiKeys } from './pg-api-keys.js';
import { PgSessions, type NewSession } from './pg-sessions.js';

const hourMs = 3_600_000;
const idleMs = 2 * hourMs;
const keyId = '01a209aa-0000-7000-8000-000000000001';

let schema: Schema;
let sessions: PgSessions;
beforeEach(async () => {
  schema = await openSchema();
  sessions = new PgSessions(schema.pool);
  await new PgApiKeys(schema.pool).add({ id: keyId, name: 'synthetic', prefix: 'synthetic', hash: aHash() });
});
afterEach(() => schema.drop());

const aHash = () => new Uint8Array(randomBytes(32));
const aSession = (more: Partial<NewSession> = {}): NewSession => ({
  ...{ id: uuidv7(), tokenHash: aHash(), idleMs, maxMs: 12 * hourMs, replaces: null },
  ...more,
});
const opened = async (more: Partial<NewSession> = {}) => {
  const session = aSession(more);
  await sessions.openWithKey(keyId, session);
  return session;
};
const find = (session: NewSession) => sessions.find(session.tokenHash, idleMs);
const revoke = () => schema.rows('UPDATE api_keys SET revoked_at = now()');

describe('sessions', () => {
  it('are found by their token, with the name of their key', async () => {
    const session = await opened();
    expect(await find(session)).toMatchObject({ id: session.id, keyId, name: 'synthetic' });
    expect(await sessions.find(aHash(), idleMs)).toBeUndefined();
  });

  it('end when nobody uses them', async () => {
    const session = await opened();
    await schema.pass(idleMs + 1);
    expect(await find(session)).toBeUndefined();
  });

  it('last while they are used, but not past their end', async () => {
    const session = await opened();
    const lasted: boolean[] = [];
    for (let hour = 1; hour <= 13; hour += 1) {
      await schema.pass(hourMs);
      lasted.push((await find(session)) !== undefined);
    }
    expect(lasted.filter(Boolean)).toHaveLength(11);
    expect(lasted.lastIndexOf(true)).toBe(10);
  });

  it('cost one round trip, and are written once a minute at most', async () => {
    const session = await opened();
    const written = async () =>
      (await schema.rows<{ xmin: string }>('SELECT xmin::text FROM sessions'))[0]?.xmin;
    const before = await written();
    expect(await roundTripsOf(schema.pool, () => find(session))).toHaveLength(1);
    expect(await written()).toBe(before);
    await schema.pass(61_000);
    const passed = await written();
    await find(session);
    expect(await written()).not.toBe(passed);
  });

  it('end with their key', async () => {
    const session = await opened();
    await revoke();
    expect(await find(session)).toBeUndefined();
    expect(await sessions.lasting([session.id, keyId])).toEqual(new Set());
    expect(await sessions.openWithKey(keyId, aSession())).toBeUndefined();
  });

  it('end when they are told to, the others last', async () => {
    const [one, other] = [await opened(), await opened()];
    await sessions.end(one.tokenHash);
    expect(await sessions.lasting([one.id, other.id, keyId])).toEqual(new Set([other.id, keyId]));
  });

  it('take the place of the one before, and sweep out what has ended', async () => {
    await opened();
    await schema.pass(idleMs + 1);
    const before = await opened();
    const after = await opened({ replaces: before.tokenHash });
    expect(await schema.rows('SELECT id FROM sessions')).toEqual([{ id: after.id }]);
  });

  it('are looked over without being used', async () => {
    const session = await opened();
    await schema.pass(idleMs - 1_000);
    expect((await sessions.lasting([session.id])).size).toBe(1);
    await schema.pass(2_000);
    expect((await sessions.lasting([session.id])).size).toBe(0);
  });
});

describe('sign-in codes', () => {
  const minuteMs = 60_000;

  it('open one session, however many try at once', async () => {
    const code = aHash();
    await sessions.addCode(code, keyId, 30 * minuteMs);
    const tries = await Promise.all(Array.from({ length: 8 }, () => sessions.openWithCode(code, aSession())));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await schema.rows('SELECT 1 FROM sessions')).toHaveLength(1);
    expect(await sessions.openWithCode(code, aSession())).toBeUndefined();
  });

  it('expire', async () => {
    const code = aHash();
    await sessions.addCode(code, keyId, 30 * minuteMs);
    await schema.pass(30 * minuteMs + 1);
    expect(await sessions.openWithCode(code, aSession())).toBeUndefined();
    await sessions.addCode(aHash(), keyId, 30 * minuteMs);
    expect(await schema.rows('SELECT 1 FROM sign_in_codes')).toHaveLength(1);
  });

  it('end with their key', async () => {
    const code = aHash();
    await sessions.addCode(code, keyId, 30 * minuteMs);
    await revoke();
    expect(await sessions.openWithCode(code, aSession())).toBeUndefined();
  });
});
