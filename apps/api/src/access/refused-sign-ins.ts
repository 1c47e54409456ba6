import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { toTypeId } from '#core';
import type { PgAuditTrail } from '#persistence';
import { coarseNetwork } from '../audit/coarse-network.js';
import { ShortMemory } from './short-memory.js';

export const refusedWays = [
  'PASSWORD',
  'PASSWORD_WAIT',
  'SECOND_FACTOR',
  'SECOND_FACTOR_WAIT',
  'PASSKEY',
  'PROOF',
  'API_KEY',
  'CODE',
  'PERSON_LINK',
  'ORGANISATION',
  'ORGANISATION_LOGOUT',
] as const;
export type RefusedWay = (typeof refusedWays)[number];

export interface RefusedTry {
  readonly way: RefusedWay;
  /** The account as it was typed: it is hashed, and leaves this function in no other form. */
  readonly typed?: string;
  /** Whose account it is, where there is one. */
  readonly personId?: string | undefined;
}

/** Nobody yet: whoever tried was let in as no one. */
const nobody = '00000000-0000-0000-0000-000000000000';
const windowMs = 60 * 60_000;
/** What an attacker with many accounts and networks can have written in an hour, by each process. */
const maxKept = 1_000;

/**
 * Writes refused sign-ins into the record: the way, the network, the person where the account is one's, never what was tried.
 *
 * The first try of a kind is written, then the tenth, the hundredth and so on, until an hour passes without one: so that
 * nobody can flood the record. Beyond a thousand kinds all others are one. As much is written of an account that is not
 * there, so that the time of an answer tells nothing. Each process counts for itself.
 */
export class RefusedSignIns {
  private readonly tries = new ShortMemory<number>(windowMs);

  constructor(private readonly trail: Pick<PgAuditTrail, 'add'>) {}

  /** Resolves once it is written. */
  async add({ way, typed, personId }: RefusedTry, { ip }: Pick<FastifyRequest, 'ip'>): Promise<void> {
    const network = coarseNetwork(ip);
    const kind = createHash('sha256')
      .update(JSON.stringify([way, network, typed ?? personId ?? null]))
      .digest('base64');
    const isKept = this.tries.get(kind) !== undefined || this.tries.size < maxKept;
    const key = isKept ? kind : 'others';
    const count = (this.tries.get(key) ?? 0) + 1;
    this.tries.set(key, count);
    if (!/^10*$/.test(String(count))) return;
    const subject = [isKept ? way : 'OTHERS', `TRIES_${count}`];
    await this.trail.add({
      act: 'CHANGE',
      actor: {
        ...{ kind: 'NOBODY', id: nobody, operation: 'refuseSignIn' },
        ...{ origin: isKept ? network : null, reasonId: null },
      },
      subject: isKept && personId !== undefined ? [...subject, toTypeId('per', personId)] : subject,
      about: {},
    });
  }
}
