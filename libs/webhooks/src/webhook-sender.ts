import type { Readable } from 'node:stream';
import axios, { isAxiosError, type AxiosError, type AxiosResponse } from 'axios';
import type { AttemptPhases } from '#application';
import { AddressGuard, type AddressOptions } from './address-guard.js';
import { ConnectionTimes } from './connection-times.js';
import { checkEndpointUrl } from './endpoint-url.js';
import { guardedAgents, RefusedConnection, type GuardedAgents, type LookupAll } from './guarded-agents.js';
import { retryAfterMs } from './retry-after.js';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * delivered    2xx
 * rejected     any other answer; redirects are not followed
 * gone         410: the consumer wants no more
 * aborted      no 2xx, with the header `webhook-delivery: abort-message`: the consumer never wants this event
 * unreachable  no complete answer: name, connection, TLS, or something that is not HTTP
 * blocked      not tried: the address may not be reached from here
 * timedOut     no answer within the deadline
 */
export type WebhookOutcome =
  'delivered' | 'rejected' | 'gone' | 'aborted' | 'unreachable' | 'blocked' | 'timedOut';

/** Why it was not delivered, for the delivery log and metrics. */
export type WebhookErrorClass =
  | 'status'
  | 'redirect'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'reset'
  | 'malformedAnswer'
  | 'network'
  | 'url'
  | 'addressNotPublic'
  | 'httpsRequired'
  | 'portNotAllowed'
  | 'deadline';

export interface WebhookResult {
  readonly outcome: WebhookOutcome;
  readonly status?: number;
  /** How long the consumer asked us to wait: 1 second to 24 hours. */
  readonly retryAfterMs?: number;
  readonly durationMs: number;
  readonly phases: AttemptPhases;
  readonly errorClass?: WebhookErrorClass;
  /** The first 8 kB of the answer's body as text; absent where there is none, or it is packed. */
  readonly answer?: string;
}

export interface WebhookSenderOptions extends AddressOptions {
  /** For everything from looking up the name to the end of the answer. Default 20 s. */
  readonly deadlineMs?: number;
  /** How much of an answer is read before the connection is cut. Default 64 KiB. */
  readonly maxAnswerBytes?: number;
  /** PEM, in place of the system's authorities. */
  readonly certificateAuthorities?: string;
  readonly lookup?: LookupAll;
  readonly nowMs?: () => number;
}

/**
 * Posts signed bodies to consumers. What a consumer does is a value, never an exception, and no result or error names
 * its address.
 *
 * The status decides as soon as it is read: a consumer that says 200 and then drips, resets or floods its body has
 * taken the event. The body is read (within deadline and size) only so that the connection can be used again.
 */
export class WebhookSender {
  readonly #options: WebhookSenderOptions;
  readonly #agents: GuardedAgents;

