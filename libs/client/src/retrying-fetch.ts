import { Ending, unlessEnded } from './abort.js';
import { ApiUnreachable } from './problems.js';

export type Fetch = (request: Request) => Promise<Response>;

/** Waits; ends early, with the signal's reason thrown, when `signal` says so. */
export type Wait = (durationMs: number, signal?: AbortSignal) => Promise<void>;

export interface RetryRules {
  readonly fetch: Fetch;
  /** Tries after the first. */
  readonly retries: number;
  /** How long one try may take, with its answer read to the end. */
  readonly timeoutMs: number;
  readonly wait: Wait;
}

/**
 * A fetch that tries again where a repeat is harmless: GET, and what carries an Idempotency-Key.
 *
 * It does so after a failed connection, 429, 502, 503 and 504, and after 409 with Retry-After (the first try is still
 * being worked on). Where the API asks for a longer wait than a minute its answer is handed back.
 *
 * @throws ApiUnreachable where the last try got no answer
 */
export function retryingFetch(rules: RetryRules): Fetch {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = !isRepeatable(request) || attempt > rules.retries;
      const answer = await tryOnce(request, rules);
      if (answer instanceof ApiUnreachable) {
        if (isLast || answer.reason === 'NOT_JSON') throw answer;
        await rules.wait(backOffMs(attempt), request.signal);
        continue;
      }
      const retryAfterMs = retryAfterMsOf(answer);
      if (isLast || !isPassing(answer.status, retryAfterMs)) return answer;
      if (retryAfterMs !== undefined && retryAfterMs > longestWaitMs) return answer;
      await rules.wait(retryAfterMs ?? backOffMs(attempt), request.signal);
    }
  };
}

async function tryOnce(request: Request, rules: RetryRules): Promise<Response | ApiUnreachable> {
  const ending = new Ending(request.signal);
  ending.endIn(rules.timeoutMs);
  try {
    const attempt = new Request(request.clone(), { signal: ending.signal });
    const response = await unlessEnded(readToEnd(rules.fetch(attempt)), ending.signal);
    return response.ok && !isOfTheApi(response, request)
      ? unreachable(request.url, new SyntaxError('not JSON'))
      : response;
  } catch (error) {
    request.signal.throwIfAborted();
    return unreachable(request.url, error);
  } finally {
    ending.release();
  }
}

/** So that a connection cut midway counts as a failed try. */
async function readToEnd(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  await response.clone().arrayBuffer();
  return response;
}

export function unreachable(url: string, error: unknown): ApiUnreachable {
  return new ApiUnreachable(new URL(url).origin, reasonOf(error), { cause: error });
}

/** A word for what went wrong, from the error of fetch or what lies below it. */
function reasonOf(error: unknown): string {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    const { name, code, cause } = at as { name?: unknown; code?: unknown; cause?: unknown };
    if (name === 'TimeoutError') return 'TIMEOUT';
    if (name === 'SyntaxError') return 'NOT_JSON';
    if (typeof code === 'string' && /^[A-Z_]+$/.test(code)) return code;
    at = cause;
  }
  return 'CONNECTION_FAILED';
}

/** What answers in anything but JSON, or the kind of file that was asked for, is not the API. */
function isOfTheApi({ status, headers }: Response, request: Request): boolean {
  const type = headers.get('content-type') ?? '';
  const wanted = request.headers.get('accept') ?? '*/*';
  return status === 204 || /[/+]json\b/.test(type) || (wanted !== '*/*' && type.split(';')[0] === wanted);
}

function isRepeatable({ method, headers }: Request): boolean {
  return method === 'GET' || method === 'HEAD' || headers.has('idempotency-key');
}

/** Whether an answer tells of something that passes. */
export function isPassing(status: number, retryAfterMs?: number): boolean {
  return [429, 502, 503, 504].includes(status) || (status === 409 && retryAfterMs !== undefined);
}

const longestWaitMs = 60_000;

/** 0.5 s, 1 s, 2 s … up to half a minute, spread so that many clients do not come back together. */
export function backOffMs(attempt: number): number {
  return Math.min(30_000, 500 * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2);
}

/** Milliseconds to wait by `Retry-After`, in seconds or as a date; undefined where it says nothing. */
export function retryAfterMsOf({ headers }: Response): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - Date.now());
}

export const wait: Wait = async (durationMs, signal) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = new Promise<void>((resolve) => (timer = setTimeout(resolve, durationMs)));
  await (signal ? unlessEnded(waited, signal) : waited).finally(() => clearTimeout(timer));
};
