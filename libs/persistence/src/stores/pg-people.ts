import type pg from 'pg';
import type {
  AcceptedLink,
  NewFactors,
  NewPasskey,
  NewPersonLink,
  Passkey,
  PeopleStore,
  Person,
  PersonChange,
  PersonFactors,
  PersonLink,
  PersonLinkKind,
  PersonStatus,
  SealedTotp,
} from '#application';
import type { Language, Role } from '#core';
import { inTransaction } from './in-transaction.js';

/** People in PostgreSQL, by its clock. */
export class PgPeople implements PeopleStore {
  constructor(private readonly pool: pg.Pool) {}

  async find(id: string): Promise<Person | undefined> {
    const { rows } = await this.pool.query<PersonRow>(`SELECT ${columns} FROM people p WHERE id = $1`, [id]);
    return rows[0] && personOf(rows[0]);
  }

  async findByMail(mail: string) {
    const { rows } = await this.pool.query<PersonRow & { password_hash: string | null }>(
      `SELECT ${columns}, password_hash FROM people p WHERE mail = $1`,
      [mail],
    );
    return rows[0] && { ...personOf(rows[0]), passwordHash: rows[0].password_hash };
  }

  async list(): Promise<readonly Person[]> {
    const { rows } = await this.pool.query<PersonRow>(
      `SELECT ${columns} FROM people p ORDER BY status = 'LEFT', lower(name), id`,
    );
    return rows.map(personOf);
  }

  async invite(
    { id, name, mail, roles, language, team }: Parameters<PeopleStore['invite']>[0],
    { tokenHash, lifetimeMs }: NewPersonLink,
  ): Promise<number | 'mailTaken'> {
    const { rows } = await this.pool.query<{ expires_at: Date }>(
      `WITH invited AS (
         INSERT INTO people (id, name, mail, roles, language, team, status)
         VALUES ($1, $2, $3, $4, $5, $6, 'INVITED') ON CONFLICT (mail) DO NOTHING RETURNING id
       )
       INSERT INTO person_links (token_hash, kind, person_id, expires_at)
       SELECT $7, 'INVITATION', id, now() + $8 * interval '1 millisecond' FROM invited RETURNING expires_at`,
      [id, name, mail, roles, language, team, Buffer.from(tokenHash), lifetimeMs],
    );
    return rows[0]?.expires_at.getTime() ?? 'mailTaken';
  }

  async change(id: string, version: number, { name, roles, team, language }: PersonChange) {
    return await this.keepingAnAdministrator(id, roles.includes('ADMINISTRATOR'), async (client) => {
      const { rowCount } = await client.query(
        `UPDATE people SET name = $3, roles = $4, team = $5, language = $6, version = version + 1
         WHERE id = $1 AND version = $2`,
        [id, version, name, roles, team, language],
      );
      return rowCount === 1 ? 'changed' : 'stale';
    });
  }

  async leave(id: string) {
    return await this.keepingAnAdministrator(id, false, async (client) => {
      const { rowCount } = await client.query(
        `WITH gone AS (
           UPDATE people SET status = 'LEFT', left_at = COALESCE(left_at, now()), password_hash = NULL,
             version = version + 1 WHERE id = $1 RETURNING id
         ), sessions_ended AS (DELETE FROM sessions WHERE person_id = $1
         ), links_ended AS (DELETE FROM person_links WHERE person_id = $1
         ), calendar_ended AS (DELETE FROM calendar_links WHERE person_id = $1
         ), claims_ended AS (DELETE FROM report_claims WHERE person_id = $1
         ), views_ended AS (DELETE FROM saved_views WHERE person_id = $1 AND NOT is_shared
         ), passkeys_gone AS (DELETE FROM passkeys WHERE person_id = $1
         ), totp_gone AS (DELETE FROM totp_secrets WHERE person_id = $1
         ), key_gone AS (DELETE FROM data_keys WHERE owner_id = $1
         ), codes_gone AS (DELETE FROM recovery_codes WHERE person_id = $1)
         SELECT FROM gone`,
        [id],
      );
      return rowCount === 1 ? ('left' as const) : ('notFound' as const);
    });
  }

