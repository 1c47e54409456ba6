import type pg from 'pg';

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Uint8Array;
}

/** API keys: only hashes are kept. */
export class PgApiKeys {
  constructor(private readonly pool: pg.Pool) {}

  /** Adds a key; one with the same prefix is left as it is. */
  async add(key: ApiKeyRow): Promise<void> {
    await this.pool.query(
      'INSERT INTO api_keys (id, name, prefix, hash) VALUES ($1, $2, $3, $4) ON CONFLICT (prefix) DO NOTHING',
      [key.id, key.name, key.prefix, Buffer.from(key.hash)],
    );
  }

  async findByPrefix(prefix: string): Promise<ApiKeyRow | undefined> {
    const { rows } = await this.pool.query<ApiKeyRow>(
      'SELECT id, name, prefix, hash FROM api_keys WHERE prefix = $1 AND revoked_at IS NULL',
      [prefix],
    );
    return rows[0];
  }

  /** Notes use, at most once a minute a key. */
  async touch(id: string): Promise<void> {
    await this.pool.query(
      `UPDATE api_keys SET last_used_at = now()
       WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [id],
    );
  }
}
