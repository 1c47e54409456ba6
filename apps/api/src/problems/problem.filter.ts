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
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && fastifyProblems[code]) return fastifyProblems[code]();
  if (typeof code === 'string' && isDatabaseAway(code))
    return new Problem(503, 'DATABASE.UNAVAILABLE', 'The database does not answer. Try again in a few seconds; nothing was stored.', undefined, {
      'retry-after': '5',
    });
  const status = statusOf(error);
  if (status === 404) return new Problem(404, 'ROUTE.NOT_FOUND', 'There is nothing at this address. See /openapi.json.');
  if (status !== undefined && status < 500)
    return new Problem(status, 'REQUEST.INVALID', 'The request could not be read. See /openapi.json for its form.');
  return new Problem(500, 'SERVER.ERROR', 'Something went wrong on our side; nothing was stored. Try again, then tell the administrator.');
}

/** What Fastify refuses before a controller sees it. */
const fastifyProblems: Readonly<Record<string, () => Problem>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: () =>
    new Problem(400, 'BODY.NOT_JSON', 'The body is not valid JSON. Send JSON in UTF-8.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new Problem(400, 'BODY.EMPTY', 'The body is empty. Send a JSON object.'),
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new Problem(413, 'BODY.TOO_LARGE', 'The body is too large. Send fewer targets, or shorter texts.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new Problem(415, 'BODY.MEDIA_TYPE', 'Send JSON with Content-Type: application/json. Pictures and videos are never taken: give the address.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new Problem(400, 'BODY.LENGTH', 'The body does not have the length it announced. Send it again.'),
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** SQLSTATE classes 08, 53 and 57 (connection, resources, shutdown), a lock not had in time, and socket errors. */
function isDatabaseAway(code: string): boolean {
  return /^(08|53|57)/.test(code) || code === '55P03' || ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'].includes(code);
}
