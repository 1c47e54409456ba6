import {
  PlatformFault,
  createHttpClient,
  msUntilReset,
  type HttpAnswer,
  type HttpCall,
  type HttpClient,
  type PlatformConnection,
} from '#platform-kit';
import { createAccessTokens, type AccessTokens } from './access-token.js';
import { googleFault, googleReason } from './google-errors.js';
import { manifest } from './manifest.js';
import {
  readReasons,
  readVideo,
  type AbuseReason,
  type AbuseReport,
  type VideoStanding,
} from './resources.js';

/** Real address of the API; `v3/…` is appended. */
export const httpBaseUrl = 'https://www.googleapis.com/youtube/';
const tokenBaseUrl = 'https://oauth2.googleapis.com/';

export interface YoutubeClient {
  /** Reasons with English labels, at most a day old; `fresh` asks again. */
  listReasons(option?: { readonly fresh: boolean }): Promise<readonly AbuseReason[]>;
  /** Files one flag. There is no receipt, and a second call is a second flag. */
  reportAbuse(
    report: AbuseReport,
    mayLeave: () => boolean,
  ): Promise<'taken' | 'invalidReason' | 'videoNotFound'>;
  /** The video, or null where it is removed, private or deleted: from outside these look alike. */
  findVideo(id: string): Promise<VideoStanding | null>;
}

const reasonsKeptMs = 24 * 60 * 60 * 1_000;

/** YouTube Data API v3, in its own words. */
export function createYoutubeClient(connection: PlatformConnection): YoutubeClient {
  const { now } = connection;
  const { http, tokenHttp } = wires(connection);
  const tokens = createAccessTokens(
    tokenHttp,
    () => ({
      clientId: credential(connection, 'clientId'),
      clientSecret: credential(connection, 'clientSecret'),
      refreshToken: credential(connection, 'refreshToken'),
    }),
    now,
  );
  let kept: { readonly reasons: readonly AbuseReason[]; readonly goodUntilMs: number } | undefined;

  return {
    async listReasons({ fresh } = { fresh: false }) {
      if (!fresh && kept && now() < kept.goodUntilMs) return kept.reasons;
      const call: HttpCall = {
        method: 'GET',
        path: 'v3/videoAbuseReportReasons',
        query: { part: 'id,snippet', hl: 'en_US' },
        isSafe: true,
        quota: 'videoAbuseReportReasons.list',
      };
      const reasons = await authorised(http, tokens, call, ({ status, json }) =>
        status === 200 ? readReasons(json) : undefined,
      );
      kept = { reasons, goodUntilMs: now() + reasonsKeptMs };
      return reasons;
    },

    async reportAbuse(report, mayLeave) {
      const call: HttpCall = {
        method: 'POST',
        path: 'v3/videos/reportAbuse',
        body: { json: report },
        isSafe: false,
        quota: 'videos.reportAbuse',
        mayLeave,
      };
      return authorised(http, tokens, call, readFlagAnswer);
    },

    async findVideo(id) {
      const call: HttpCall = {
        method: 'GET',
        path: 'v3/videos',
        query: { part: 'status,contentDetails', id, key: credential(connection, 'apiKey') },
        isSafe: true,
        quota: 'verify:videos.list',
      };
      return (await http.ask(call, ({ status, json }) => (status === 200 ? readVideo(json, id) : undefined)))
        .video;
    },
  };
}

/** Success is 204 without a body: no case number, no decision, ever. */
function readFlagAnswer(answer: HttpAnswer): 'taken' | 'invalidReason' | 'videoNotFound' | undefined {
  if (answer.status === 204) return 'taken';
  const reason = googleReason(answer);
  if (answer.status === 400 && reason === 'invalidAbuseReason') return 'invalidReason';
  if (answer.status === 404 && reason === 'videoNotFound') return 'videoNotFound';
  return undefined;
}

/** A call with our token, and once more with a new one where Google no longer takes the old: a 401 did nothing. */
async function authorised<T>(
  http: HttpClient,
  tokens: AccessTokens,
  call: HttpCall,
  read: (answer: HttpAnswer) => T | undefined,
): Promise<T> {
  const token = await tokens.current();
  const signed = { ...call, headers: { authorization: `Bearer ${token}` } };
  const first = await http.ask<{ said: T } | 'tokenRefused'>(signed, (answer) => {
    if (answer.status === 401) return 'tokenRefused';
    const said = read(answer);
    return said === undefined ? undefined : { said };
  });
  if (first !== 'tokenRefused') return first.said;
  tokens.forget(token);
  const { quota: _alreadyPaid, ...rest } = call;
  return http.ask({ ...rest, headers: { authorization: `Bearer ${await tokens.current()}` } }, read);
}

function wires(connection: PlatformConnection): { http: HttpClient; tokenHttp: HttpClient } {
  const { isRehearsal, timeoutMs, now, useQuota } = connection;
  const { quota } = manifest.limits;
  const quotaResetInMs = () => (quota ? msUntilReset(quota.resetsAt, now()) : 0);
  const shared = {
    platform: manifest.key,
    ...{ isRehearsal, timeoutMs, now, useQuota, quotaResetInMs },
    maxResponseBytes: 256 * 1_024,
    readFault: (answer: HttpAnswer) => googleFault(answer, quotaResetInMs()),
  };
  return {
    http: createHttpClient({
      ...shared,
      baseUrl: connection.httpBaseUrl,
      allowedHosts: ['www.googleapis.com', 'youtube.googleapis.com'],
    }),
    tokenHttp: createHttpClient({
      ...shared,
      baseUrl: isRehearsal ? `${connection.httpBaseUrl}oauth2/` : tokenBaseUrl,
      allowedHosts: ['oauth2.googleapis.com'],
    }),
  };
}

function credential({ credentials }: PlatformConnection, name: string): string {
  const value = credentials[name];
  if (value === undefined || value === '')
    throw new PlatformFault(manifest.key, 'credentials', 'YOUTUBE.CREDENTIALS_MISSING');
  return value;
}
