import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Log } from '#telemetry';
import { Problem } from './problem.js';

/** Turns every error into `application/problem+json`; what we did not foresee is logged and says nothing of itself. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status >= 500) this.log.error('request.failed', { code: problem.code, error });
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply
      .status(problem.status)
      .headers(problem.headers)
      .type('application/problem+json')
      .send(JSON.stringify(problem.body()));
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseAway(error))
    return new Problem(
      503,
      'DATABASE.UNAVAILABLE',
      'The database does not answer. Try again in a few seconds, with the same Idempotency-Key where you sent one.',
      undefined,
      { 'retry-after': '5' },
    );
  const status = statusOf(error);
  const refused = status === undefined ? undefined : refusals[status];
  if (status !== undefined && refused) return new Problem(status, ...refused);
  if (status !== undefined && status < 500)
    return new Problem(
      status,
      'REQUEST.INVALID',
      'The request could not be read. See /openapi.json for its form.',
    );
  return new Problem(
    500,
    'SERVER.ERROR',
    'Something went wrong on our side. Try again with the same Idempotency-Key, then tell the administrator.',
  );
}

/** What the HTTP server refuses before a controller sees it, by status. */
const refusals: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['BODY.NOT_JSON', 'The body is empty or not valid JSON. Send a JSON object in UTF-8.'],
  404: ['ROUTE.NOT_FOUND', 'There is nothing at this address. See /openapi.json.'],
  413: ['BODY.TOO_LARGE', 'The body is too large. Send fewer targets, or shorter texts.'],
  415: [
    'BODY.MEDIA_TYPE',
    'Send JSON with Content-Type: application/json. Pictures and videos are never taken: give their address.',
  ],
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/**
 * SQLSTATE classes 08, 53 and 57 (connection, resources, shutdown), a lock not had in time, socket errors, and what the
 * driver says without a code.
 */
function isDatabaseAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string')
    return (
      /^(08|53|57)/.test(code) ||
      code === '55P03' ||
      ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'].includes(code)
    );
  return typeof message === 'string' && driverTroubles.some((trouble) => message.startsWith(trouble));
}

const driverTroubles = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
];
