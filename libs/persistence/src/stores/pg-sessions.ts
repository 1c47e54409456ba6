import type { Language, Role } from '#core';
import type pg from 'pg';
import { keyLives, keyRoles } from './pg-api-keys.js';

/** A session as its requests see it: of a key or of a person. */
export interface SessionRow {
  readonly id: string;
  readonly keyId: string | null;
  readonly person: SessionPerson | null;
  /** Name of the API key it was opened with, or of the person. */
  readonly name: string;
  /** Of either. */
  readonly roles: readonly Role[];
  /** Of that key. */
  readonly madeById: string | null;
  readonly endsAtMs: number;
  /** When its person last proved who they are, by more than a password. */
  readonly provedAtMs: number | null;
}

export interface SessionPerson {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

/** What a person signed in with; OIDC is the organisation's own sign-in. */
export type SignInMethod = 'PASSKEY' | 'PASSWORD' | 'TOTP' | 'RECOVERY_CODE' | 'OIDC' | 'LINK';

export interface NewPersonSession extends NewSession {
  readonly methods: readonly SignInMethod[];
  /** Coarse: browser and system, no versions. */
  readonly device: string;
  /** The organisation's own name of the session. */
  readonly oidcSid: string | null;
}

/** A session as its person sees it in a list. */
export interface ListedSession {
  readonly id: string;
  readonly methods: readonly SignInMethod[];
  readonly device: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
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

/**
 * Sessions of browsers, and the codes that open one once. Only hashes are kept; a revoked key, and a person who left, end
 * all that hangs on them.
 */
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
         SELECT ${columns}
         FROM sessions s ${owners}
         WHERE s.token_hash = $1 AND s.idle_ends_at > now() AND ${isOpen}
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

