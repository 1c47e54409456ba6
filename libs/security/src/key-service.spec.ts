import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { startSoftToken, whyNoSoftToken, type SoftToken } from '../../../test/support/services/soft-token.js';
import type { KeyService } from './key-service.js';
import { LocalKeyService } from './local-key-service.js';
import { Pkcs11KeyService } from './pkcs11/pkcs11-key-service.js';

const why = whyNoSoftToken();
let token: SoftToken | undefined;
beforeAll(async () => {
  if (why !== undefined) return;
  const started = startSoftToken();
  token = started;
  for (const label of ['first', 'second']) await started.addKey(label);
});
afterAll(() => token?.drop());

const localKeys = ['first', 'second'].map((id) => ({
  id: `wk-${id}`,
  key: createSecretKey(randomBytes(32)),
}));
type Make = (label: 'first' | 'second', earlier?: 'first') => KeyService;

const local: Make = (label, earlier) => {
  const keys = [label, ...(earlier ? [earlier] : [])].map((each) =>
    localKeys.find(({ id }) => id.endsWith(each))!,
  );
  return new LocalKeyService([keys[0]!, ...keys.slice(1)]);
};
const pkcs11: Make = (label, earlier) =>
  new Pkcs11KeyService({
    ...(token as SoftToken),
    keyLabel: label,
    earlierKeyLabels: earlier ? [earlier] : null,
  });

const kinds: [string, Make, string | undefined][] = [
  ['local', local, undefined],
  [`pkcs11${why === undefined ? '' : ` (skipped: ${why})`}`, pkcs11, why],
];

/** What every `KeyService` keeps. */
describe.each(kinds)('%s', (_name, make, skipped) => {
  const test = skipped === undefined ? it : it.skip;
  const opened: KeyService[] = [];
  const service: Make = (...how) => {
    const made = make(...how);
    opened.push(made);
    return made;
  };
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });

  test('unwraps what it wrapped, for its owner alone', async () => {
    const keys = service('first');
    const anyOwner = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        anyOwner,
        anyOwner,
        async (key, owner, other) => {
          const row = await keys.wrap(key, owner);
          expect(Buffer.from(row.wrapped).includes(Buffer.from(key))).toBe(false);
          expect(await keys.unwrap(row, owner)).toEqual(Buffer.from(key));
          if (other !== owner)
            await expect(keys.unwrap(row, other)).rejects.toMatchObject({ code: 'TAMPERED' });
        },
      ),
      { numRuns: 25 },
    );
  });

  test('says TAMPERED when any byte changed, FORMAT when it never wrote them, and goes on', async () => {
    const keys = service('first');
    const row = await keys.wrap(randomBytes(32), 'owner-1');
    for (let at = 0; at < row.wrapped.length; at += 1) {
      const wrapped = Buffer.from(row.wrapped);
      wrapped.writeUInt8(wrapped.readUInt8(at) ^ 1, at);
      const code = at === 0 ? 'FORMAT' : 'TAMPERED';
      await expect(keys.unwrap({ ...row, wrapped }, 'owner-1')).rejects.toMatchObject({ code });
    }
    const short = { ...row, wrapped: row.wrapped.subarray(0, 20) };
    await expect(keys.unwrap(short, 'owner-1')).rejects.toMatchObject({ code: 'FORMAT' });
    expect(await keys.unwrap(row, 'owner-1')).toHaveLength(32);
  });

  test('never wraps the same key to the same bytes', async () => {
    const keys = service('first');
    const key = randomBytes(32);
    const [one, other] = [await keys.wrap(key, 'owner-1'), await keys.wrap(key, 'owner-1')];
    expect(Buffer.from(one.wrapped).equals(other.wrapped)).toBe(false);
    expect(one.wrapped).toHaveLength(1 + 12 + 32 + 16);
  });

  test('opens what an earlier key wrapped while that is named, and wraps with the current one', async () => {
    const [before, during, after] = [service('first'), service('second', 'first'), service('second')];
    const key = randomBytes(32);
    const old = await before.wrap(key, 'owner-1');
    expect(old.wrappingKeyId).toBe(await before.wrappingKeyId());
    expect(await during.unwrap(old, 'owner-1')).toEqual(key);
    const again = await during.wrap(key, 'owner-1');
    expect(again.wrappingKeyId).toBe(await after.wrappingKeyId());
    expect(await after.unwrap(again, 'owner-1')).toEqual(key);
    await expect(after.unwrap(old, 'owner-1')).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
    expect([before, during, after].map((each) => each.hasEarlierKeys)).toEqual([false, true, false]);
    expect([during.isOwn(old.wrappingKeyId), during.isOwn('other-1')]).toEqual([true, false]);
  });

  test('has the same id for the same key at every start', async () => {
    expect(await service('first').wrappingKeyId()).toBe(await service('first').wrappingKeyId());
    expect(await service('first').wrappingKeyId()).not.toBe(await service('second').wrappingKeyId());
  });

  test('keeps many at the same time apart', async () => {
    const keys = service('first');
    const plain = Array.from({ length: 60 }, () => randomBytes(32));
    const rows = await Promise.all(plain.map((key, at) => keys.wrap(key, `owner-${at}`)));
    expect(await Promise.all(rows.map((row, at) => keys.unwrap(row, `owner-${at}`)))).toEqual(plain);
  });

  test('passes its own check', async () => {
    await service('first').check();
  });
});
