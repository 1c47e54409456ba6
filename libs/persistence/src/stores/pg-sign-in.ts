import type pg from 'pg';
import type { SignInAttempt, SignInStore } from '#application';

/** Attempts to sign in, in PostgreSQL, by its clock: all API processes count together. Only hashes are kept. */
export class PgSignIn implements SignInStore {
  constructor(private readonly pool: pg.Pool) {}

  async begin({
    tokenHash,
    kind,
    personId,
    details,
    lifetimeMs,
    tries,
  }: Parameters<SignInStore['begin']>[0]): Promise<void> {
    await this.pool.query(
      `WITH expired AS (DELETE FROM sign_in_attempts WHERE expires_at <= now())
       INSERT INTO sign_in_attempts (token_hash, kind, person_id, details, tries_left, expires_at)
       VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond')`,
      [Buffer.from(tokenHash), kind, personId, details, tries, lifetimeMs],
    );
  }

  async tryAttempt(kind: string, tokenHash: Uint8Array): Promise<SignInAttempt | undefined> {
    const { rows } = await this.pool.query<{ person_id: string | null; details: SignInAttempt['details'] }>(
      `UPDATE sign_in_attempts SET tries_left = tries_left - 1
       WHERE token_hash = $1 AND kind = $2 AND tries_left > 0 AND expires_at > now()
       RETURNING person_id, details`,
      [Buffer.from(tokenHash), kind],
    );
    return rows[0] && { kind, personId: rows[0].person_id, details: rows[0].details };
  }

  async end(tokenHash: Uint8Array): Promise<void> {
    await this.pool.query('DELETE FROM sign_in_attempts WHERE token_hash = $1', [Buffer.from(tokenHash)]);
  }

  async countTry(keys: readonly { readonly hash: Uint8Array; readonly free: number }[]): Promise<number> {
    const { rows } = await this.pool.query<{ counted: number; wait_ms: number | null }>(
      `WITH asked AS (
         SELECT * FROM unnest($1::bytea[], $2::int[]) AS asked (key, free)
       ), forgotten AS (
         DELETE FROM sign_in_waits WHERE last_at < now() - interval '1 day' AND NOT key = ANY ($1::bytea[])
       ), counted AS (
         INSERT INTO sign_in_waits AS w (key, failures, last_at, next_at)
         SELECT key, 1, now(), now() FROM asked ORDER BY key
         ON CONFLICT (key) DO UPDATE SET last_at = now(), failures = ${failures},
           next_at = now() + interval '1 second' * LEAST(${maxWaitSeconds}, power(2, LEAST(30, GREATEST(0,
             ${failures} - (SELECT free FROM asked WHERE asked.key = w.key)))) - 1)
         WHERE w.next_at <= clock_timestamp()
         RETURNING key
       )
       SELECT (SELECT count(*)::int FROM counted) AS counted,
         ceil(max(extract(epoch FROM w.next_at - now())) * 1000)::int AS wait_ms
       FROM sign_in_waits w JOIN asked USING (key)`,
      [keys.map(({ hash }) => Buffer.from(hash)), keys.map(({ free }) => free)],
    );
    const [row] = rows;
    // The wait is as it was before; a try that came in between may have made it longer.
    return row?.counted === keys.length ? 0 : Math.max(1_000, row?.wait_ms ?? 0);
  }

  async forgive(account: Uint8Array, address: Uint8Array): Promise<void> {
    await this.pool.query(
      `WITH forgiven AS (DELETE FROM sign_in_waits WHERE key = $1)
       UPDATE sign_in_waits SET failures = GREATEST(0, failures - 1), next_at = now() WHERE key = $2`,
      [Buffer.from(account), Buffer.from(address)],
    );
  }
}

/** The longest wait between two tries. */
const maxWaitSeconds = 900;
/** Of the row `w` with one more: one is forgotten every ten minutes, so that a whole office behind one address is not kept out. */
const failures = '(GREATEST(0, w.failures - floor(extract(epoch FROM now() - w.last_at) / 600))::int + 1)';
