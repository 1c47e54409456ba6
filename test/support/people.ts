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

/** Somebody who works with the API in a browser. */
export interface Colleague {
  readonly id: string;
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly headers: Headers; readonly body: any }>;
}

export async function openColleague(
  house: House,
  name: string,
  roles: readonly Role[] = ['STAFF'],
): Promise<Colleague> {
  const headers = await addPerson(house, name, roles);
  const ask: Colleague['ask'] = (method, path, body) => house.request<any>(method, path, body, headers);
  return { id: (await ask('GET', '/v1/session')).body.caller.id, ask };
}
