import {
  PlatformFault,
  createHttpClient,
  msUntilReset,
  type CallFault,
  type HttpAnswer,
  type HttpCall,
  type HttpClient,
  type PlatformConnection,
} from '#platform-kit';
import { manifest } from './manifest.js';
import type { KeptNotice, NoticeBody } from './wire.js';

export const httpBaseUrl = 'https://api.lookup.example/';

export interface LookupClient {
  fileNotice(body: NoticeBody, mayLeave: () => boolean): Promise<KeptNotice>;
  /** By our reference; undefined where the platform has none. */
  findNotice(reference: string): Promise<KeptNotice | undefined>;
  readNotice(number: string): Promise<KeptNotice>;
  answer(reference: string, text: string): Promise<KeptNotice>;
  complain(reference: string, grounds: string): Promise<KeptNotice>;
  readItem(id: string): Promise<'everywhere' | 'limited' | 'nowhere'>;
}

/** The platform's API, in its own words. */
export function createLookupClient(connection: PlatformConnection): LookupClient {
  const http = wire(connection);
  const headers = () => ({ 'x-api-key': connection.credentials.apiKey ?? '' });
  const post = (path: string, json: unknown): HttpCall => ({
    ...{ method: 'POST', path, body: { json }, isSafe: false, headers: headers() },
    ...(path === 'v1/notices' && { quota: 'notices' }),
  });
  const get = (path: string, query: Readonly<Record<string, string>> = {}): HttpCall => ({
    ...{ method: 'GET', path, query, isSafe: true, headers: headers() },
  });
  return {
    fileNotice: (body, mayLeave) =>
      http.ask({ ...post('v1/notices', body), mayLeave }, (answer) => keptIn(answer, 201)),
    async findNotice(reference) {
      const [found] = await http.ask(get('v1/notices', { reference }), readList);
      return found;
    },
    readNotice: (number) =>
      http.ask(get(`v1/notices/${encodeURIComponent(number)}`), (answer) => keptIn(answer, 200)),
    answer: (reference, text) =>
      http.ask(post('v1/answers', { reference, text }), (answer) => keptIn(answer, 202)),
    complain: (reference, grounds) =>
      http.ask(post('v1/complaints', { reference, grounds }), (answer) => keptIn(answer, 202)),
    readItem: (id) =>
      http.ask({ ...get(`v1/items/${encodeURIComponent(id)}`), quota: 'verify:items' }, readItem),
  };
}

function wire(connection: PlatformConnection): HttpClient {
  const { isRehearsal, timeoutMs, now, useQuota } = connection;
  const { quota } = manifest.limits;
  const quotaResetInMs = () => (quota ? msUntilReset(quota.resetsAt, now()) : 0);
  return createHttpClient({
    platform: manifest.key,
    baseUrl: connection.httpBaseUrl,
    allowedHosts: ['api.lookup.example'],
    ...{ isRehearsal, timeoutMs, now, useQuota, quotaResetInMs },
    maxResponseBytes: 64 * 1_024,
    readFault: (answer): CallFault | undefined =>
      answer.status === 429 && (answer.json as { error?: unknown } | undefined)?.error === 'daily_limit'
        ? { kind: 'quotaExhausted', code: 'LOOKUP.DAILY_LIMIT', retryAfterMs: quotaResetInMs() }
        : undefined,
  });
}

function keptIn({ status, json }: HttpAnswer, expected: number): KeptNotice | undefined {
  return status === expected ? readKept(json) : undefined;
}

function readList({ status, json }: HttpAnswer): readonly KeptNotice[] | undefined {
  const list = (json as { notices?: unknown } | undefined)?.notices;
  if (status !== 200 || !Array.isArray(list)) return undefined;
  const read = list.map(readKept);
  return read.every((each) => each !== undefined) ? read : undefined;
}

function readKept(json: unknown): KeptNotice | undefined {
  const { number, status, changedAt } = (json ?? {}) as Record<string, unknown>;
  if (typeof number !== 'string' || typeof status !== 'string' || typeof changedAt !== 'string')
    return undefined;
  return Number.isNaN(Date.parse(changedAt)) ? undefined : { number, status, changedAt };
}

function readItem({ status, json }: HttpAnswer): 'everywhere' | 'limited' | 'nowhere' | undefined {
  const visible = (json as { visible?: unknown } | undefined)?.visible;
  if (status !== 200) return undefined;
  return visible === 'everywhere' || visible === 'limited' || visible === 'nowhere' ? visible : undefined;
}

/** A status that the documentation does not name. */
export function unreadableStatus(): PlatformFault {
  return new PlatformFault(manifest.key, 'unreadable', 'LOOKUP.STATUS_UNKNOWN');
}