  async makeLink(
    personId: string,
    kind: 'INVITATION' | 'RECOVERY',
    { tokenHash, lifetimeMs }: NewPersonLink,
  ): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ expires_at: Date }>(
      `WITH person AS (SELECT id FROM people WHERE id = $1 AND status = $2),
       replaced AS (DELETE FROM person_links WHERE person_id IN (SELECT id FROM person))
       INSERT INTO person_links (token_hash, kind, person_id, expires_at)
       SELECT $3, $4, id, now() + $5 * interval '1 millisecond' FROM person RETURNING expires_at`,
      [personId, kind === 'INVITATION' ? 'INVITED' : 'ACTIVE', Buffer.from(tokenHash), kind, lifetimeMs],
    );
    return rows[0]?.expires_at.getTime();
  }

  async makeFirstAdministratorLink({ tokenHash, lifetimeMs }: NewPersonLink): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ expires_at: Date }>(
      `WITH replaced AS (DELETE FROM person_links WHERE kind = 'FIRST_ADMINISTRATOR')
       INSERT INTO person_links (token_hash, kind, expires_at)
       SELECT $1, 'FIRST_ADMINISTRATOR', now() + $2 * interval '1 millisecond'
       WHERE NOT EXISTS (${activeAdministrators}) RETURNING expires_at`,
      [Buffer.from(tokenHash), lifetimeMs],
    );
    return rows[0]?.expires_at.getTime();
  }

  async findLink(tokenHash: Uint8Array): Promise<PersonLink | undefined> {
    const { rows } = await this.pool.query<
      Partial<PersonRow> & { kind: PersonLinkKind; link_expires_at: Date }
    >(
      `SELECT l.kind, l.expires_at AS link_expires_at, ${columns}
       FROM person_links l LEFT JOIN people p ON p.id = l.person_id
       WHERE l.token_hash = $1 AND l.expires_at > now() AND (${isOpen})`,
      [Buffer.from(tokenHash)],
    );
    const [row] = rows;
    if (!row) return undefined;
    const person = typeof row.id === 'string' ? personOf(row as PersonRow) : null;
    return { kind: row.kind, person, expiresAtMs: row.link_expires_at.getTime() };
  }

  async accept(accepted: AcceptedLink): Promise<'accepted' | 'spent' | 'mailTaken'> {
    const { tokenHash, personId, name, mail, language } = accepted;
    const done = await inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      // Two first administrators at once would be one too many.
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('uniflag-administrators', 0))`);
      const { rows } = await client.query<{ kind: PersonLinkKind; person_id: string | null }>(
        `DELETE FROM person_links l USING (
           SELECT l.token_hash FROM person_links l LEFT JOIN people p ON p.id = l.person_id
           WHERE l.token_hash = $1 AND l.expires_at > now() AND (${isOpen})
         ) AS open WHERE l.token_hash = open.token_hash RETURNING l.kind, l.person_id`,
        [Buffer.from(tokenHash)],
      );
      const [link] = rows;
      if (!link || (link.person_id !== null && link.person_id !== personId)) return undefined;
      const { rowCount } =
        link.person_id === null
          ? await client.query(
              `INSERT INTO people (id, name, mail, roles, language, status)
               VALUES ($1, $2, $3, '{ADMINISTRATOR}', $4, 'ACTIVE') ON CONFLICT (mail) DO NOTHING`,
              [personId, name, mail, language],
            )
          : await client.query(
              `UPDATE people SET status = 'ACTIVE', language = $2, version = version + 1 WHERE id = $1`,
              [personId, language],
            );
      if (rowCount === 0) throw new MailTaken();
      await replaceFactors(client, personId, accepted);
      return true;
    }).catch((error: unknown) => {
      if (error instanceof MailTaken) return 'mailTaken' as const;
      throw error;
    });
    if (done === 'mailTaken') return done;
    return done ? 'accepted' : 'spent';
  }

  async factors(personId: string): Promise<PersonFactors> {
    const { rows } = await this.pool.query<FactorsRow>(
      `SELECT p.password_hash, EXISTS (SELECT FROM totp_secrets t WHERE t.person_id = p.id) AS has_totp,
         (SELECT count(*)::int FROM recovery_codes r WHERE r.person_id = p.id) AS codes_left
       FROM people p WHERE p.id = $1`,
      [personId],
    );
    const passkeys = await this.pool.query<PasskeyRow>(
      'SELECT * FROM passkeys WHERE person_id = $1 ORDER BY created_at, id',
      [personId],
    );
    return {
      passwordHash: rows[0]?.password_hash ?? null,
      hasTotp: rows[0]?.has_totp ?? false,
      recoveryCodesLeft: rows[0]?.codes_left ?? 0,
      passkeys: passkeys.rows.map(passkeyOf),
    };
  }

  async setOwn(
    personId: string,
    { language, wantsDigests }: Parameters<PeopleStore['setOwn']>[1],
  ): Promise<void> {
    await this.pool.query(
      `UPDATE people SET language = COALESCE($2, language), wants_digests = COALESCE($3, wants_digests),
         version = version + 1 WHERE id = $1`,
      [personId, language ?? null, wantsDigests ?? null],
    );
  }

  async setPassword(personId: string, hash: string): Promise<void> {
    await this.pool.query('UPDATE people SET password_hash = $2 WHERE id = $1', [personId, hash]);
  }

  async setTotp(personId: string, totp: SealedTotp): Promise<void> {
    await this.pool.query(setTotp, totpValues(personId, totp));
  }

  async readTotp(personId: string): Promise<SealedTotp | undefined> {
    const { rows } = await this.pool.query<TotpRow>(
      `SELECT t.sealed, t.last_step, k.wrapped, k.wrapping_key_id
       FROM totp_secrets t JOIN data_keys k ON k.owner_id = t.person_id WHERE t.person_id = $1`,
      [personId],
    );
    const [row] = rows;
    return (
      row && {
        sealed: row.sealed,
        key: { wrapped: row.wrapped, wrappingKeyId: row.wrapping_key_id },
        lastStep: Number(row.last_step),
      }
    );
  }

  async useTotpStep(personId: string, step: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'UPDATE totp_secrets SET last_step = $2 WHERE person_id = $1 AND last_step < $2',
      [personId, step],
    );
    return rowCount === 1;
  }

  async addPasskey(personId: string, passkey: NewPasskey): Promise<boolean> {
    const { rowCount } = await this.pool.query(addPasskey, passkeyValues(personId, passkey));
    return rowCount === 1;
  }

  async findPasskey(credentialId: string): Promise<Passkey | undefined> {
    const { rows } = await this.pool.query<PasskeyRow>(
      `SELECT k.* FROM passkeys k JOIN people p ON p.id = k.person_id
       WHERE k.credential_id = $1 AND p.status = 'ACTIVE'`,
      [credentialId],
    );
    return rows[0] && passkeyOf(rows[0]);
  }

  async usePasskey(id: string, counter: number): Promise<void> {
    await this.pool.query('UPDATE passkeys SET counter = $2, last_used_at = now() WHERE id = $1', [
      id,
      counter,
    ]);
  }

  async removePasskey(personId: string, id: string): Promise<boolean> {
    return await this.leavingAWay(personId, 'DELETE FROM passkeys k WHERE k.person_id = $1 AND k.id = $2', [
      personId,
      id,
    ]);
  }

  async removePassword(personId: string): Promise<boolean> {
    return await this.leavingAWay(
      personId,
      `WITH totp AS (DELETE FROM totp_secrets WHERE person_id = $1),
       key AS (DELETE FROM data_keys WHERE owner_id = $1),
       codes AS (DELETE FROM recovery_codes WHERE person_id = $1)
       UPDATE people SET password_hash = NULL WHERE id = $1`,
      [personId],
    );
  }

  async replaceRecoveryCodes(personId: string, hashes: readonly Uint8Array[]): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      await replaceCodes(client, personId, hashes);
      return true;
    });
  }

  async useRecoveryCode(personId: string, hash: Uint8Array): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'DELETE FROM recovery_codes WHERE person_id = $1 AND code_hash = $2',
      [personId, Buffer.from(hash)],
    );
    return rowCount === 1;
  }

  async welcome(
    { issuer, subject }: { readonly issuer: string; readonly subject: string },
    { id, name, mail, roles, language }: Pick<Person, 'id' | 'name' | 'mail' | 'roles' | 'language'>,
  ): Promise<Person | 'mailTaken' | 'left'> {
    const result = await inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        JSON.stringify(['uniflag-identity', issuer, subject]),
      ]);
      const known = await client.query<{ person_id: string }>(
        'SELECT person_id FROM person_identities WHERE issuer = $1 AND subject = $2',
        [issuer, subject],
      );
      const personId = known.rows[0]?.person_id;
      if (personId !== undefined) {
        const isLast = !roles.includes('ADMINISTRATOR') && (await isLastAdministrator(client, personId));
        const held: readonly Role[] = isLast ? ['ADMINISTRATOR', ...roles] : roles;
        const { rows } = await client.query<PersonRow>(
          `UPDATE people p SET roles = $2, version = version + CASE WHEN roles = $2 THEN 0 ELSE 1 END
           WHERE id = $1 AND status = 'ACTIVE' RETURNING ${columns}`,
          [personId, held],
        );
        return rows[0] ? personOf(rows[0]) : ('left' as const);
      }
      const { rows } = await client.query<PersonRow>(
        `INSERT INTO people AS p (id, name, mail, roles, language, status)
         VALUES ($1, $2, $3, $4, $5, 'ACTIVE') ON CONFLICT (mail) DO NOTHING RETURNING ${columns}`,
        [id, name, mail, roles, language],
      );
      if (!rows[0]) return 'mailTaken' as const;
      await client.query('INSERT INTO person_identities (issuer, subject, person_id) VALUES ($1, $2, $3)', [
        issuer,
        subject,
        id,
      ]);
      return personOf(rows[0]);
    });
    return result as Person | 'mailTaken' | 'left';
  }

  /** Changes a person, but never so that no administrator would be left who can sign in. */
  private async keepingAnAdministrator<Result>(
    id: string,
    staysOne: boolean,
    change: (client: pg.PoolClient) => Promise<Result>,
  ): Promise<Result | 'lastAdministrator'> {
    const result = await inTransaction(this.pool, async (client): Promise<Result | 'lastAdministrator'> => {
      await client.query('BEGIN');
      const isLast = await isLastAdministrator(client, id);
      if (!staysOne && isLast) return 'lastAdministrator';
      return await change(client);
    });
    return result as Result | 'lastAdministrator';
  }

  /** Takes something away, but never the last way in: a passkey, a password with one-time codes, or the organisation. */
  private async leavingAWay(personId: string, sql: string, values: readonly string[]): Promise<boolean> {
    const done = await inTransaction(this.pool, async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM people WHERE id = $1 FOR UPDATE', [personId]);
      await client.query(sql, [...values]);
      const { rowCount } = await client.query(
        `SELECT FROM people p WHERE id = $1 AND (
           EXISTS (SELECT FROM passkeys k WHERE k.person_id = p.id)
           OR (p.password_hash IS NOT NULL AND EXISTS (SELECT FROM totp_secrets t WHERE t.person_id = p.id))
           OR EXISTS (SELECT FROM person_identities i WHERE i.person_id = p.id))`,
        [personId],
      );
      return rowCount === 1 ? true : undefined;
    });
    return done ?? false;
  }
}

/** Until the transaction ends nobody else becomes, or ceases to be, one. */
async function isLastAdministrator(client: pg.PoolClient, id: string): Promise<boolean> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('uniflag-administrators', 0))`);
  const { rows } = await client.query<{ id: string }>(activeAdministrators);
  return rows.length === 1 && rows[0]?.id === id;
}