  /** @returns those of these sessions, API keys and tokens, by id, that still open the API */
  async lasting(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT s.id FROM sessions s ${owners}
       WHERE s.id = ANY($1::uuid[]) AND s.idle_ends_at > now() AND ${isOpen}
       UNION ALL SELECT k.id FROM api_keys k WHERE k.id = ANY($1::uuid[]) AND ${keyLives('k')}
       UNION ALL SELECT t.id FROM access_tokens t JOIN api_keys k ON k.id = t.api_key_id
         WHERE t.id = ANY($1::uuid[]) AND t.expires_at > now() AND ${keyLives('k')}`,
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

  /** @returns undefined where the person is not, or no longer, active */
  async openForPerson(personId: string, session: NewPersonSession): Promise<SessionRow | undefined> {
    const { id, tokenHash, idleMs, maxMs, replaces, methods, device, oidcSid } = session;
    const { rows } = await this.pool.query<Row>(
      `WITH p AS (
         UPDATE people SET signed_in_at = now() WHERE id = $6 AND status = 'ACTIVE'
         RETURNING id, name, roles, language
       ), ended AS (
         DELETE FROM sessions WHERE token_hash = $5 OR idle_ends_at <= now()
       ), opened AS (
         INSERT INTO sessions (id, token_hash, person_id, idle_ends_at, ends_at, methods, proved_at, device, oidc_sid)
         SELECT $1, $2, p.id, now() + LEAST($3::bigint, $4::bigint) * interval '1 millisecond',
           now() + $4 * interval '1 millisecond', $7, now(), $8, $9
         FROM p RETURNING *
       )
       SELECT s.id, NULL AS key_id, p.name, s.ends_at, p.id AS person_id, p.roles, p.language, s.proved_at
       FROM opened s JOIN p ON p.id = s.person_id`,
      [
        ...[id, Buffer.from(tokenHash), idleMs, maxMs, replaces && Buffer.from(replaces)],
        ...[personId, methods, device, oidcSid],
      ],
    );
    return rows[0] && sessionOf(rows[0]);
  }

  /** Gives a person's session another token, because they proved anew who they are. */
  async renew(tokenHash: Uint8Array, newTokenHash: Uint8Array, method: SignInMethod): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `UPDATE sessions SET token_hash = $2, proved_at = now(), methods = array_append(array_remove(methods, $3), $3)
       WHERE token_hash = $1 AND person_id IS NOT NULL AND idle_ends_at > now()`,
      [Buffer.from(tokenHash), Buffer.from(newTokenHash), method],
    );
    return rowCount === 1;
  }

  /** Newest first. */
  async listOf(personId: string): Promise<readonly ListedSession[]> {
    const { rows } = await this.pool.query<ListedRow>(
      `SELECT id, methods, device, created_at, last_seen_at FROM sessions
       WHERE person_id = $1 AND idle_ends_at > now() ORDER BY created_at DESC, id`,
      [personId],
    );
    return rows.map(({ id, methods, device, created_at, last_seen_at }) => ({
      ...{ id, methods, device },
      createdAtMs: created_at.getTime(),
      lastSeenAtMs: last_seen_at.getTime(),
    }));
  }

  /** @param sessionId of one; otherwise all but `keptId` */
  async endOf(
    personId: string,
    { sessionId, keptId }: { readonly sessionId?: string; readonly keptId?: string } = {},
  ): Promise<number> {
    const { rowCount } = await this.pool.query(
      `DELETE FROM sessions WHERE person_id = $1 AND ($2::uuid IS NULL OR id = $2) AND id IS DISTINCT FROM $3`,
      [personId, sessionId ?? null, keptId ?? null],
    );
    return rowCount ?? 0;
  }

  /** Ends what the organisation says is over: one of its sessions, or all of one of its accounts. */
  async endOfOrganisation(
    issuer: string,
    { sid, subject }: { readonly sid: string | undefined; readonly subject: string | undefined },
  ): Promise<number> {
    const { rowCount } = await this.pool.query(
      `DELETE FROM sessions WHERE 'OIDC' = ANY (methods)
         AND ($2::text IS NULL OR oidc_sid = $2)
         AND person_id IN (SELECT person_id FROM person_identities
           WHERE issuer = $1 AND ($3::text IS NULL OR subject = $3))
         AND COALESCE($2, $3) IS NOT NULL`,
      [issuer, sid ?? null, subject ?? null],
    );
    return rowCount ?? 0;
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
         FROM granted JOIN api_keys k ON k.id = granted.api_key_id WHERE ${keyLives('k')}
         RETURNING id, api_key_id, ends_at
       )
       SELECT opened.id, k.id AS key_id, k.name, ${keyRoles('k')} AS roles, k.made_by, opened.ends_at, NULL AS person_id, NULL AS proved_at
       FROM opened JOIN api_keys k ON k.id = opened.api_key_id`,
      [id, Buffer.from(tokenHash), idleMs, maxMs, replaces && Buffer.from(replaces), grant],
    );
    return rows[0] && sessionOf(rows[0]);
  }
}

/** Of a session `s` with its owners. */
const columns = `s.id, k.id AS key_id, COALESCE(k.name, p.name) AS name, s.ends_at,
  COALESCE(p.roles, ${keyRoles('k')}) AS roles, k.made_by, p.id AS person_id, p.language, s.proved_at`;
const owners = 'LEFT JOIN api_keys k ON k.id = s.api_key_id LEFT JOIN people p ON p.id = s.person_id';
const isOpen = `(k.id IS NOT NULL AND ${keyLives('k')} OR p.status = 'ACTIVE')`;

interface Row {
  readonly id: string;
  readonly key_id: string | null;
  readonly name: string;
  readonly made_by: string | null;
  readonly ends_at: Date;
  readonly person_id: string | null;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly proved_at: Date | null;
}

interface ListedRow {
  readonly id: string;
  readonly methods: readonly SignInMethod[];
  readonly device: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
}

function sessionOf({
  id,
  key_id,
  name,
  ends_at,
  person_id,
  roles,
  made_by,
  language,
  proved_at,
}: Row): SessionRow {
  const person = person_id === null ? null : { id: person_id, roles, language };
  const provedAtMs = proved_at?.getTime() ?? null;
  return {
    id,
    keyId: key_id,
    person,
    name,
    roles,
    madeById: made_by,
    endsAtMs: ends_at.getTime(),
    provedAtMs,
  };
}
