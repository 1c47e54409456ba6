import type pg from 'pg';
import type { KeyStore, StoredKey } from '#application';
import { base64 } from './rows.js';

/** Data keys in PostgreSQL. */
export class PgKeyStore implements KeyStore {
  constructor(private readonly pool: pg.Pool) {}

  async page(afterOwnerId: string | null, limit: number): Promise<readonly StoredKey[]> {
    const { rows } = await this.pool.query<{ owner_id: string; wrapped: Buffer; wrapping_key_id: string }>(
      `SELECT owner_id, wrapped, wrapping_key_id FROM data_keys WHERE $1::uuid IS NULL OR owner_id > $1
       ORDER BY owner_id LIMIT $2`,
      [afterOwnerId, limit],
    );
    return rows.map((row) => ({
      ...{ ownerId: row.owner_id, wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
    }));
  }

  async replace(keys: Parameters<KeyStore['replace']>[0]): Promise<number> {
    if (keys.length === 0) return 0;
    const { rowCount } = await this.pool.query(
      `UPDATE data_keys k SET wrapped = decode(i.wrapped, 'base64'), wrapping_key_id = i.id
       FROM jsonb_to_recordset($1::jsonb) AS i(owner uuid, before text, wrapped text, id text)
       WHERE k.owner_id = i.owner AND k.wrapped = decode(i.before, 'base64')`,
      [
        JSON.stringify(
          keys.map(({ before, after }) => ({
            ...{ owner: before.ownerId, before: base64(before.wrapped) },
            ...{ wrapped: base64(after.wrapped), id: after.wrappingKeyId },
          })),
        ),
      ],
    );
    return rowCount ?? 0;
  }
}
