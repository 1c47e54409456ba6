import { ApiProblem, ApiUnreachable } from '#client';
import { plain, wrap } from './text/layout.js';

export const exitCodes = { ok: 0, refused: 1, usage: 2, notReachable: 3, interrupted: 130 } as const;

/** The command line itself is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** There is no API to talk to. */
export class NoApi extends Error {
  override readonly name = 'NoApi';
}

/** A call failed in a way that leaves something for the person to know; `cause` is the failure. */
export class FailedWithAdvice extends Error {
  override readonly name = 'FailedWithAdvice';

  constructor(
    readonly advice: string,
    cause: unknown,
  ) {
    super(advice, { cause });
  }
}

export interface Failure {
  readonly exitCode: number;
  /** For `--json`. */
  readonly body: object;
  /** For people. */
  readonly text: string;
}

/** What to tell about an error; undefined where it is a fault of this program. */
export function failureOf(error: unknown, columns: number): Failure | undefined {
  if (error instanceof FailedWithAdvice) {
    const below = failureOf(error.cause, columns);
    return (
      below && {
        ...below,
        body: { ...below.body, advice: error.advice },
        text: `${below.text}\n${wrap(error.advice, columns)}`,
      }
    );
  }
  if (error instanceof ApiProblem) return problemFailure(error, columns);
  if (error instanceof ApiUnreachable)
    return notReachable(`API.${error.reason}`, whyUnreachable(error), columns);
  if (error instanceof NoApi) return notReachable('API.NOT_FOUND', error.message, columns);
  if (error instanceof UsageError) return simple(exitCodes.usage, 'USAGE', error.message, columns);
  return undefined;
}

function problemFailure({ status, code, detail, errors }: ApiProblem, columns: number): Failure {
  const fields = errors.flatMap((field) => [
    `  ${plain(field.pointer)}  ${plain(field.code)}`,
    wrap(plain(field.detail), columns, '      '),
  ]);
  // Where fields are named, they say it all.
  const head =
    fields.length > 0
      ? [`Refused: ${plain(code)} (${status})`]
      : [wrap(`Refused: ${plain(detail)}`, columns), `  ${plain(code)} (${status})`];
  const text = [...head, ...fields].join('\n');
  return { exitCode: exitCodes.refused, body: { status, code, detail, errors }, text };
}

function whyUnreachable({ origin, reason }: ApiUnreachable): string {
  if (reason === 'NOT_JSON') return `What answers at ${origin} is not the API of Uniflag. ${howToReach}`;
  return `No answer from ${origin} (${reason}). ${howToReach}`;
}

export const howToReach =
  'Start Uniflag with npm start in its checkout, or name another one with UNIFLAG_API_URL and UNIFLAG_API_KEY ' +
  '(or --api-url and --api-key).';

function notReachable(code: string, detail: string, columns: number): Failure {
  return simple(exitCodes.notReachable, code, detail, columns);
}

function simple(exitCode: number, code: string, detail: string, columns: number): Failure {
  return { exitCode, body: { code, detail }, text: wrap(plain(detail), columns) };
}
