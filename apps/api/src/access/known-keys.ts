import type { Role } from '#core';
import type { PgApiKeys } from '#persistence';
import { isSameApiKey, parseApiKey } from '#security';
import type { Caller } from './caller.js';
import { ShortMemory } from './short-memory.js';

/** A key or session stays known this long without asking the database again; a revoked one works that much longer. */
export const rememberMs = 5_000;

/** API keys as they are presented. */
export class KnownKeys {
  private readonly remembered = new ShortMemory<Caller>(rememberMs);

  constructor(private readonly keys: PgApiKeys) {}

  /** @returns undefined where the text is no key of this installation, or a revoked one */
  async find(text: string): Promise<Caller | undefined> {
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
}

/** A key does what staff, analysts, supervisors and administrators do. */
export function keyCaller(key: { readonly id: string; readonly name: string }, accessId: string): Caller {
  const roles: readonly Role[] = ['STAFF', 'ANALYST', 'SUPERVISOR', 'ADMINISTRATOR'];
  return { id: key.id, kind: 'KEY', name: key.name, roles, accessId };
}
