import { uuidv7 } from 'uuidv7';
import type { Role } from '#core';
import { PgSessions } from '#persistence';
import { newSecretToken } from '#security';
import type { House } from './house.js';

/** @returns headers of somebody's browser, signed in by themselves */
export async function addPerson(house: House, name: string, roles: readonly Role[]) {
  const { pool } = house.database;
  const { token, hash } = newSecretToken();
  const id = uuidv7();
  await pool.query(
    `INSERT INTO people (id, name, mail, roles, language, status) VALUES ($1, $2, $3, $4, 'en', 'ACTIVE')`,
    [id, name, `${id}@people.invalid`, roles],
  );
  await new PgSessions(pool).openForPerson(id, {
    ...{ id: uuidv7(), tokenHash: hash, idleMs: 86_400_000, maxMs: 86_400_000, replaces: null },
    ...{ methods: ['PASSKEY'], device: 'synthetic', oidcSid: null },
  });
  return { cookie: `uniflag=${token}`, 'sec-fetch-site': 'same-origin' };
}
