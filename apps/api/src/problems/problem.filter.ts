import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ErasedReport, KeyServiceFault } from '#application';
import { databaseTroubleOf, type DatabaseTrouble } from '#persistence';
import type { Log } from '#telemetry';
import { Problem, problemOfMediaType } from './problem.js';

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
  if (error instanceof ErasedReport) return erased(error);
  if (error instanceof KeyServiceFault) return keysAway;
  const status = statusOf(error);
  // What has a status comes from the HTTP server: a client that went away is no trouble of the database.
  const trouble = status === undefined ? databaseTroubleOf(error) : undefined;
  if (trouble) return notNow(trouble);
  if (status === 415) return problemOfMediaType();
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

function erased({ reference, atMs }: ErasedReport): Problem {
  const day = new Date(atMs).toISOString().slice(0, 10);
  return new Problem(
    410,
    'REPORT.ERASED',
    `What ${reference} was about was erased on ${day}. Its status and timeline are left: GET /v1/reports and …/events.`,
  );
}

const keysAway = new Problem(
  503,
  'KEYS.UNAVAILABLE',
  'The service that keeps the keys does not answer: nothing can be opened or stored just now. Try again in a few seconds, with the same Idempotency-Key where you sent one.',
  undefined,
  { 'retry-after': '5' },
);

/** What the HTTP server refuses before a controller sees it, by status. */
const refusals: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: [
    'BODY.NOT_JSON',
    'The body is empty, is no valid JSON or holds the name __proto__. Send a JSON object in UTF-8.',
  ],
  404: ['ROUTE.NOT_FOUND', 'There is nothing at this address. See /openapi.json.'],
  413: ['BODY.TOO_LARGE', 'The body is too large. Send fewer targets, or shorter texts.'],
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

const away = {
  code: 'DATABASE.UNAVAILABLE',
  detail:
    'The database does not answer. Try again in a few seconds, with the same Idempotency-Key where you sent one.',
  retryAfterSeconds: 5,
};

const waits: Readonly<
  Record<
    DatabaseTrouble,
    { readonly code: string; readonly detail: string; readonly retryAfterSeconds: number }
  >
> = {
  unreachable: away,
  starting: away,
  readOnly: away,
  crowded: away,
  busy: {
    code: 'DATABASE.BUSY',
    detail:
      'Others are at work on the same rows. Try again in a moment, with the same Idempotency-Key where you sent one.',
    retryAfterSeconds: 1,
  },
  diskFull: {
    code: 'DATABASE.DISK_FULL',
    detail:
      'The disk of the database is full: nothing of this request was stored. Tell the administrator to make room, then try again.',
    retryAfterSeconds: 30,
  },
};

/** The database cannot do it now; the same request may be sent again. */
export function notNow(trouble: DatabaseTrouble): Problem {
  const { code, detail, retryAfterSeconds } = waits[trouble];
  return new Problem(503, code, detail, undefined, { 'retry-after': String(retryAfterSeconds) });
}
