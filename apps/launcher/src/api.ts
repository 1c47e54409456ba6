import { EventStreamReader } from './event-stream-reader.js';

/** What the launcher asks of the API, over plain HTTP. Shapes hold only what is read here. */
export interface ReportView {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly attention: readonly string[];
  readonly submissions: readonly SubmissionView[];
}

export interface SubmissionView {
  readonly id: string;
  readonly platform: string;
  readonly word: string;
  readonly delivery: string;
  readonly decision: string;
  readonly verification: string;
  readonly externalRef: string | null;
}

/** One step of a report's timeline, as the feed, the timeline and the stream give it. */
export interface EventView {
  readonly reportId: string;
  readonly sequence: number;
  readonly type: string;
  /** ISO 8601. */
  readonly at: string;
  readonly platform: string | null;
  readonly word: string | null;
  readonly previousWord: string | null;
  readonly status: string;
  readonly previousStatus: string | null;
}

export interface PlatformView {
  readonly key: string;
  readonly mode: string;
}

export interface ResolvedInput {
  readonly outcome: string;
  readonly platform?: string;
  readonly key?: string;
}

export interface Api {
  get<T>(path: string): Promise<T>;
  /** `idempotencyKey` makes a repeat harmless; needed for what creates something. */
  post<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T>;
  /** Opens the live stream; resolves once it is open. It ends with the connection, or with `signal`. */
  events(signal: AbortSignal): Promise<AsyncIterable<EventView>>;
}

/** An answer that is no success: status, and what the API says about it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    method: string,
    path: string,
    problem: string,
  ) {
    super(`${method} ${path} answered ${status}: ${problem}`);
  }
}

/** Whether a call failed because the API is not there now, such as while it is started again. */
export function isAway(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500;
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}

export function apiAt(url: string, apiKey: string): Api {
  const authorization = { authorization: `Bearer ${apiKey}` };
  return {
    get: (path) => call(url, 'GET', path, authorization),
    post: (path, body, idempotencyKey) =>
      call(
        url,
        'POST',
        path,
        { ...authorization, ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}) },
        body,
      ),
    events: (signal) => openStream(url, authorization, signal),
  };
}

async function openStream(
  url: string,
  authorization: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<AsyncIterable<EventView>> {
  const path = '/v1/stream';
  const response = await fetch(new URL(path, url), {
    headers: { ...authorization, accept: 'text/event-stream' },
    signal,
  });
  if (!response.ok || response.body === null) {
    throw new ApiError(response.status, 'GET', path, problemIn(await response.text()));
  }
  return eventsIn(response.body);
}

async function* eventsIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<EventView> {
  const decoder = new TextDecoder();
  const reader = new EventStreamReader();
  for await (const bytes of body) {
    for (const { data } of reader.read(decoder.decode(bytes, { stream: true })))
      yield JSON.parse(data) as EventView;
  }
}

/** @throws ApiError for any other status than 2xx */
export async function call<T>(
  baseUrl: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: unknown,
): Promise<T> {
  const response = await fetch(new URL(path, baseUrl), {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  if (!response.ok) throw new ApiError(response.status, method, path, problemIn(text));
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function problemIn(text: string): string {
  if (!text.startsWith('{')) return text.slice(0, 300);
  const { title, detail, code } = JSON.parse(text) as { title?: string; detail?: string; code?: string };
  return [code, detail ?? title].filter(Boolean).join(' ');
}