  constructor(options: WebhookSenderOptions = {}) {
    const { lookup, certificateAuthorities } = options;
    this.#options = options;
    this.#agents = guardedAgents(new AddressGuard(options), {
      ...(lookup ? { lookup } : {}),
      ...(certificateAuthorities === undefined ? {} : { certificateAuthorities }),
    });
  }

  async send(request: WebhookRequest): Promise<WebhookResult> {
    const startedMs = performance.now();
    const times = new ConnectionTimes();
    const { answeredMs = null, ...finding } = await this.#attempt(request, times);
    const phases = times.phases(startedMs, answeredMs);
    return { ...finding, phases, durationMs: Math.round(performance.now() - startedMs) };
  }

  /** Ends every connection, also those in use. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async #attempt(request: WebhookRequest, times: ConnectionTimes): Promise<Finding> {
    const check = checkEndpointUrl(request.url, this.#options);
    if (!check.ok) return { outcome: 'blocked', errorClass: classByUrlError[check.error] ?? 'url' };
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), this.#options.deadlineMs ?? 20_000);
    try {
      const response = await times.of(() => this.#post(request, deadline.signal));
      const answeredMs = performance.now();
      const answer = await readBody(response, this.#options.maxAnswerBytes ?? 65_536);
      return { ...this.#judge(response), answeredMs, ...(answer === '' ? {} : { answer }) };
    } catch (error) {
      if (deadline.signal.aborted) return { outcome: 'timedOut', errorClass: 'deadline' };
      if (isAxiosError(error)) return findFault(error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** A consumer may close an idle connection at the moment we use it; then, and only then, once more on a new one. */
  async #post(request: WebhookRequest, signal: AbortSignal): Promise<AxiosResponse<Readable>> {
    try {
      return await this.#postOnce(request, signal);
    } catch (error) {
      if (signal.aborted || !isAxiosError(error) || !isStaleConnection(error)) throw error;
      return await this.#postOnce(request, signal);
    }
  }

  #postOnce({ url, headers, body }: WebhookRequest, signal: AbortSignal): Promise<AxiosResponse<Readable>> {
    return axios.request<Readable>({
      method: 'POST',
      url,
      allowAbsoluteUrls: true,
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': 'Uniflag-Webhooks/1',
        'content-type': 'application/json',
        ...headers,
      },
      data: Buffer.from(body, 'utf8'),
      transformRequest: [],
      transformResponse: [],
      responseType: 'stream',
      validateStatus: () => true,
      decompress: false,
      maxRedirects: 0,
      proxy: false,
      httpAgent: this.#agents.http,
      httpsAgent: this.#agents.https,
      signal,
    });
  }

  #judge({ status, headers }: AxiosResponse): Finding {
    if (status >= 200 && status < 300) return { outcome: 'delivered', status };
    if (status === 410) return { outcome: 'gone', status, errorClass: 'status' };
    if (headers['webhook-delivery'] === 'abort-message')
      return { outcome: 'aborted', status, errorClass: 'status' };
    const waitMs = retryAfterMs(headers['retry-after'], (this.#options.nowMs ?? Date.now)());
    return {
      outcome: 'rejected',
      status,
      ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
      errorClass: status >= 300 && status < 400 ? 'redirect' : 'status',
    };
  }
}

type Finding = Omit<WebhookResult, 'durationMs' | 'phases'> & { readonly answeredMs?: number };

const classByUrlError: Partial<Record<string, WebhookErrorClass>> = {
  'WEBHOOK.ADDRESS_NOT_PUBLIC': 'addressNotPublic',
  'WEBHOOK.HTTPS_REQUIRED': 'httpsRequired',
  'WEBHOOK.PORT_NOT_ALLOWED': 'portNotAllowed',
};

const classByRefusal = {
  NOT_PUBLIC: 'addressNotPublic',
  NOT_HTTPS: 'httpsRequired',
  PORT: 'portNotAllowed',
} as const;

const keptAnswerBytes = 8_192;

/** Leaving the loop early destroys the connection. @returns what is kept of it */
async function readBody({ data: body, headers }: AxiosResponse<Readable>, maxBytes: number): Promise<string> {
  const kept: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (bytes < keptAnswerBytes) kept.push(chunk.subarray(0, keptAnswerBytes - bytes));
      bytes += chunk.length;
      if (bytes > maxBytes) break;
    }
  } catch {
    // Reset, or the deadline: the connection is gone, and the status has already decided.
    body.destroy();
  }
  const isPacked = ![undefined, 'identity'].includes(headers['content-encoding'] as string | undefined);
  return isPacked ? '' : Buffer.concat(kept).toString('utf8');
}

function isStaleConnection({ code, request }: AxiosError): boolean {
  const isReused = (request as { reusedSocket?: boolean } | undefined)?.reusedSocket === true;
  return isReused && (code === 'ECONNRESET' || code === 'EPIPE');
}

function findFault(error: AxiosError): Finding {
  const { cause, code = '' } = error;
  if (cause instanceof RefusedConnection)
    return { outcome: 'blocked', errorClass: classByRefusal[cause.refusal] };
  const errorClass = faultClasses.find(([pattern]) => pattern.test(code))?.[1] ?? 'network';
  return { outcome: 'unreachable', errorClass };
}

/** Codes of Node and OpenSSL, by what a person would check. */
const faultClasses: readonly (readonly [RegExp, WebhookErrorClass])[] = [
  [/^(ENOTFOUND|EAI_)/, 'dns'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|ENETDOWN|EHOSTDOWN)/, 'connect'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED)/, 'reset'],
  [/^HPE_/, 'malformedAnswer'],
  [
    /^(EPROTO|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/,
    'tls',
  ],
];
