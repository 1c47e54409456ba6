import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import axios, { AxiosError, type AxiosRequestConfig } from 'axios';
import { tooLong } from './http-fault.js';

export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

/** What came of one HTTP request. Nothing in it repeats the address or what was sent. */
export type Exchange =
  | {
      readonly outcome: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    }
  | {
      readonly outcome: 'broken';
      readonly isBegun: boolean;
      readonly code: string | undefined;
      readonly status: number | undefined;
    };

/**
 * One HTTP request over a connection of its own: one total deadline, no redirect, no proxy, no decompression.
 *
 * A fresh connection each time, because on a kept one a server's goodbye and our request can cross: nobody could
 * then say whether the notice arrived. Never throws for anything the other side does.
 */
export async function exchange(request: ExchangeRequest): Promise<Exchange> {
  const progress = { isBegun: false };
  try {
    const answer = await axios.request<ArrayBuffer>(axiosConfig(request, progress));
    return {
      outcome: 'answered',
      status: answer.status,
      headers: plainHeaders(answer.headers),
      body: new Uint8Array(answer.data),
    };
  } catch (error) {
    return { outcome: 'broken', isBegun: progress.isBegun, code: codeOf(error), status: statusOf(error) };
  }
}

function axiosConfig(request: ExchangeRequest, progress: { isBegun: boolean }): AxiosRequestConfig {
  const isHttps = request.url.startsWith('https:');
  return {
    method: request.method,
    url: request.url,
    headers: { 'user-agent': 'Uniflag', 'accept-encoding': 'identity', ...request.headers },
    data: request.body,
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
    responseType: 'arraybuffer',
    validateStatus: () => true,
    maxRedirects: 0,
    proxy: false,
    decompress: false,
    maxContentLength: request.maxResponseBytes,
    signal: AbortSignal.timeout(request.timeoutMs),
    httpAgent: new http.Agent({ keepAlive: false }),
    httpsAgent: new https.Agent({ keepAlive: false }),
    transport: watchedTransport(isHttps, progress),
  };
}

/** Node's own transport, noting when the connection stands: before that, no byte of the request can have left. */
function watchedTransport(isHttps: boolean, progress: { isBegun: boolean }) {
  const readyEvent = isHttps ? 'secureConnect' : 'connect';
  return {
    request(options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest {
      const request = isHttps ? https.request(options, onAnswer) : http.request(options, onAnswer);
      request.once('socket', (socket) => {
        if (!socket.connecting && !isHttps) progress.isBegun = true;
        socket.once(readyEvent, () => {
          progress.isBegun = true;
        });
      });
      return request;
    },
  };
}

function plainHeaders(headers: unknown): Record<string, string> {
  const entries = Object.entries(headers as Record<string, unknown>);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** A short code such as `ECONNREFUSED`, and nothing else of an error that carries the whole request. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AxiosError && error.message.startsWith('maxContentLength')) return tooLong;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
}

function statusOf(error: unknown): number | undefined {
  return error instanceof AxiosError ? error.response?.status : undefined;
}
