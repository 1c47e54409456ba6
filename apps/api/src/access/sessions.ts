import { uuidv7 } from 'uuidv7';
import type { PgSessions } from '#persistence';
import type { ListedSession, NewPersonSession, NewSession, SessionRow, SignInMethod } from '#persistence';
import { hashSecretToken, newSecretToken } from '#security';
import type { Caller } from './caller.js';
import { keyCaller, rememberMs } from './known-keys.js';
import { ShortMemory } from './short-memory.js';

/** A session just opened; `token` is what its cookie holds. */
export interface OpenedSession extends Session {
  readonly token: string;
}

export interface Session {
  readonly caller: Caller;
  /** When it ends at the latest. */
  readonly endsAtMs: number;
  /** When its person last proved who they are; null where it is a key's. */
  readonly provedAtMs: number | null;
}

export interface SessionTimes {
  readonly sessionIdleMs: number;
  readonly sessionMaxMs: number;
}

const codeLifetimeMs = 30 * 60_000;

/**
 * Sessions of browsers: a random token in a cookie, its hash in a row of our own.
 *
 * A table rather than `@fastify/session`: that keeps a JSON blob under an id that is stored in clear, saves it after
 * every answer, and knows neither whose sessions there are nor how to end all of one key. Here a session is one row
 * that can be listed, ended and joined with the key or person it hangs on, and its token is made anew at every sign-in, so that
 * nobody can be handed one that somebody else knows.
 */
export class Sessions {
  private readonly remembered = new ShortMemory<Session>(rememberMs);

  constructor(
    private readonly store: PgSessions,
    private readonly times: SessionTimes,
  ) {}

  /** @param replaced token of the session that this browser had until now */
  async openWithKey(keyId: string, replaced: string | undefined): Promise<OpenedSession | undefined> {
    return this.open((session) => this.store.openWithKey(keyId, session), replaced);
  }

  /** @returns undefined where the code is unknown, used or expired */
  async openWithCode(code: string, replaced: string | undefined): Promise<OpenedSession | undefined> {
    const hash = hashSecretToken(code);
    return hash && this.open((session) => this.store.openWithCode(hash, session), replaced);
  }

  /** @returns undefined where the person is not, or no longer, active */
  async openForPerson(
    personId: string,
    how: Pick<NewPersonSession, 'methods' | 'device' | 'oidcSid'>,
    replaced: string | undefined,
  ): Promise<OpenedSession | undefined> {
    return this.open((session) => this.store.openForPerson(personId, { ...session, ...how }), replaced);
  }

  /** The same session under another token, because its person proved anew who they are. @returns the token */
  async renew(token: string, method: SignInMethod): Promise<string | undefined> {
    const hash = hashSecretToken(token);
    const { token: renewed, hash: renewedHash } = newSecretToken();
    if (!hash || !(await this.store.renew(hash, renewedHash, method))) return undefined;
    this.remembered.forget(hash.toString('base64'));
    return renewed;
  }

  listOf(personId: string): Promise<readonly ListedSession[]> {
    return this.store.listOf(personId);
  }

  /** Ends sessions of a person: one, all but one, or all; here at once, in other processes within seconds. */
  async endOf(
    personId: string,
    which: { readonly sessionId?: string; readonly keptId?: string } = {},
  ): Promise<number> {
    const count = await this.store.endOf(personId, which);
    this.remembered.clear();
    return count;
  }

  async endOfOrganisation(
    issuer: string,
    said: Parameters<PgSessions['endOfOrganisation']>[1],
  ): Promise<void> {
    await this.store.endOfOrganisation(issuer, said);
    this.remembered.clear();
  }

  /** What is remembered of people may be wrong from now on. */
  forgetPeople(): void {
    this.remembered.clear();
  }

  async find(token: string): Promise<Session | undefined> {
    const hash = hashSecretToken(token);
    if (!hash) return undefined;
    const memory = hash.toString('base64');
    const known = this.remembered.get(memory);
    if (known) return known;
    const row = await this.store.find(hash, this.times.sessionIdleMs);
    if (!row) return undefined;
    const session = sessionOf(row);
    this.remembered.set(memory, session);
    return session;
  }

  async end(token: string): Promise<void> {
    const hash = hashSecretToken(token);
    if (!hash) return;
    await this.store.end(hash);
    this.remembered.forget(hash.toString('base64'));
  }

  /** A code that opens one session, once, within half an hour. */
  async createCode(keyId: string): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
    const { token, hash } = newSecretToken();
    return { code: token, expiresAtMs: await this.store.addCode(hash, keyId, codeLifetimeMs) };
  }

  private async open(
    store: (session: NewSession) => Promise<SessionRow | undefined>,
    replaced: string | undefined,
  ): Promise<OpenedSession | undefined> {
    const { token, hash } = newSecretToken();
    const replaces = hashSecretToken(replaced ?? '') ?? null;
    const { sessionIdleMs: idleMs, sessionMaxMs: maxMs } = this.times;
    const row = await store({ id: uuidv7(), tokenHash: hash, idleMs, maxMs, replaces });
    if (!row) return undefined;
    if (replaces) this.remembered.forget(replaces.toString('base64'));
    return { ...sessionOf(row), token };
  }
}

function sessionOf({ id, keyId, person, name, roles, madeById, endsAtMs, provedAtMs }: SessionRow): Session {
  const caller = person
    ? personCaller({ ...person, name }, id)
    : keyCaller({ id: keyId ?? id, name, roles, madeById }, id);
  return { caller, endsAtMs, provedAtMs };
}

function personCaller(
  { id, name, roles }: { readonly id: string; readonly name: string; readonly roles: Caller['roles'] },
  accessId: string,
): Caller {
  return { id, kind: 'PERSON', name, roles, accessId };
}
