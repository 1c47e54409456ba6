import { randomBytes } from 'node:crypto';
import { RewrapKeys } from '#application';
import { PgKeyStore } from '#persistence';
import { reportCipherOf } from '#security';
import { MemoryLog } from '#telemetry';
import { uuidv7 } from 'uuidv7';
import { startSoftToken, whyNoSoftToken } from '../../../../test/support/services/soft-token.js';
import { openSchema, type Schema } from '../../../../test/support/schema.js';

const newKey = () => randomBytes(32).toString('base64');
const [first, second] = [newKey(), newKey()];
const noToken = {
  ...{ modulePath: null, tokenLabel: null, pin: null, keyLabel: null, earlierKeyLabels: null },
};
const local = { keyService: 'local', earlierWrappingKeys: null, pkcs11: noToken } as const;
const before = reportCipherOf({ ...local, wrappingKey: first });
const during = reportCipherOf({ ...local, wrappingKey: second, earlierWrappingKeys: [first] });
const after = reportCipherOf({ ...local, wrappingKey: second });

const why = whyNoSoftToken();
const itWithToken = why === undefined ? it : it.skip;

let schema: Schema;
beforeAll(async () => {
  schema = await openSchema();
});
afterAll(() => schema.drop());

interface Owner {
  readonly id: string;
  readonly sealed: Uint8Array;
}

async function sealedWith(cipher: typeof before): Promise<Owner> {
  const id = uuidv7();
  const { key, row } = await cipher.newKey(id);
  await schema.pool.query(
    `INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'report', $2, $3)`,
    [id, Buffer.from(row.wrapped), row.wrappingKeyId],
  );
  return { id, sealed: key.seal(`Synthetic text of ${id}`, 'explanation') };
}

async function opened(cipher: typeof before, { id, sealed }: Owner): Promise<string> {
  const [row] = await schema.rows('SELECT wrapped, wrapping_key_id FROM data_keys WHERE owner_id = $1', [id]);
  const stored = { wrapped: row?.['wrapped'] as Buffer, wrappingKeyId: String(row?.['wrapping_key_id']) };
  return (await cipher.openKey(id, stored)).open(sealed, 'explanation');
}

it('another wrapping key takes over while both open everything, and then the earlier one is needed no longer', async () => {
  const owners: Owner[] = [];
  for (let n = 0; n < 25; n += 1) owners.push(await sealedWith(before));
  owners.push(await sealedWith(during));
  for (const owner of owners) expect(await opened(during, owner)).toBe(`Synthetic text of ${owner.id}`);
  await expect(opened(after, owners[0]!)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });

  const log = new MemoryLog();
  const keys = new PgKeyStore(schema.pool);
  const [destroyed] = owners.splice(3, 1);
  const rewrap = new RewrapKeys({
    keys: {
      page: (...page) => keys.page(...page),
      replace: async (each) => {
        // Erased between reading and writing: it must not come back.
        await schema.pool.query('DELETE FROM data_keys WHERE owner_id = $1', [destroyed!.id]);
        return keys.replace(each);
      },
    },
    ...{ wrapper: during, log },
  });
  const counts = [];
  for (let n = 0; n < 4; n += 1) counts.push(await rewrap.run(10));
  expect(counts).toEqual([9, 10, 5, 0]);
  expect(log.of('security.keys_rewrapped')).toMatchObject([
    { fields: { count: 24, wrappingKeyId: await after.wrappingKeyId() } },
  ]);
  for (const owner of owners) expect(await opened(after, owner)).toBe(`Synthetic text of ${owner.id}`);
  for (const owner of owners.slice(0, 25))
    await expect(opened(before, owner)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
  expect(await schema.rows('SELECT 1 FROM data_keys WHERE owner_id = $1', [destroyed!.id])).toEqual([]);
});

it('nothing is read where the key was never changed', async () => {
  const keys = {
    page: () => Promise.reject(new Error('read')),
    replace: () => Promise.reject(new Error('written')),
  };
  expect(await new RewrapKeys({ keys, wrapper: after, log: new MemoryLog() }).run()).toBe(0);
});

itWithToken(
  `a token takes over from a file, and a file from a token${why === undefined ? '' : ` (skipped: ${why})`}`,
  async () => {
    await schema.pool.query('TRUNCATE data_keys');
    const token = startSoftToken();
    await token.addKey('wrapping');
    const { modulePath, tokenLabel, pin } = token;
    const pkcs11 = { modulePath, tokenLabel, pin, keyLabel: 'wrapping', earlierKeyLabels: null };
    const both = { wrappingKey: first, earlierWrappingKeys: null, pkcs11 };
    const toToken = reportCipherOf({ ...both, keyService: 'pkcs11' });
    const tokenAlone = reportCipherOf({ ...both, keyService: 'pkcs11', wrappingKey: null });
    const toFile = reportCipherOf({ ...both, keyService: 'local' });
    const ciphers = [toToken, tokenAlone, toFile];
    for (const cipher of ciphers) await cipher.check();

    const owners: Owner[] = [];
    for (let n = 0; n < 12; n += 1) owners.push(await sealedWith(before));
    const log = new MemoryLog();
    const rewrapAll = async (wrapper: typeof before) => {
      const rewrap = new RewrapKeys({ keys: new PgKeyStore(schema.pool), wrapper, log });
      while ((await rewrap.run(5)) > 0);
    };
    await rewrapAll(toToken);
    for (const owner of owners) {
      expect(await opened(tokenAlone, owner)).toBe(`Synthetic text of ${owner.id}`);
      await expect(opened(before, owner)).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
    }
    await rewrapAll(toFile);
    for (const owner of owners) expect(await opened(before, owner)).toBe(`Synthetic text of ${owner.id}`);
    expect(log.of('security.keys_rewrapped')).toMatchObject([
      { fields: { count: 12, wrappingKeyId: await tokenAlone.wrappingKeyId() } },
      { fields: { count: 12, wrappingKeyId: await before.wrappingKeyId() } },
    ]);
    for (const cipher of ciphers) await cipher.close();
    token.drop();
  },
);
