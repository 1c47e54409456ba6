import { createHttpClient, type CallFault, type HttpAnswer, type PlatformConnection } from '#platform-kit';
import { manifest } from './manifest.js';
import type { NoticeBody } from './wire.js';

export const httpBaseUrl = 'https://api.dedupe.example/v2/';

export interface DedupeClient {
  /** Files a notice and gives its case number: the first one again where the key was used before. */
  fileNotice(body: NoticeBody, idempotencyKey: string, mayLeave: () => boolean): Promise<string>;
  appeal(reference: string, grounds: string): Promise<string>;
}

/** The platform's API, in its own words. */
export function createDedupeClient(connection: PlatformConnection): DedupeClient {
  const { isRehearsal, timeoutMs, now } = connection;
  const http = createHttpClient({
    platform: manifest.key,
    baseUrl: connection.httpBaseUrl,
    allowedHosts: ['api.dedupe.example'],
    ...{ isRehearsal, timeoutMs, now },
    maxResponseBytes: 64 * 1_024,
    readFault,
  });
  const authorization = () => `Bearer ${connection.credentials.apiToken ?? ''}`;
  return {
    fileNotice: (json, idempotencyKey, mayLeave) => {
      const headers = { authorization: authorization(), 'idempotency-key': idempotencyKey };
      const call = { method: 'POST', path: 'notices', body: { json }, isSafe: false } as const;
      return http.ask({ ...call, headers, mayLeave }, readCase);
    },
    appeal: (reference, grounds) => {
      const headers = { authorization: authorization(), 'idempotency-key': `appeal-${reference}` };
      const body = { json: { reference, grounds } };
      return http.ask({ method: 'POST', path: 'appeals', body, isSafe: false, headers }, readCase);
    },
  };
}

function readCase({ status, json }: HttpAnswer): string | undefined {
  const number = (json as { case?: unknown } | undefined)?.case;
  return status === 202 && typeof number === 'string' && number !== '' ? number : undefined;
}

/** Its word for "nothing more today" is a payment it asks for. */
function readFault({ status }: HttpAnswer): CallFault | undefined {
  return status === 402 ? { kind: 'quotaExhausted', code: 'DEDUPE.NOTHING_MORE_TODAY' } : undefined;
}
