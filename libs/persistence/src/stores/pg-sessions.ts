import type pg from 'pg';

/** A session as its requests see it. */
export interface SessionRow {
  readonly id: string;
  readonly keyId: string;
  /** Name of the API key it was opened with. */
  readonly name: string;
  readonly endsAtMs: number;
}

export interface NewSession {
  readonly id: string;
  readonly tokenHash: Uint8Array;
  /** Ends when it is not used for so long. */
  readonly idleMs: number;
  /** Ends after so long, whatever is done with it. */
  readonly maxMs: number;
  /** Session the same browser had until now: it ends. */
  readonly replaces: Uint8Array | null;
}

/** Sessions of browsers, and the codes that open one once. Only hashes are kept; a revoked key ends all that hangs on it. */
export class PgSessions {
  constructor(private readonly pool: pg.Pool) {}

  /** @returns undefined where the key is revoked */
  openWithKey(keyId: string, session: NewSession): Promise<SessionRow | undefined> {
    return this.open('SELECT $6::uuid AS api_key_id', keyId, session);
  }

  /** Spends the code, once, whoever else tries it at the same time. @returns undefined where it is unknown, spent or expired */
  openWithCode(codeHash: Uint8Array, session: NewSession): Promise<SessionRow | undefined> {
    const spent =
      'DELETE FROM sign_in_codes WHERE code_hash = $6 AND expires_at > now() RETURNING api_key_id';
    return this.open(spent, Buffer.from(codeHash), session);
  }

  /** The session, while it lasts. Use is noted at most once a minute, so an idle session may end a minute early. */
  async find(tokenHash: Uint8Array, idleMs: number): Promise<SessionRow | undefined> {
    const { rows } = await this.pool.query<Row>(
      `WITH found AS (
         SELECT s.id, k.id AS key_id, k.name, s.ends_at
         FROM sessions s JOIN api_keys k ON k.id = s.api_key_id
         WHERE s.token_hash = $1 AND s.idle_ends_at > now() AND k.revoked_at IS NULL
       ), seen AS (
         UPDATE sessions s SET last_seen_at = now(),
           idle_ends_at = LEAST(now() + $2 * interval '1 millisecond', s.ends_at)
         FROM found WHERE s.id = found.id AND s.last_seen_at < now() - interval '1 minute'
       )
       SELECT * FROM found`,
      [Buffer.from(tokenHash), idleMs],
    );
    return rows[0] && sessionOf(rows[0]);
  }

  async end(tokenHash: Uint8Array): Promise<void> {
    await this.pool.query('DELETE FROM sessions WHERE token_hash = $1', [Buffer.from(tokenHash)]);
  }

  /** @returns those of these sessions and API keys, by id, that still open the API */
  async lasting(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT s.id FROM sessions s JOIN api_keys k ON k.id = s.api_key_id
       WHERE s.id = ANY($1::uuid[]) AND s.idle_ends_at > now() AND k.revoked_at IS NULL
       UNION ALL SELECT id FROM api_keys WHERE id = ANY($1::uuid[]) AND revoked_at IS NULL`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** @returns when the code expires */
  async addCode(codeHash: Uint8Array, keyId: string, lifetimeMs: number): Promise<number> {
    const { rows } = await this.pool.query<{ expires_at: Date }>(
      `WITH expired AS (DELETE FROM sign_in_codes WHERE expires_at <= now())
       INSERT INTO sign_in_codes (code_hash, api_key_id, expires_at)
       VALUES ($1, $2, now() + $3 * interval '1 millisecond') RETURNING expires_at`,
      [Buffer.from(codeHash), keyId, lifetimeMs],
    );
    return (rows[0] as { expires_at: Date }).expires_at.getTime();
  }

  /** @param granting statement that yields `api_key_id` for `$6` */
  private async open(
    granting: string,
    grant: string | Buffer,
    { id, tokenHash, idleMs, maxMs, replaces }: NewSession,
  ): Promise<SessionRow | undefined> {
    const { rows } = await this.pool.query<Row>(
      `WITH granted AS (${granting}), ended AS (
         DELETE FROM sessions WHERE token_hash = $5 OR idle_ends_at <= now()
       ), opened AS (
         INSERT INTO sessions (id, token_hash, api_key_id, idle_ends_at, ends_at)
         SELECT $1, $2, k.id, now() + LEAST($3::bigint, $4::bigint) * interval '1 millisecond',
           now() + $4 * interval '1 millisecond'
         FROM granted JOIN api_keys k ON k.id = granted.api_key_id WHERE k.revoked_at IS NULL
         RETURNING id, api_key_id, ends_at
       )
       SELECT opened.id, k.id AS key_id, k.name, opened.ends_at
       FROM opened JOIN api_keys k ON k.id = opened.api_key_id`,
      [id, Buffer.from(tokenHash), idleMs, maxMs, replaces && Buffer.from(replaces), grant],
    );
    return rows[0] && sessionOf(rows[0]);
  }
}

interface Row {
  readonly id: string;
  readonly key_id: string;
  readonly name: string;
  readonly ends_at: Date;
}

function sessionOf({ id, key_id, name, ends_at }: Row): SessionRow {
  return { id, keyId: key_id, name, endsAtMs: ends_at.getTime() };
}
