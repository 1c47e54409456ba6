import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { CipherError, type CipherErrorCode } from './cipher-error.js';
import { openField, sealBytes, sealField } from './field-cipher.js';
import { wrapContext } from './key-service.js';

const key = createSecretKey(randomBytes(32));
const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('what is sealed', () => {
  it('opens again, whatever the text', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, context) => {
        expect(openField(key, sealField(key, text, context), context).toString('utf8')).toBe(text);
      }),
    );
  });

  it('is TAMPERED when any byte changed, and no FORMAT when that byte is the version', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.integer({ min: 1, max: 255 }), (text, position, flip) => {
        const sealed = sealField(key, text, 'report:1:explanation');
        const at = position % sealed.length;
        sealed.writeUInt8(sealed.readUInt8(at) ^ flip, at);
        const code = at === 0 ? 'FORMAT' : 'TAMPERED';
        expect(codeOf(() => openField(key, sealed, 'report:1:explanation'))).toBe(code);
      }),
    );
  });

  it('is no FORMAT or TAMPERED when the end is missing', () => {
    const sealed = sealField(key, 'synthetic text', 'report:1:explanation');
    for (let length = 0; length < sealed.length; length += 1) {
      const cut = sealed.subarray(0, length);
      expect(codeOf(() => openField(key, cut, 'report:1:explanation'))).toBe(
        length < 29 ? 'FORMAT' : 'TAMPERED',
      );
    }
  });

  it('does not open under another context', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (text, context, other) => {
        fc.pre(context !== other);
        expect(codeOf(() => openField(key, sealField(key, text, context), other))).toBe('TAMPERED');
      }),
    );
  });

  it('is never the same bytes twice', () => {
    const once = sealField(key, 'synthetic text', 'report:1:explanation');
    expect(sealField(key, 'synthetic text', 'report:1:explanation').equals(once)).toBe(false);
  });

  it('opens as no field where it is a wrapped data key, though the key and the name are right', () => {
    const wrapped = sealBytes(key, randomBytes(32), wrapContext('owner-1'));
    expect(codeOf(() => openField(key, wrapped, wrapContext('owner-1')))).toBe('TAMPERED');
  });

  it('names nothing of the content in errors and shows no key when printed', () => {
    const sealed = sealField(key, 'canary-content', 'report:1:canary-context');
    const error = errorOf(() => openField(key, sealed, 'report:2:canary-context'));
    expect(`${inspect(error)} ${inspect(key)}`).not.toMatch(/canary|[0-9a-f]{2} [0-9a-f]{2}/);
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
