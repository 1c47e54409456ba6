import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { Config } from '#config';
import { answerHeaders } from '../console/security-headers.js';
import { Problem } from '../problems/problem.js';
import { problemOf } from '../problems/problem.filter.js';

type ApiSettings = Config['api'];
type ServerOptions = NonNullable<ConstructorParameters<typeof FastifyAdapter>[0]>;

/** Nothing moved on a connection for so long: its client is gone, or reads too slowly. Streams write every 15 seconds. */
const stillMs = 120_000;
/** Room for a session, a key and what proxies add; an address of ours is far shorter. */
const maxHeaderBytes = 16_384;
const maxHeaders = 100;

/**
 * How long and how large a request may be before anything of ours sees it, and what is answered where it is more.
 *
 * Two headers that contradict each other about a body's length end the connection: Node reads strictly.
 */
export function serverLimits(settings: ApiSettings): ServerOptions {
  const headers = answerHeaders(settings.publicUrl);
  return {
    requestTimeout: settings.requestTimeoutMs,
    connectionTimeout: stillMs,
    http: {
      headersTimeout: settings.headersTimeoutMs,
      // How often Node looks for what is late.
      connectionsCheckingInterval: Math.min(5_000, Math.ceil(settings.headersTimeoutMs / 4)),
      maxHeaderSize: maxHeaderBytes,
      insecureHTTPParser: false,
    },
    clientErrorHandler: (error, socket) => {
      answerUnread(error, socket, headers);
    },
    frameworkErrors: (error, _request, reply) => {
      const problem = error.code === 'FST_ERR_BAD_URL' ? badAddress() : problemOf(error);
      void (reply as FastifyReply)
        .status(problem.status)
        .headers(headers)
        .type('application/problem+json')
        .send(JSON.stringify(problem.body()));
    },
  };
}

/** What can only be said to a server that is there. */
export function limitConnections(server: Server, { maxConnections }: ApiSettings): void {
  server.maxConnections = maxConnections;
  server.maxHeadersCount = maxHeaders;
}

function badAddress(): Problem {
  return new Problem(400, 'ADDRESS.INVALID', 'This address cannot be read. See /openapi.json.');
}

/** What Node's reader of HTTP refused, by its code. */
const refusals: Readonly<Record<string, readonly [status: number, code: string, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'REQUEST.TOO_SLOW',
    'The request took too long to arrive. Send it again, in one go.',
  ],
  HPE_HEADER_OVERFLOW: [
    431,
    'REQUEST.HEADERS_TOO_LARGE',
    'Address and headers are too large. Send fewer or shorter ones; texts belong in the body.',
  ],
};

function answerUnread(
  error: NodeJS.ErrnoException,
  socket: Socket,
  headers: Readonly<Record<string, string>>,
): void {
  if (error.code !== 'ECONNRESET' && socket.writable && !socket.destroyed) {
    const problem = new Problem(...(refusals[error.code ?? ''] ?? unreadable));
    const body = JSON.stringify(problem.body());
    const lines = Object.entries({
      ...headers,
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('')}\r\n${body}`,
    );
  }
  socket.destroy();
}

const unreadable = [400, 'REQUEST.UNREADABLE', 'This is not HTTP as it must be. Nothing was done.'] as const;
