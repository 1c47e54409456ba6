import { toTypeId } from '#core';
import { PgAuditChain, type AuditEntry } from '#persistence';
import { openHouse, type House } from '../../../../test/support/house.js';
import { addKey, withKey } from '../../../../test/support/keys.js';
import { staffAt } from '../../../../test/support/staff.js';
import { RefusedSignIns } from './refused-sign-ins.js';

describe('refused sign-ins in the record', () => {
  let house: House;
  let address = '';
  let networks = 0;
  beforeAll(async () => {
    house = await openHouse({ hasWorker: false, env: { UNIFLAG_API__TRUSTED_PROXIES: '127.0.0.0/8' } });
  });
  afterAll(() => house.close());
  beforeEach(() => (address = `198.18.${(networks += 1)}.7`));
  const staff = staffAt(
    () => house,
    () => address,
  );
  const { ask, firstStep } = staff;
  const network = () => `198.18.${networks}.0/24`;
  /** What this network was refused, as it is sealed. */
  const recorded = async () =>
    (
      await house.database.pool.query(
        `SELECT act, operation, caller_kind AS kind, subject FROM audit_entries
         WHERE origin = $1 AND operation = 'refuseSignIn' ORDER BY position`,
        [network()],
      )
    ).rows;
  const refused = (...subject: string[]) => ({
    ...{ act: 'CHANGE', operation: 'refuseSignIn', kind: 'NOBODY', subject },
  });

  it('say whose account it was, in which way and from which network, and as much of one that is not there', async () => {
    const { mail, id, codeAfter } = await staff.withPassword();
    await firstStep(mail, 'wrong words beside rivers');
    await firstStep('nobody@staff.invalid', 'wrong words beside rivers');
    const { step } = (await firstStep(mail)).body;
    await ask('POST', '/v1/session', { step, totp: codeAfter(0) });
    await ask('POST', '/v1/session', { apiKey: `uf_abcdefgh_${'x'.repeat(43)}` });
    await ask('GET', '/v1/reports', undefined, '', { authorization: `Bearer uf_abcdefgh_${'y'.repeat(43)}` });
    await ask('POST', '/v1/session', { code: 'A'.repeat(43) });
    await ask('POST', '/v1/person-links/read', { code: 'A'.repeat(43) });
    expect(await recorded()).toEqual([
      refused('PASSWORD', 'TRIES_1', id),
      refused('PASSWORD', 'TRIES_1'),
      refused('SECOND_FACTOR', 'TRIES_1', id),
      refused('API_KEY', 'TRIES_1'),
      refused('CODE', 'TRIES_1'),
      refused('PERSON_LINK', 'TRIES_1'),
    ]);
  });

  it('hold nothing of what was tried, nor an address that somebody typed', async () => {
    const [typed, secret] = ['somebody@private.invalid', 'wrong words beside rivers'];
    await firstStep(typed, secret);
    const all = JSON.stringify((await house.database.pool.query('SELECT a.* FROM audit_entries a')).rows);
    for (const told of [typed, 'private.invalid', secret, address]) expect(all).not.toContain(told);
  });

  it('say that somebody had to wait', async () => {
    const { mail } = await staff.withPassword();
    await firstStep(mail, 'wrong words beside rivers');
    await house.database.pool.query(`UPDATE sign_in_waits SET next_at = now() + interval '90 seconds'`);
    expect((await firstStep(mail)).status).toBe(429);
    expect((await recorded()).map(({ subject }) => subject[0])).toEqual(['PASSWORD', 'PASSWORD_WAIT']);
  });

  it('are sealed and read as the rest is', async () => {
    await ask('GET', '/v1/reports', undefined, '', { authorization: `Bearer uft_${'x'.repeat(43)}` });
    const auditor = withKey(await addKey(house, ['AUDITOR']));
    await house.until('all is sealed', async () => {
      await new PgAuditChain(house.database.pool).seal(500);
      const { rows } = await house.database.pool.query(
        `SELECT 1 FROM audit_links l JOIN audit_entries e ON e.id = l.row_id WHERE e.origin = $1`,
        [network()],
      );
      return rows.length === 1;
    });
    const { body } = await house.request<any>('GET', '/v1/audit?limit=100', undefined, auditor);
    expect(body.data.find(({ origin }: { origin: string }) => origin === network())).toMatchObject({
      ...{ act: 'CHANGE', operation: 'refuseSignIn', subject: ['API_KEY', 'TRIES_1'] },
      caller: { kind: 'NOBODY', id: '00000000-0000-0000-0000-000000000000' },
    });
  });
});

describe('a flood of refused sign-ins', () => {
  const written: AuditEntry[] = [];
  const refusals = () => new RefusedSignIns({ add: async (entry) => void written.push(entry) });
  beforeEach(() => (written.length = 0));
  afterEach(() => jest.restoreAllMocks());

  it('at one account writes the first, the tenth, the hundredth, and so on', async () => {
    const kept = refusals();
    for (let n = 0; n < 2_500; n += 1)
      await kept.add({ way: 'PASSWORD', typed: 'a@staff.invalid' }, { ip: '192.0.2.7' });
    expect(written.map(({ subject }) => subject[1])).toEqual([
      'TRIES_1',
      'TRIES_10',
      'TRIES_100',
      'TRIES_1000',
    ]);
  });

  it('of many accounts from many networks writes about a thousand entries, and then of all others as one', async () => {
    const kept = refusals();
    for (let n = 0; n < 30_000; n += 1)
      await kept.add(
        { way: 'PASSWORD', typed: `${n}@staff.invalid`, personId: '01890a5d-ac96-774b-bcce-b302099a8057' },
        { ip: `10.${n >> 8}.${n & 255}.7` },
      );
    expect(written.length).toBeLessThan(1_010);
    const last = written.at(-1);
    expect([last?.subject, last?.actor.origin]).toEqual([['OTHERS', 'TRIES_10000'], null]);
    expect(written[0]?.subject[2]).toBe(toTypeId('per', '01890a5d-ac96-774b-bcce-b302099a8057'));
  });

  it('begins anew after an hour without one', async () => {
    const kept = refusals();
    const one = () => kept.add({ way: 'API_KEY' }, { ip: '192.0.2.7' });
    await one();
    await one();
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 60 * 60_000 + 1);
    await one();
    expect(written.map(({ subject }) => subject[1])).toEqual(['TRIES_1', 'TRIES_1']);
  });
});
