import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { AesReportCipher } from './aes-report-cipher.js';
import { FieldCipher } from './field-cipher.js';

const wrappingKey = { id: 'wk-synthetic', key: createSecretKey(randomBytes(32)) };
const cipher = new AesReportCipher(new FieldCipher(wrappingKey));
const anyName = fc.string({ unit: 'binary', maxLength: 40 });

describe('AesReportCipher', () => {
  it('opens with the stored row what was sealed with the new key', () => {
    fc.assert(
      fc.property(anyName, anyName, fc.string({ unit: 'binary' }), (owner, field, text) => {
        const { key, row } = cipher.newKey(owner);
        expect(cipher.openKey(owner, row).open(key.seal(text, field), field)).toBe(text);
      }),
    );
  });

  it('opens nothing for another owner or field', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (owner, field, other) => {
        const { key, row } = cipher.newKey(owner);
        const sealed = key.seal('synthetic text', field);
        if (other !== field)
          expect(() => key.open(sealed, other)).toThrow(expect.objectContaining({ code: 'TAMPERED' }));
        if (other !== owner)
          expect(() => cipher.openKey(other, row)).toThrow(expect.objectContaining({ code: 'TAMPERED' }));
      }),
    );
  });

  it('gives each owner a key of its own', () => {
    const sealed = cipher.newKey('owner-1').key.seal('synthetic text', 'explanation');
    expect(() => cipher.newKey('owner-1').key.open(sealed, 'explanation')).toThrow(
      expect.objectContaining({ code: 'TAMPERED' }),
    );
  });

  it('keeps owner and field apart where they join to the same text', () => {
    const fields = new FieldCipher(wrappingKey);
    const { plain } = fields.createDataKey('shared');
    jest
      .spyOn(fields, 'createDataKey')
      .mockReturnValue({ plain, wrapped: Buffer.alloc(0), wrappingKeyId: '' });
    const sharing = new AesReportCipher(fields);
    const sealed = sharing.newKey('a:b').key.seal('synthetic text', 'c');
    expect(() => sharing.newKey('a').key.open(sealed, 'b:c')).toThrow(
      expect.objectContaining({ code: 'TAMPERED' }),
    );
  });

  it('shows neither key nor text when printed', () => {
    const { key, row } = cipher.newKey('owner-1');
    const sealed = key.seal('canary-content', 'explanation');
    expect(Buffer.from(sealed).includes('canary-content')).toBe(false);
    expect(inspect(cipher.openKey('owner-1', row), { depth: 9, showHidden: true })).not.toMatch(
      /<Buffer|Uint8Array\(/,
    );
  });
});
