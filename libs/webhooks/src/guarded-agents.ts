import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import type { AddressGuard, AddressRefusal } from './address-guard.js';
import { timed } from './connection-times.js';

/** Finds all addresses of a name, as `dns.lookup` does with `all`. */
export type LookupAll = (
  hostname: string,
  options: dns.LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void;

/** A connection that was refused before a packet left. */
export class RefusedConnection extends Error {
  override readonly name = 'RefusedConnection';

  constructor(readonly refusal: AddressRefusal) {
    super(`connection refused by the address guard: ${refusal}`);
  }
}

export interface GuardedAgents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/**
 * Keep-alive agents that ask the guard about every address at the moment of connecting, and connect to exactly the
 * addresses that were asked about: a name that changes between two lookups gains nothing.
 *
 * Own code instead of `request-filtering-agent` 3.2: that lets `[::7f00:1]` through, and writes to the console at each
 * connection when its lists hold IPv4 and IPv6 ranges (both tried on 2026-11-23).
 */
export function guardedAgents(
  guard: AddressGuard,
  {
    lookup = dns.lookup,
    certificateAuthorities,
  }: { lookup?: LookupAll; certificateAuthorities?: string } = {},
): GuardedAgents {
  const options = { keepAlive: true, maxFreeSockets: idleSocketsPerConsumer, timeout: idleMs };
  const trust = certificateAuthorities === undefined ? {} : { ca: certificateAuthorities };
  return {
    http: new GuardedHttpAgent(options, guard, lookup),
    https: new GuardedHttpsAgent({ ...options, ...trust }, guard, lookup),
  };
}

const idleSocketsPerConsumer = 4;
/** Only idle sockets end after this; one in use has the sender's deadline. */
const idleMs = 30_000;

type Created = (error: Error | null, socket: Duplex) => void;

class GuardedHttpAgent extends http.Agent {
  constructor(
    options: http.AgentOptions,
    private readonly guard: AddressGuard,
    private readonly lookup: LookupAll,
  ) {
    super(options);
  }

  override createConnection(options: http.ClientRequestArgs, created?: Created): Duplex | null | undefined {
    const connection = { isTls: false, port: Number(options.port) };
    const refusal = literalRefusal(this.guard, options.host, connection);
    if (refusal) return refuse(refusal, created);
    const lookup = guardedLookup(this.guard, this.lookup, connection);
    return timed(super.createConnection({ ...options, lookup }, created));
  }
}

class GuardedHttpsAgent extends https.Agent {
  constructor(
    options: https.AgentOptions,
    private readonly guard: AddressGuard,
    private readonly lookup: LookupAll,
  ) {
    super(options);
  }

  override createConnection(options: https.RequestOptions, created?: Created): Duplex | null | undefined {
    const connection = { isTls: true, port: Number(options.port) };
    const refusal = literalRefusal(this.guard, options.host, connection);
    if (refusal) return refuse(refusal, created);
    const lookup = guardedLookup(this.guard, this.lookup, connection);
    return timed(super.createConnection({ ...options, lookup }, created));
  }
}

type Connection = Parameters<AddressGuard['refusal']>[1];

/** Node looks up no name for a literal address, so it is asked about before. */
function literalRefusal(guard: AddressGuard, host: string | null | undefined, connection: Connection) {
  return host && net.isIP(host) !== 0 ? guard.refusal(host, connection) : undefined;
}

/** Fails the request without a socket. */
function refuse(refusal: AddressRefusal, created: Created | undefined): undefined {
  const error = new RefusedConnection(refusal);
  if (!created) throw error;
  // Node looks at nothing but the error when there is one.
  (created as (error: Error) => void)(error);
}

/** One refused address refuses the name: nobody has a reason to publish a private address beside a public one. */
function guardedLookup(guard: AddressGuard, lookup: LookupAll, connection: Connection): net.LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const [first] = addresses;
      if (!first)
        return callback(Object.assign(new Error('the name has no address'), { code: 'ENOTFOUND' }), []);
      for (const { address } of addresses) {
        const refusal = guard.refusal(address, connection);
        if (refusal) return callback(new RefusedConnection(refusal), []);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
