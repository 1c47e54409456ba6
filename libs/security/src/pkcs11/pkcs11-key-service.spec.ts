import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import {
  startSoftToken,
  whyNoSoftToken,
  type SoftToken,
} from '../../../../test/support/services/soft-token.js';
import { Pkcs11KeyService, type Pkcs11Settings } from './pkcs11-key-service.js';
import { createKeyInToken } from './token.js';

const why = whyNoSoftToken();
const describeOrSkip = why === undefined ? describe : describe.skip;

describeOrSkip(`a token that fails${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  let token: SoftToken;
  let settings: Pkcs11Settings;
  beforeAll(async () => {
    token = startSoftToken();
    await token.addKey('wrapping');
    const { modulePath, tokenLabel, pin } = token;
    settings = { modulePath, tokenLabel, pin, keyLabel: 'wrapping', earlierKeyLabels: null };
  });
  afterAll(() => token.drop());

  it.each<[string, Partial<Pkcs11Settings>, string, RegExp]>([
    ['a module that is not there', { modulePath: '/nowhere/module.so' }, 'KEYS.MODULE', /modulePath/],
    ['a token that is not in', { tokenLabel: 'another' }, 'KEYS.TOKEN_ABSENT', /There are: .*uniflag-test/],
    ['a key that is not in the token', { keyLabel: 'another' }, 'KEYS.KEY_UNKNOWN', /create-in-token/],
    ['an earlier key that is not there', { earlierKeyLabels: ['gone'] }, 'KEYS.KEY_UNKNOWN', /gone/],
    ['a wrong PIN', { pin: 'wrong-pin' }, 'KEYS.PIN_WRONG', /security\.pkcs11\.pin/],
  ])('names %s, with the way out and no PIN', async (_what, changed, code, says) => {
    const service = new Pkcs11KeyService({ ...settings, ...changed });
    const fault: unknown = await service.check().catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: 'KeyServiceFault', code, message: expect.stringMatching(says) });
    expect(inspect([fault, service], { depth: 5 })).not.toContain('wrong-pin');
    expect(JSON.stringify(fault)).not.toContain('wrong-pin');
  });

  it('does not try a PIN again that was refused: tokens lock themselves', async () => {
    const service = new Pkcs11KeyService({ ...settings, pin: 'wrong-pin' });
    const faults = [];
    for (let n = 0; n < 3; n += 1) faults.push(await service.check().catch((error: unknown) => error));
    expect(faults[1]).toBe(faults[0]);
    expect(faults[2]).toBe(faults[0]);
  });

  it('fails while the token is out, loses nothing, and goes on by itself once it is back', async () => {
    const service = new Pkcs11KeyService(settings);
    const key = randomBytes(32);
    const row = await service.wrap(key, 'owner-1');
    token.takeOut();
    const work = [service.unwrap(row, 'owner-1'), service.wrap(key, 'owner-2'), service.wrappingKeyId()];
    for (const each of await Promise.allSettled(work.slice(0, 2)))
      expect(each).toMatchObject({ status: 'rejected', reason: { name: 'KeyServiceFault' } });
    await work[2]?.catch(() => undefined);
    await expect(service.check()).rejects.toMatchObject({ code: 'KEYS.TOKEN_ABSENT' });
    token.putBack();
    expect(await service.unwrap(row, 'owner-1')).toEqual(key);
    await service.close();
  });

  it('shares a module with another user of it, also where that begins anew', async () => {
    const [one, other] = [new Pkcs11KeyService(settings), new Pkcs11KeyService(settings)];
    const rows = await Promise.all([one.wrap(randomBytes(32), 'a'), other.wrap(randomBytes(32), 'b')]);
    token.takeOut();
    await expect(one.unwrap(rows[0], 'a')).rejects.toMatchObject({ name: 'KeyServiceFault' });
    token.putBack();
    expect(await one.unwrap(rows[0], 'a')).toHaveLength(32);
    expect(await other.unwrap(rows[1], 'b')).toHaveLength(32);
    for (const each of [one, other]) await each.close();
  });

  it('makes no second key of a label, and none where the PIN is wrong', async () => {
    const { modulePath, tokenLabel, pin } = token;
    const made = { modulePath, tokenLabel, pin, keyLabel: 'wrapping' };
    await expect(createKeyInToken(made)).rejects.toMatchObject({ code: 'KEYS.KEY_THERE' });
    const wrong = { ...made, keyLabel: 'new', pin: 'wrong-pin' };
    await expect(createKeyInToken(wrong)).rejects.toMatchObject({ code: 'KEYS.PIN_WRONG' });
  });
});
