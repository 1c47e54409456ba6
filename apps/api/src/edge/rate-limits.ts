import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#config';
import { SessionCookie } from '../access/session-cookie.js';
import { Problem } from '../problems/problem.js';
import { networkOf } from '../shared/network.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;
interface Policy {
  readonly name: string;
  readonly counts: WindowedCounts;
  readonly most: number;
  readonly keyOf: (request: FastifyRequest) => string | undefined;
}

/**
 * Limits how much one address and one caller may ask in a window of time, and says in each answer what is left.
 *
 * Each process counts for itself, in memory: with three of them, somebody whose requests are spread evenly may ask three
 * times as much. The limits keep a process from being flooded, they are no quota, and no request waits for them. Health
 * and metrics are never limited.
 *
 * Source: draft-ietf-httpapi-ratelimit-headers-10, fields RateLimit-Policy and RateLimit.
 */
export function limitRates(fastify: Fastify, { rateLimits, publicUrl }: Config['api']): void {
  const { windowMs, perAddress, perCaller } = rateLimits;
  const cookie = new SessionCookie(publicUrl);
  const callerOf = (request: FastifyRequest) => {
    const key = request.headers.authorization ?? cookie.tokenIn(request);
    return key === undefined ? undefined : createHash('sha256').update(key).digest('base64url');
  };
  const policies: Policy[] = [
    { name: 'address', most: perAddress, keyOf: ({ ip }: FastifyRequest) => networkOf(ip) },
    { name: 'caller', most: perCaller, keyOf: callerOf },
  ].flatMap(({ most, ...policy }) =>
    most === null ? [] : [{ ...policy, most, counts: new WindowedCounts(windowMs) }],
  );
  if (policies.length === 0) return;
  const policyHeader = policies
    .map(({ name, most }) => `"${name}";q=${most};w=${Math.ceil(windowMs / 1_000)}`)
    .join(', ');
  fastify.addHook('onRequest', (request, reply, done) => {
    if (/^\/(health|metrics)(\/|$)/.test(request.routeOptions.url ?? '')) done();
    else done(overLimit(policies, policyHeader, request, reply));
  });
}

function overLimit(
  policies: readonly Policy[],
  policyHeader: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Problem | undefined {
  const left: string[] = [];
  let seconds = 0;
  for (const { name, counts, most, keyOf } of policies) {
    const key = keyOf(request);
    if (key === undefined) continue;
    const { count, endsInMs } = counts.add(key);
    const restart = Math.ceil(endsInMs / 1_000);
    left.push(`"${name}";r=${Math.max(0, most - count)};t=${restart}`);
    if (count > most) seconds = Math.max(seconds, restart);
  }
  reply.headers({ 'ratelimit-policy': policyHeader, ratelimit: left.join(', ') });
  return seconds === 0
    ? undefined
    : new Problem(
        429,
        'REQUEST.TOO_MANY',
        `Too many requests at once. Wait ${seconds} seconds, then go on more slowly.`,
        undefined,
        { 'retry-after': String(seconds) },
      );
}

/** How many different keys are counted apart; those beyond share one count, so that no flood fills the memory. */
const maxKeys = 50_000;

/** Counts by key; all begin anew together with each window. Measured by a clock that nobody sets. */
export class WindowedCounts {
  private counts = new Map<string, number>();
  private endsAtMs = 0;

  constructor(
    private readonly windowMs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  add(key: string): { readonly count: number; readonly endsInMs: number } {
    const nowMs = this.nowMs();
    if (nowMs >= this.endsAtMs) {
      this.counts = new Map();
      this.endsAtMs = nowMs + this.windowMs;
    }
    const counted = this.counts.has(key) || this.counts.size < maxKeys ? key : '';
    const count = (this.counts.get(counted) ?? 0) + 1;
    this.counts.set(counted, count);
    return { count, endsInMs: this.endsAtMs - nowMs };
  }
}
