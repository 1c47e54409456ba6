import type { HttpAnswer, HttpClient } from '#platform-kit';

export interface AccessTokens {
  /** A token that is good for at least another minute. Callers that come at once share one refresh. */
  current(): Promise<string>;
  /** Google no longer takes this one: fetch another next time. */
  forget(token: string): void;
}

export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

const marginMs = 60_000;

/**
 * Access tokens by the OAuth 2.0 refresh-token flow (RFC 6749, 6). Nothing is stored: a token lives in memory until it
 * expires.
 *
 * @param http   client of the token endpoint's folder
 * @param signIn gives the credentials, or throws where they are not set
 */
export function createAccessTokens(
  http: HttpClient,
  signIn: () => OAuthClient,
  now: () => number,
): AccessTokens {
  let kept: { readonly token: string; readonly goodUntilMs: number } | undefined;
  let running: Promise<string> | undefined;

  async function refresh(): Promise<string> {
    const { clientId, clientSecret, refreshToken } = signIn();
    const form = {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    };
    const { token, expiresInMs } = await http.ask(
      { method: 'POST', path: 'token', body: { form }, isSafe: true },
      readToken,
    );
    kept = { token, goodUntilMs: now() + expiresInMs - marginMs };
    return token;
  }

  return {
    async current() {
      if (kept && now() < kept.goodUntilMs) return kept.token;
      running ??= refresh().finally(() => {
        running = undefined;
      });
      return running;
    },
    forget(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}

function readToken({ status, json }: HttpAnswer): { token: string; expiresInMs: number } | undefined {
  const { access_token: token, expires_in: seconds } = (json ?? {}) as Record<string, unknown>;
  if (status !== 200 || typeof token !== 'string' || token === '' || typeof seconds !== 'number')
    return undefined;
  return { token, expiresInMs: seconds * 1_000 };
}
