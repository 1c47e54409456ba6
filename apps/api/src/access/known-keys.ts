import type { Role } from '#core';
import type { PgApiKeys } from '#persistence';
import { hashSecretToken, isSameApiKey, parseApiKey } from '#security';
import type { Caller } from './caller.js';
import { ShortMemory } from './short-memory.js';

/** A key or session stays known this long without asking the database again; a revoked one works that much longer. */
export const rememberMs = 5_000;

/** In front of a token that a key was exchanged for. */
export const accessTokenPrefix = 'uft_';

/** API keys as they are presented, and tokens they were exchanged for. */
export class KnownKeys {
  private readonly remembered = new ShortMemory<Caller>(rememberMs);

  constructor(private readonly keys: PgApiKeys) {}

  /** @returns undefined where the text is no key or token of this installation, or one that was revoked or expired */
  async find(text: string): Promise<Caller | undefined> {
    return text.startsWith(accessTokenPrefix) ? this.findToken(text) : this.findKey(text);
  }

  /** Whether it could be a key or token: of anything else the database is not asked. */
  hasForm(text: string): boolean {
    return text.startsWith(accessTokenPrefix)
      ? hashSecretToken(text.slice(accessTokenPrefix.length)) !== undefined
      : parseApiKey(text) !== undefined;
  }

  async findKey(text: string): Promise<Caller | undefined> {
    const presented = parseApiKey(text);
    if (!presented) return undefined;
    const memory = presented.hash.toString('base64');
    const known = this.remembered.get(memory);
    if (known) return known;
    const row = await this.keys.findByPrefix(presented.prefix);
    if (!row || !isSameApiKey(presented, row.hash)) return undefined;
    await this.keys.touch(row.id);
    const caller = keyCaller(row, row.id);
    this.remembered.set(memory, caller);
    return caller;
  }

  private async findToken(text: string): Promise<Caller | undefined> {
    const hash = hashSecretToken(text.slice(accessTokenPrefix.length));
    if (!hash) return undefined;
    const memory = `${accessTokenPrefix}${hash.toString('base64')}`;
    const known = this.remembered.get(memory);
    if (known) return known;
    const row = await this.keys.findToken(hash);
    if (!row) return undefined;
    const caller = keyCaller({ ...row, id: row.keyId }, row.id);
    this.remembered.set(memory, caller);
    return caller;
  }
}

export function keyCaller(
  key: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly madeById: string | null;
  },
  accessId: string,
): Caller {
  const { id, name, roles, madeById } = key;
  return { id, kind: 'KEY', name, roles, accessId, ...(madeById === null ? {} : { madeById }) };
}