/** Rolls back what was begun. */
class MailTaken extends Error {}

async function replaceFactors(
  client: pg.PoolClient,
  personId: string,
  { passkey, passwordHash, totp, recoveryCodeHashes }: NewFactors,
): Promise<void> {
  await client.query('DELETE FROM sessions WHERE person_id = $1', [personId]);
  await client.query('DELETE FROM passkeys WHERE person_id = $1', [personId]);
  await client.query('DELETE FROM totp_secrets WHERE person_id = $1', [personId]);
  await client.query('DELETE FROM data_keys WHERE owner_id = $1', [personId]);
  await client.query('UPDATE people SET password_hash = $2 WHERE id = $1', [personId, passwordHash]);
  if (passkey) await client.query(addPasskey, passkeyValues(personId, passkey));
  if (totp) await client.query(setTotp, totpValues(personId, totp));
  await replaceCodes(client, personId, recoveryCodeHashes);
}

async function replaceCodes(
  client: pg.PoolClient,
  personId: string,
  hashes: readonly Uint8Array[],
): Promise<void> {
  await client.query('DELETE FROM recovery_codes WHERE person_id = $1', [personId]);
  await client.query('INSERT INTO recovery_codes (person_id, code_hash) SELECT $1, unnest($2::bytea[])', [
    personId,
    hashes.map((hash) => Buffer.from(hash)),
  ]);
}

