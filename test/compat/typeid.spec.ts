import { fromTypeId, idPrefixes, toTypeId } from '#core';
import fc from 'fast-check';
import { TypeID } from 'typeid-js';

/** Suffixes of the specification's own vectors. Source: github.com/jetify-com/typeid, spec/valid.yml and invalid.yml, 0.3.0. */
const valid = [
  ['nil', '00000000000000000000000000', '00000000-0000-0000-0000-000000000000'],
  ['one', '00000000000000000000000001', '00000000-0000-0000-0000-000000000001'],
  ['ten', '0000000000000000000000000a', '00000000-0000-0000-0000-00000000000a'],
  ['sixteen', '0000000000000000000000000g', '00000000-0000-0000-0000-000000000010'],
  ['thirty-two', '00000000000000000000000010', '00000000-0000-0000-0000-000000000020'],
  ['max-valid', '7zzzzzzzzzzzzzzzzzzzzzzzzz', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ['valid-alphabet', '0123456789abcdefghjkmnpqrs', '0110c853-1d09-52d8-d73e-1194e95b5f19'],
  ['valid-uuidv7', '01h455vb4pex5vsknk084sn02q', '01890a5d-ac96-774b-bcce-b302099a8057'],
] as const;

const invalid = [
  ['prefix-uppercase', 'REP_00000000000000000000000000'],
  ['prefix-spaces', '  rep_00000000000000000000000000'],
  ['separator-empty-prefix', '_00000000000000000000000000'],
  ['separator-empty', '_'],
  ['suffix-short', 'rep_1234567890123456789012345'],
  ['suffix-long', 'rep_123456789012345678901234567'],
  ['suffix-spaces', 'rep_1234567890123456789012345 '],
  ['suffix-uppercase', 'rep_0123456789ABCDEFGHJKMNPQRS'],
  ['suffix-hyphens', 'rep_123456789-123456789-123456'],
  ['suffix-wrong-alphabet', 'rep_ooooooiiiiiiuuuuuuulllllll'],
  ['suffix-ambiguous-crockford', 'rep_i23456789ol23456789oi23456'],
  ['suffix-hyphens-crockford', 'rep_123456789-0123456789-0123456'],
  ['suffix-overflow', 'rep_8zzzzzzzzzzzzzzzzzzzzzzzzz'],
  ['prefix-underscore-start', '_rep_00000000000000000000000000'],
  ['prefix-underscore-end', 'rep__00000000000000000000000000'],
] as const;

describe('our TypeIDs', () => {
  it.each(valid)('agree with the published vector %s in both directions', (_name, suffix, uuid) => {
    expect(toTypeId('rep', uuid)).toBe(`rep_${suffix}`);
    expect(fromTypeId('rep', `rep_${suffix}`)).toBe(uuid);
  });

  it.each(invalid)('refuse the published vector %s', (_name, id) => {
    expect(fromTypeId('rep', id)).toBeUndefined();
  });

  it('are those of npm typeid-js, with every prefix of ours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...idPrefixes), fc.uuid(), (prefix, uuid) => {
        const theirs = TypeID.fromUUID(prefix, uuid).toString();
        expect(toTypeId(prefix, uuid)).toBe(theirs);
        expect(fromTypeId(prefix, theirs)).toBe(uuid);
      }),
    );
  });

  it('are refused where typeid-js refuses them', () => {
    const of = (characters: string, minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
    const inAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
    const suffix = fc.oneof(
      of(inAlphabet, 26, 26),
      of(inAlphabet, 25, 27),
      of(`${inAlphabet}iloAZ-_`, 26, 26),
    );
    fc.assert(
      fc.property(suffix, (end) => {
        const uuid = fromTypeId('evt', `evt_${end}`);
        const theirs = () =>
          Buffer.from(TypeID.fromString(`evt_${end}`, 'evt').toUUIDBytes()).toString('hex');
        if (uuid === undefined) expect(theirs).toThrow();
        else expect(theirs()).toBe(uuid.replaceAll('-', ''));
      }),
      { numRuns: 1_000 },
    );
  });
});
