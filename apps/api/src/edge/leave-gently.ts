import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '../problems/problem.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** The longest wait of a request: for a connection, a lock and the statement. */
const requestsEndWithinMs = 15_000;
/** Whoever connected just before has so long to ask. */
const firstRequestMs = 1_000;

/**
 * From `leaving` on, says so to whoever sends requests here: `/health/ready` answers 503, and with each answer its
 * connection ends. Everything else is answered as ever.
 */
export function sayWhenLeaving(fastify: Fastify, leaving: AbortSignal): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!leaving.aborted) return done();
    reply.header('connection', 'close');
    done(request.routeOptions.url === '/health/ready' ? stopping() : undefined);
  });
}

function stopping(): Problem {
  return new Problem(503, 'API.STOPPING', 'This process stops. Another one takes requests.');
}

/**
 * Leaves time to send requests elsewhere, takes no more then, lets those under way be answered, and cuts what is left.
 *
 * @param drained told once no more connections are taken: streams would never end by themselves
 */
export async function leaveGently(
  app: NestFastifyApplication,
  connections: Connections,
  { drainMs, drained }: { readonly drainMs: number; readonly drained: () => Promise<void> },
): Promise<void> {
  if (drainMs > 0) await pause(drainMs);
  const server = app.getHttpServer();
  const closingMs = performance.now();
  const drop = () => {
    const left = performance.now() - closingMs < firstRequestMs ? connections.idle() : connections.unused();
    for (const socket of left) socket.destroy();
  };
  const dropping = setInterval(drop, 50);
  const cut = setTimeout(() => server.closeAllConnections(), requestsEndWithinMs);
  try {
    await Promise.all([drained(), app.close()]);
  } finally {
    clearInterval(dropping);
    clearTimeout(cut);
  }
}

/** Connections on which nothing is being answered: they would hold up a stop. */
export interface Connections {
  /** Something was answered before. */
  idle(): Iterable<Socket>;
  /** Also those on which nothing was asked yet, which Node's own `closeIdleConnections` keeps. */
  unused(): Iterable<Socket>;
}

export function watchConnections(server: Server): Connections {
  const [unasked, answered] = [new Set<Socket>(), new Set<Socket>()];
  server.on('connection', (socket) => {
    unasked.add(socket);
    socket.once('close', () => {
      unasked.delete(socket);
      answered.delete(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    unasked.delete(socket);
    answered.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) answered.add(socket);
    });
  });
  return { idle: () => answered, unused: () => [...answered, ...unasked] };
}
