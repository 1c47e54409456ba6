import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { CipherError, type CipherErrorCode } from './cipher-error.js';
import { FieldCipher, type WrappingKey } from './field-cipher.js';

const aWrappingKey = (id: string): WrappingKey => ({ id, key: createSecretKey(randomBytes(32)) });
const cipher = new FieldCipher(aWrappingKey('wk-synthetic'));
const { plain: key } = cipher.createDataKey('owner-1');
const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('FieldCipher', () => {
  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, context) => {
        expect(cipher.open(key, cipher.seal(key, text, context), context)).toBe(text);
      }),
    );
  });

  it('seals bytes as it seals the text they spell', () => {
    const sealed = cipher.seal(key, Buffer.from('synthetic ✓', 'utf8'), 'report:1:explanation');
    expect(cipher.open(key, sealed, 'report:1:explanation')).toBe('synthetic ✓');
  });

  it('says TAMPERED when any byte changed, and FORMAT when that byte is the version', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, position, flip) => {
        const sealed = cipher.seal(key, text, 'report:1:explanation');
        const at = position % sealed.length;
        sealed.writeUInt8(sealed.readUInt8(at) ^ flip, at);
        const code = at === 0 ? 'FORMAT' : 'TAMPERED';
        expect(codeOf(() => cipher.open(key, sealed, 'report:1:explanation'))).toBe(code);
      }),
    );
  });

  it('says FORMAT or TAMPERED when the end is missing', () => {
    const sealed = cipher.seal(key, 'synthetic text', 'report:1:explanation');
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.subarray(0, length);
      expect(codeOf(() => cipher.open(key, cut, 'report:1:explanation'))).toBe(
        length < 29 ? 'FORMAT' : 'TAMPERED',
      );
    }
  });

  it('does not open a field under another context', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (text, context, other) => {
        fc.pre(context !== other);
        expect(codeOf(() => cipher.open(key, cipher.seal(key, text, context), other))).toBe('TAMPERED');
      }),
    );
  });

  it('never seals the same text to the same bytes', () => {
    const once = cipher.seal(key, 'synthetic text', 'report:1:explanation');
    expect(cipher.seal(key, 'synthetic text', 'report:1:explanation').equals(once)).toBe(false);
  });

  it('opens data keys of an earlier wrapping key and closes new ones with the current', () => {
    const earlier = aWrappingKey('wk-earlier');
    const current = aWrappingKey('wk-current');
    const old = new FieldCipher(earlier).createDataKey('owner-1');
    const sealed = cipher.seal(old.plain, 'synthetic text', 'report:1:explanation');
    const rotated = new FieldCipher(current, [earlier]);
    const opened = rotated.unwrap(old.wrapped, old.wrappingKeyId, 'owner-1');
    expect(rotated.open(opened, sealed, 'report:1:explanation')).toBe('synthetic text');
    expect(rotated.createDataKey('owner-1').wrappingKeyId).toBe('wk-current');
  });

  it('says KEY_UNKNOWN when the wrapping key is not held', () => {
    const { wrapped } = cipher.createDataKey('owner-1');
    expect(codeOf(() => cipher.unwrap(wrapped, 'wk-missing', 'owner-1'))).toBe('KEY_UNKNOWN');
  });

  it('does not unwrap a data key for another owner, by another key of the same id, or after any byte changed', () => {
    const { wrapped, wrappingKeyId } = cipher.createDataKey('owner-1');
    const impostor = new FieldCipher(aWrappingKey(wrappingKeyId));
    expect(codeOf(() => cipher.unwrap(wrapped, wrappingKeyId, 'owner-2'))).toBe('TAMPERED');
    expect(codeOf(() => impostor.unwrap(wrapped, wrappingKeyId, 'owner-1'))).toBe('TAMPERED');
    for (let at = 1; at < wrapped.length; at += 1) {
      const changed = Buffer.from(wrapped);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(codeOf(() => cipher.unwrap(changed, wrappingKeyId, 'owner-1'))).toBe('TAMPERED');
    }
  });

  it('does not open a wrapped data key as a field, though the key and the name are right', () => {
    const wrappingKey = aWrappingKey('wk-synthetic');
    const { wrapped } = new FieldCipher(wrappingKey).createDataKey('owner-1');
    expect(codeOf(() => cipher.open(wrappingKey.key, wrapped, 'data-key:owner-1'))).toBe('TAMPERED');
  });

  it('names nothing of the content in errors and shows no key when printed', () => {
    const sealed = cipher.seal(key, 'canary-content', 'report:1:canary-context');
    const error = errorOf(() => cipher.open(key, sealed, 'report:2:canary-context'));
    expect(`${inspect(error)} ${inspect(cipher, { depth: 9 })} ${inspect(key)}`).not.toMatch(
      /canary|[0-9a-f]{2} [0-9a-f]{2}/,
    );
  });
});

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

function codeOf(run: () => unknown): CipherErrorCode {
  const error = errorOf(run);
  if (error instanceof CipherError) return error.code;
  throw error;
}
