import type { Role } from '#core';
import type pg from 'pg';

export interface NewApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Uint8Array;
  /** Absent: those that keys have that were made without. */
  readonly roles?: readonly Role[] | null;
  readonly expiresAtMs?: number | null;
  /** Who made it: a key acts for them where two persons are needed. Absent: nobody, it is the first. */
  readonly madeBy?: { readonly id: string; readonly name: string };
}

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Uint8Array;
  readonly roles: readonly Role[];
  readonly madeById: string | null;
}

/** A key as administrators see it. */
export interface ApiKeyView extends Omit<ApiKeyRow, 'hash' | 'madeById'> {
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  readonly madeBy: string | null;
}

/** What a token of a key opens. */
export interface AccessTokenRow {
  readonly id: string;
  readonly keyId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly madeById: string | null;
}

/** API keys and the tokens they are exchanged for: only hashes are kept. */
export class PgApiKeys {
  constructor(private readonly pool: pg.Pool) {}

  /** Adds a key; one with the same prefix is left as it is. */
  async add({ id, name, prefix, hash, roles, expiresAtMs, madeBy }: NewApiKeyRow): Promise<void> {
    await this.pool.query(
      `INSERT INTO api_keys (id, name, prefix, hash, roles, expires_at, made_by, made_by_name)
       VALUES ($1, $2, $3, $4, $5, to_timestamp($6::bigint / 1000.0), $7, $8) ON CONFLICT (prefix) DO NOTHING`,
      [
        ...[id, name, prefix, Buffer.from(hash), roles ?? null, expiresAtMs ?? null],
        ...[madeBy?.id ?? null, madeBy?.name ?? null],
      ],
    );
  }

  async findByPrefix(prefix: string): Promise<ApiKeyRow | undefined> {
    const { rows } = await this.pool.query<ApiKeyRow>(
      `SELECT id, name, prefix, hash, ${keyRoles('k')} AS roles, made_by AS "madeById"
       FROM api_keys k WHERE prefix = $1 AND ${keyLives('k')}`,
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

  /** Those that are not revoked, also the expired ones; newest first. */
  async list(): Promise<readonly ApiKeyView[]> {
    const { rows } = await this.pool.query<ListedRow>(
      `SELECT id, name, prefix, ${keyRoles('k')} AS roles, created_at, expires_at, last_used_at, made_by_name
       FROM api_keys k WHERE revoked_at IS NULL ORDER BY created_at DESC, id DESC`,
    );
    return rows.map(({ created_at, expires_at, last_used_at, made_by_name: madeBy, ...key }) => ({
      ...{ ...key, madeBy },
      createdAtMs: created_at.getTime(),
      expiresAtMs: expires_at?.getTime() ?? null,
      lastUsedAtMs: last_used_at?.getTime() ?? null,
    }));
  }

  /** What hangs on the key ends with it. @returns whether there was such a key */
  async revoke(id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'UPDATE api_keys SET revoked_at = COALESCE(revoked_at, now()) WHERE id = $1',
      [id],
    );
    return rowCount === 1;
  }

  /** @returns when it expires; undefined where the key opens nothing any more */
  async addToken(token: {
    readonly id: string;
    readonly hash: Uint8Array;
    readonly keyId: string;
    readonly roles: readonly Role[];
    readonly lifetimeMs: number;
  }): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ expires_at: Date }>(
      `WITH expired AS (DELETE FROM access_tokens WHERE expires_at <= now())
       INSERT INTO access_tokens (id, token_hash, api_key_id, roles, expires_at)
       SELECT $1, $2, $3, $4, LEAST(now() + $5 * interval '1 millisecond', k.expires_at)
       FROM api_keys k WHERE k.id = $3 AND ${keyLives('k')} RETURNING expires_at`,
      [token.id, Buffer.from(token.hash), token.keyId, token.roles, token.lifetimeMs],
    );
    return rows[0]?.expires_at.getTime();
  }

  async findToken(hash: Uint8Array): Promise<AccessTokenRow | undefined> {
    const { rows } = await this.pool.query<AccessTokenRow>(
      `SELECT t.id, k.id AS "keyId", k.name, t.roles, k.made_by AS "madeById"
       FROM access_tokens t JOIN api_keys k ON k.id = t.api_key_id
       WHERE t.token_hash = $1 AND t.expires_at > now() AND ${keyLives('k')}`,
      [Buffer.from(hash)],
    );
    return rows[0];
  }
}

interface ListedRow extends Pick<ApiKeyRow, 'id' | 'name' | 'prefix' | 'roles'> {
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  made_by_name: string | null;
}

/** Whether the key `k` opens anything. */
export function keyLives(k: string): string {
  return `${k}.revoked_at IS NULL AND (${k}.expires_at IS NULL OR ${k}.expires_at > now())`;
}

/** Keys from before there were roles do what they did. */
export function keyRoles(k: string): string {
  return `COALESCE(${k}.roles, '{STAFF,ANALYST,SUPERVISOR,ADMINISTRATOR}')`;
}
