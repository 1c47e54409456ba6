import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { AesReportCipher } from './aes-report-cipher.js';
import { LocalKeyService } from './local-key-service.js';

const aKey = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });
const service = new LocalKeyService([aKey('wk-synthetic')]);
const cipher = new AesReportCipher(service);
const anyName = fc.string({ unit: 'binary', maxLength: 40 });
const tampered = expect.objectContaining({ code: 'TAMPERED' });

describe('AesReportCipher', () => {
  it('opens with the stored row what was sealed with the new key', async () => {
    await fc.assert(
      fc.asyncProperty(anyName, anyName, fc.string({ unit: 'binary' }), async (owner, field, text) => {
        const { key, row } = await cipher.newKey(owner);
        expect((await cipher.openKey(owner, row)).open(key.seal(text, field), field)).toBe(text);
      }),
    );
  });

  it('opens nothing for another owner or field', async () => {
    await fc.assert(
      fc.asyncProperty(anyName, anyName, anyName, async (owner, field, other) => {
        const { key, row } = await cipher.newKey(owner);
        const sealed = key.seal('synthetic text', field);
        if (other !== field) expect(() => key.open(sealed, other)).toThrow(tampered);
        if (other !== owner) await expect(cipher.openKey(other, row)).rejects.toEqual(tampered);
      }),
    );
  });

  it('gives each owner a key of its own', async () => {
    const [one, other] = [await cipher.newKey('owner-1'), await cipher.newKey('owner-1')];
    const sealed = one.key.seal('synthetic text', 'explanation');
    expect(() => other.key.open(sealed, 'explanation')).toThrow(tampered);
  });

  it('keeps owner and field apart where they join to the same text', async () => {
    // The same key for both, as no service that binds to the owner gives out.
    const shared = Buffer.alloc(32, 7);
    jest.spyOn(service, 'unwrap').mockImplementation(() => Promise.resolve(Buffer.from(shared)));
    const row = { wrapped: shared, wrappingKeyId: 'wk-synthetic' };
    const sealed = (await cipher.openKey('a:b', row)).seal('synthetic text', 'c');
    const other = await cipher.openKey('a', row);
    jest.restoreAllMocks();
    expect(() => other.open(sealed, 'b:c')).toThrow(tampered);
  });

  it('opens what an earlier key service wrapped, wraps with the current one, and says KEY_UNKNOWN of others', async () => {
    const current = new LocalKeyService([aKey('wk-current')]);
    const rotated = new AesReportCipher(current, [service]);
    const { key, row } = await cipher.newKey('owner-1');
    const sealed = key.seal('synthetic text', 'explanation');
    expect((await rotated.openKey('owner-1', row)).open(sealed, 'explanation')).toBe('synthetic text');
    const again = await rotated.rewrap('owner-1', row);
    expect(again.wrappingKeyId).toBe('wk-current');
    const alone = new AesReportCipher(current);
    expect((await alone.openKey('owner-1', again)).open(sealed, 'explanation')).toBe('synthetic text');
    await expect(alone.openKey('owner-1', row)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
    expect([rotated.hasEarlierKeys, alone.hasEarlierKeys]).toEqual([true, false]);
  });

  it('shows neither key nor text when printed', async () => {
    const { key, row } = await cipher.newKey('owner-1');
    const sealed = key.seal('canary-content', 'explanation');
    expect(Buffer.from(sealed).includes('canary-content')).toBe(false);
    const opened = await cipher.openKey('owner-1', row);
    expect(inspect([opened, cipher], { depth: 9, showHidden: true })).not.toMatch(/<Buffer|Uint8Array\(/);
  });
});
