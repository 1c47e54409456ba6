import { openHouse, type House } from '../support/house.js';
import { addKey, withKey } from '../support/keys.js';
import { startSoftToken, whyNoSoftToken, type SoftToken } from '../support/services/soft-token.js';

const why = whyNoSoftToken();
const describeOrSkip = why === undefined ? describe : describe.skip;

describeOrSkip(`keys in a token${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let token: SoftToken;
  let house: House;
  let second: string;
  beforeAll(async () => {
    token = startSoftToken();
    await token.addKey('wrapping');
    house = await openHouse({
      env: {
        UNIFLAG_SECURITY__KEY_SERVICE: 'pkcs11',
        UNIFLAG_SECURITY__WRAPPING_KEY: '',
        UNIFLAG_SECURITY__PKCS11__MODULE_PATH: token.modulePath,
        UNIFLAG_SECURITY__PKCS11__TOKEN_LABEL: token.tokenLabel,
        UNIFLAG_SECURITY__PKCS11__PIN: token.pin,
        UNIFLAG_SECURITY__PKCS11__KEY_LABEL: 'wrapping',
      },
    });
    second = await addKey(house, ['STAFF']);
  }, 60_000);
  afterAll(async () => {
    await house.close();
    token.drop();
  });

  const file = (more: object = {}, number = '') =>
    house.request<any>('POST', '/v1/reports', {
      ...{ category: 'CYBERBULLYING', goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
      targets: [
        { input: `https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid0${number}` },
      ],
      ...{ explanation: 'Synthetic explanation.', ...more },
    });
  const read = (id: string) => house.request<any>('GET', `/v1/reports/${id}`);

  it('a report is filed, sent and read with a key that the token wrapped', async () => {
    const { status, body } = await file({}, '1');
    expect(status).toBe(201);
    await house.until('it was sent', async () => (await read(body.id)).body.submissions[0].sentAt !== null);
    expect((await read(body.id)).body.explanation).toBe('Synthetic explanation.');
    const { rows } = await house.database.pool.query(
      `SELECT DISTINCT left(wrapping_key_id, 4) AS start FROM data_keys`,
    );
    expect(rows).toEqual([{ start: 'p11-' }]);
  });

  it('while it is out nothing is stored, shown or sent, and what waited goes on once it is back', async () => {
    const hold = { reason: 'POLICE_FIRST', until: new Date(Date.now() + 86_400_000).toISOString() };
    const { body: held } = await file({ hold }, '2');
    const sent = () => house.simulator.received('snapchat').length;
    const before = sent();
    token.takeOut();
    try {
      for (const refused of [await file({}, '3'), await read(held.id)])
        expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([
          ...[503, 'KEYS.UNAVAILABLE', '5'],
        ]);
      const released = await house.request(
        'POST',
        `/v1/reports/${held.id}/release`,
        undefined,
        withKey(second),
      );
      await house.until('operators are told so', async () => {
        const { body } = await house.request<any>('GET', '/health/ready');
        return body.missing.includes('keys');
      });
      // It is released, and cannot be shown.
      expect(released.status).toBe(503);
      await house.until('a worker tried', async () => {
        const { rowCount } = await house.database.pool.query(
          `SELECT 1 FROM sends WHERE code = 'SEND.KEYS_UNAVAILABLE'`,
        );
        return rowCount !== 0;
      });
      expect(sent()).toBe(before);
    } finally {
      token.putBack();
    }
    await house.until('it was sent', async () => (await read(held.id)).body.submissions?.[0].sentAt !== null);
    expect(sent()).toBe(before + 1);
    const { rows } = await house.database.pool.query('SELECT count(*)::int AS count FROM reports');
    expect(rows).toEqual([{ count: 2 }]);
    expect(JSON.stringify(house.log.lines)).not.toContain(token.pin);
    await house.settle();
  });
});
