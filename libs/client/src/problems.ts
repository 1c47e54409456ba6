import type { FieldError, Problem } from './shapes.js';

/** The API answered with a refusal or an error of its own. Source: RFC 9457. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    /** Stable, such as `REPORT.NOT_FOUND`; `HTTP.502` where something between us and the API answered. */
    readonly code: string,
    /** For people: what is wrong and the way out. */
    readonly detail: string,
    /** Each wrong field of the request; empty where it is not about fields. */
    readonly errors: readonly FieldError[] = [],
  ) {
    super(detail);
  }
}

/** Nothing answered, or not the API. Whether a request that was not repeated arrived is unknown. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';

  constructor(
    /** Scheme, host and port that were tried. */
    readonly origin: string,
    /** Such as `ECONNREFUSED`, `ENOTFOUND`, `TIMEOUT`, `NOT_JSON`. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The API at ${origin} does not answer as it should (${reason}).`, options);
  }
}

/**
 * What a call of `client.api` answered.
 *
 * @throws ApiProblem where the API refused
 * @throws ApiUnreachable where it did not answer
 */
export async function answerOf<Answer>(
  call: Promise<{ data?: Answer; error?: unknown; response: Response }>,
): Promise<Answer> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response.status, error);
  return data as Answer;
}

/** What lies in between, such as a proxy, can answer anything: what is not a problem of the API is not repeated. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const { code, detail, errors } = (typeof body === 'object' && body !== null ? body : {}) as Partial<
    Record<keyof Problem, unknown>
  >;
  if (typeof code !== 'string' || typeof detail !== 'string')
    return new ApiProblem(status, `HTTP.${status}`, unexplained(status));
  return new ApiProblem(status, code, detail, Array.isArray(errors) ? errors.filter(isFieldError) : []);
}

function unexplained(status: number): string {
  if (status >= 300 && status < 400)
    return `The address answers with a redirect (${status}), which is not followed. Use the API's own address.`;
  return `Something answered ${status} without saying why. Check the address, and whether the API runs behind it.`;
}

function isFieldError(value: unknown): value is FieldError {
  const { pointer, code, detail } = (value ?? {}) as Partial<Record<keyof FieldError, unknown>>;
  return [pointer, code, detail].every((part) => typeof part === 'string');
}