const columns =
  'p.id, p.name, p.mail, p.roles, p.language, p.team, p.wants_digests, p.status, p.version, p.created_at, p.signed_in_at';
const activeAdministrators = `SELECT id FROM people WHERE status = 'ACTIVE' AND 'ADMINISTRATOR' = ANY (roles)`;
/** Of the link `l` and its person `p`. */
const isOpen = `l.kind = 'INVITATION' AND p.status = 'INVITED' OR l.kind = 'RECOVERY' AND p.status = 'ACTIVE'
  OR l.kind = 'FIRST_ADMINISTRATOR' AND NOT EXISTS (${activeAdministrators})`;
const addPasskey = `
  INSERT INTO passkeys (id, person_id, credential_id, public_key, counter, transports, name)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING`;
const setTotp = `
  WITH key AS (
    INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'person', $3, $4)
    ON CONFLICT (owner_id) DO UPDATE SET wrapped = EXCLUDED.wrapped, wrapping_key_id = EXCLUDED.wrapping_key_id
  )
  INSERT INTO totp_secrets (person_id, sealed, last_step) VALUES ($1, $2, $5)
  ON CONFLICT (person_id) DO UPDATE SET sealed = EXCLUDED.sealed, last_step = EXCLUDED.last_step`;

function passkeyValues(
  personId: string,
  { id, credentialId, publicKey, counter, transports, name }: NewPasskey,
) {
  return [id, personId, credentialId, Buffer.from(publicKey), counter, transports, name];
}

