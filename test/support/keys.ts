import { uuidv7 } from 'uuidv7';
import type { Role } from '#core';
import { PgApiKeys } from '#persistence';
import { newApiKey } from '#security';
import type { House } from './house.js';

/** @returns a key of the house that may do what these roles may */
export async function addKey(house: House, roles: readonly Role[], maker = uuidv7()): Promise<string> {
  const { key, prefix, hash } = newApiKey();
  const madeBy = { id: maker, name: 'synthetic' };
  await new PgApiKeys(house.database.pool).add({
    ...{ id: uuidv7(), name: roles.join(), prefix, hash, roles, madeBy },
  });
  return key;
}

export const withKey = (key: string | undefined) => ({ authorization: `Bearer ${key}` });

/** What the API remembers of keys for a few seconds is forgotten; until mocks are restored. */
export const forgotten = () => {
  const now = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => now() + 6_000);
};
