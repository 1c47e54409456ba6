import { isUtf8 } from 'node:buffer';
import { PlatformFault } from '#application';
import { exchange, type Exchange } from './http-exchange.js';
import { faultOfBreak, faultOfStatus, type CallFault } from './http-fault.js';
import { retryAfterMs } from './retry-after.js';

export interface HttpClientOptions {
  readonly platform: string;
  /** Every call stays below this address; it ends in `/`. */
  readonly baseUrl: string;
  /** Rehearsed: loopback addresses only. Armed: https only, on `allowedHosts`. */
  readonly isRehearsal: boolean;
  /** The platform's own hosts. */
  readonly allowedHosts: readonly string[];
  /** Total time of one call, from connecting to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Longer answers are not read. */
  readonly maxResponseBytes: number;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  /** Uses up the units of a call; false where none are left today. */
  readonly useQuota?: (call: string) => Promise<boolean>;
  /** How long until the quota is whole again. */
  readonly quotaResetInMs?: () => number;
  /** The platform's own words for an answer that was not expected; undefined leaves it to the general rules. */
  readonly readFault?: (answer: HttpAnswer) => CallFault | undefined;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address, without a leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly json: unknown } | { readonly form: Readonly<Record<string, string>> };
  /** Whether a repeat does no harm. An unsafe call without a clear end is `outcomeUnknown`. */
  readonly isSafe: boolean;
  /** Name of the call in the manifest's quota costs, for calls that have one. */
  readonly quota?: string;
  /** Asked right before it leaves; false is `temporary` SEND.TOO_LATE. Absent: it may. See `SendAttempt`. */
  readonly mayLeave?: () => boolean;
}

/** A complete answer. Header names are in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON; undefined where it is none. */
  readonly json: unknown;
}

export interface HttpClient {
  /**
   * Makes one call and reads its answer.
   *
   * @param read gives what a complete answer says, or undefined where it is none of those the call expects: then the
   *   platform's own words, and after them the general rules, say which fault it is
   * @throws PlatformFault
   */
  ask<T>(call: HttpCall, read: (answer: HttpAnswer) => T | undefined): Promise<T>;
}

/**
 * The wire of one platform: limits, and one `PlatformFault` for everything that can go wrong.
 *
 * Faults carry a short code and a status, never an address, a key or a body.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  checkAddress(options);
  const fault = (
    { kind, code, retryAfterMs: waitMs }: CallFault,
    cause?: { code?: string; status?: number },
  ) => new PlatformFault(options.platform, kind, code, waitMs, cause === undefined ? undefined : { cause });

  async function answerTo(call: HttpCall): Promise<HttpAnswer> {
    const url = addressOf(options, call);
    await useQuota(call);
    const { headers, body } = encode(call);
    const { timeoutMs, maxResponseBytes } = options;
    if (call.mayLeave?.() === false) throw fault({ kind: 'temporary', code: 'SEND.TOO_LATE' });
    const result = await exchange({ method: call.method, url, headers, body, timeoutMs, maxResponseBytes });
    if (result.outcome === 'broken')
      throw fault(faultOfBreak(result.code, { ...call, ...result }), causeOf(result));
    return { status: result.status, headers: result.headers, json: parse(result.body) };
  }

  async function useQuota({ quota }: HttpCall): Promise<void> {
    if (quota === undefined || options.useQuota === undefined || (await options.useQuota(quota))) return;
    const waitMs = options.quotaResetInMs?.();
    const used: CallFault = { kind: 'quotaExhausted', code: 'PLATFORM.QUOTA_USED_UP' };
    throw fault(waitMs === undefined ? used : { ...used, retryAfterMs: waitMs });
  }

  return {
    async ask(call, read) {
      const answer = await answerTo(call);
      const said = read(answer);
      if (said !== undefined) return said;
      const { status } = answer;
      const waitMs = retryAfterMs(answer.headers['retry-after'], options.now());
      throw fault(options.readFault?.(answer) ?? faultOfStatus(status, call.isSafe, waitMs), { status });
    },
  };
}

/** A wrong address is a mistake of ours or of the configuration, so it stops the start instead of becoming a fault. */
function checkAddress({ platform, baseUrl, isRehearsal, allowedHosts }: HttpClientOptions): void {
  const { protocol, hostname, pathname, username } = new URL(baseUrl);
  if (!pathname.endsWith('/') || username !== '')
    throw new Error(`${platform}: base address must end in a slash`);
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  if (isRehearsal && !isLoopback)
    throw new Error(`${platform}: a rehearsed platform may reach this machine only`);
  if (!isRehearsal && (protocol !== 'https:' || !allowedHosts.includes(hostname)))
    throw new Error(
      `${platform}: an armed platform may be reached by https at ${allowedHosts.join(', ')} only`,
    );
}

function addressOf({ platform, baseUrl }: HttpClientOptions, { path, query }: HttpCall): string {
  const url = new URL(path, baseUrl);
  if (!url.href.startsWith(new URL(baseUrl).href) || url.search !== '' || url.hash !== '')
    throw new Error(`${platform}: a call would leave the base address`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.append(name, value);
  return url.href;
}

function encode({ body, headers = {} }: HttpCall): {
  headers: Record<string, string>;
  body: string | undefined;
} {
  const accept = { accept: 'application/json', ...headers };
  if (body === undefined) return { headers: accept, body: undefined };
  return 'json' in body
    ? { headers: { 'content-type': 'application/json', ...accept }, body: JSON.stringify(body.json) }
    : {
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...accept },
        body: new URLSearchParams(body.form).toString(),
      };
}

/** Bad UTF-8 and bad JSON alike are undefined: both mean that the body says nothing. */
function parse(body: Uint8Array): unknown {
  if (!isUtf8(body)) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function causeOf({ code, status }: Extract<Exchange, { outcome: 'broken' }>): {
  code?: string;
  status?: number;
} {
  return { ...(code !== undefined && { code }), ...(status !== undefined && { status }) };
}