function totpValues(personId: string, { sealed, key, lastStep }: SealedTotp) {
  return [personId, Buffer.from(sealed), Buffer.from(key.wrapped), key.wrappingKeyId, lastStep];
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly team: string | null;
  readonly wants_digests: boolean;
  readonly status: PersonStatus;
  readonly version: number;
  readonly created_at: Date;
  readonly signed_in_at: Date | null;
}

interface FactorsRow {
  readonly password_hash: string | null;
  readonly has_totp: boolean;
  readonly codes_left: number;
}

interface TotpRow {
  readonly sealed: Buffer;
  readonly wrapped: Buffer;
  readonly wrapping_key_id: string;
  readonly last_step: string;
}

interface PasskeyRow {
  readonly id: string;
  readonly person_id: string;
  readonly credential_id: string;
  readonly public_key: Buffer;
  readonly counter: string;
  readonly transports: readonly string[];
  readonly name: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}

function personOf(row: PersonRow): Person {
  const { id, name, mail, roles, language, team, status, version } = row;
  return {
    ...{ id, name, mail, roles, language, team, status, version },
    wantsDigests: row.wants_digests,
    createdAtMs: row.created_at.getTime(),
    signedInAtMs: row.signed_in_at?.getTime() ?? null,
  };
}

function passkeyOf(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    personId: row.person_id,
    credentialId: row.credential_id,
    publicKey: row.public_key,
    counter: Number(row.counter),
    transports: row.transports,
    name: row.name,
    createdAtMs: row.created_at.getTime(),
    lastUsedAtMs: row.last_used_at?.getTime() ?? null,
  };
}
