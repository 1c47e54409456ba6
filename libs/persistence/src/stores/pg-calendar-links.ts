import type pg from 'pg';
import type { Language, Role } from '#core';

export interface CalendarLink {
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Whose calendar it is, as they stand now. */
export interface CalendarReader {
  readonly language: Language;
  readonly roles: readonly Role[];
}

/** Links of calendars in PostgreSQL, by its clock. Only hashes are kept. */
export class PgCalendarLinks {
  constructor(private readonly pool: pg.Pool) {}

  /** Any link of this person before it ends. */
  async open(personId: string, tokenHash: Uint8Array, lifetimeMs: number): Promise<CalendarLink> {
    const { rows } = await this.pool.query<LinkRow>(
      `INSERT INTO calendar_links (person_id, token_hash, expires_at)
       VALUES ($1, $2, now() + $3 * interval '1 millisecond')
       ON CONFLICT (person_id) DO UPDATE SET token_hash = EXCLUDED.token_hash, created_at = now(),
         expires_at = EXCLUDED.expires_at
       RETURNING created_at, expires_at`,
      [personId, Buffer.from(tokenHash), lifetimeMs],
    );
    return linkOf(rows[0] as LinkRow);
  }

  async find(personId: string): Promise<CalendarLink | undefined> {
    const { rows } = await this.pool.query<LinkRow>(
      'SELECT created_at, expires_at FROM calendar_links WHERE person_id = $1 AND expires_at > now()',
      [personId],
    );
    return rows[0] && linkOf(rows[0]);
  }

  async end(personId: string): Promise<void> {
    await this.pool.query('DELETE FROM calendar_links WHERE person_id = $1', [personId]);
  }

  /** @returns undefined for a link that ended, or whose person left */
  async reader(tokenHash: Uint8Array): Promise<CalendarReader | undefined> {
    const { rows } = await this.pool.query<CalendarReader>(
      `SELECT p.language, p.roles FROM calendar_links l JOIN people p ON p.id = l.person_id
       WHERE l.token_hash = $1 AND l.expires_at > now() AND p.status = 'ACTIVE'`,
      [Buffer.from(tokenHash)],
    );
    return rows[0];
  }
}

interface LinkRow {
  created_at: Date;
  expires_at: Date;
}

function linkOf({ created_at: createdAt, expires_at: expiresAt }: LinkRow): CalendarLink {
  return { createdAtMs: createdAt.getTime(), expiresAtMs: expiresAt.getTime() };
}
