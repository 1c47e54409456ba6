import fc from 'fast-check';
import { fromTypeId, idPrefixes, toTypeId } from './ids.js';

const anyPrefix = fc.constantFrom(...idPrefixes);

describe('TypeIDs', () => {
  it('come back as the UUID they were made from', () => {
    fc.assert(
      fc.property(
        anyPrefix,
        fc.uuid(),
        (prefix, uuid) => fromTypeId(prefix, toTypeId(prefix, uuid)) === uuid,
      ),
    );
  });

  it('sort as their UUIDs do', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.uuid(),
        (one, other) => toTypeId('rep', one) < toTypeId('rep', other) === one < other,
      ),
    );
  });

  it('are read only with their own prefix', () => {
    const id = toTypeId('rep', '01890a5d-ac96-774b-bcce-b302099a8057');
    expect(id).toBe('rep_01h455vb4pex5vsknk084sn02q');
    expect(fromTypeId('sub', id)).toBeUndefined();
  });

  it('never throw on any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((end) => `rep_${end}`),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(anyPrefix, text, (prefix, input) => {
        const uuid = fromTypeId(prefix, input);
        return uuid === undefined || toTypeId(prefix, uuid) === input;
      }),
    );
  });
});
