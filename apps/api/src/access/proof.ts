import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import type { Caller } from './caller.js';
import type { SessionCookie } from './session-cookie.js';
import type { Sessions } from './sessions.js';

const proofLastsMs = 5 * 60_000;

/** For what must not be done by whoever finds a screen unlocked: the person proved who they are minutes ago. */
export class Proof {
  constructor(
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {}

  /** @throws Problem 403 ACCESS.PROVE_AGAIN; a key proves itself with every request */
  async check(request: FastifyRequest, caller: Caller): Promise<void> {
    if (caller.kind === 'KEY') return;
    const session = await this.sessions.find(this.cookie.tokenIn(request) ?? '');
    if ((session?.provedAtMs ?? 0) + proofLastsMs > Date.now()) return;
    throw new Problem(
      403,
      'ACCESS.PROVE_AGAIN',
      'This needs your passkey or a one-time code once more: POST /v1/session/proof, then try again.',
    );
  }
}

/** @throws Problem 403 where a key asks for what only a person has */
export function personOf(caller: Caller): string {
  if (caller.kind === 'PERSON') return caller.id;
  throw new Problem(
    403,
    'ACCESS.PEOPLE_ONLY',
    'This belongs to a person. You came with an API key, which has no account of its own.',
  );
}
