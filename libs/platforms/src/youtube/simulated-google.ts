import type { SimulatedRequest, SimulatedResponse, SimulatedWorld } from '#platform-kit/simulation';

/** What the rehearsed adapter, or a script of yours, signs in with. */
export const simulatedCredentials = {
  clientId: 'simulated-client.apps.googleusercontent.invalid',
  clientSecret: 'simulated-client-secret',
  refreshToken: 'simulated-refresh-token',
  apiKey: 'simulated-api-key',
} as const;

const tokenLifeMs = 3_599_000;

/** Google’s token endpoint, refresh-token flow only. Source: developers.google.com/identity/protocols/oauth2/web-server, 2026-11-23. */
export function issueToken({ body }: SimulatedRequest, world: SimulatedWorld): SimulatedResponse {
  const form = new URLSearchParams(body);
  const { clientId, clientSecret, refreshToken } = simulatedCredentials;
  if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
    return oauthError(401, 'invalid_client', 'The OAuth client was not found.');
  if (form.get('grant_type') !== 'refresh_token')
    return oauthError(400, 'unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type') ?? ''}`);
  if (form.get('refresh_token') !== refreshToken)
    return oauthError(400, 'invalid_grant', 'Token has been expired or revoked.');
  const token = `simulated-access-token-${world.nextNumber()}`;
  world.state.set(`token ${token}`, world.now() + tokenLifeMs);
  return json(200, {
    access_token: token,
    expires_in: tokenLifeMs / 1_000,
    scope: 'https://www.googleapis.com/auth/youtube.force-ssl',
    token_type: 'Bearer',
  });
}

export function partsOf({ query }: SimulatedRequest): readonly string[] {
  return (query.part ?? '').split(',').filter((part) => part !== '');
}

export function refuseParts(
  request: SimulatedRequest,
  known: readonly string[],
): SimulatedResponse | undefined {
  const parts = partsOf(request);
  const unknown = parts.find((part) => !known.includes(part));
  if (parts.length === 0)
    return googleError(
      400,
      'missingRequiredParameter',
      'youtube.parameter',
      'Required parameter: part',
      'INVALID_ARGUMENT',
    );
  return unknown === undefined
    ? undefined
    : googleError(400, 'unexpectedPart', 'youtube.part', `'${unknown}'`, 'INVALID_ARGUMENT');
}

/** Refuses who may not act for a user: only an access token will do. */
export function refuseToken(
  { headers }: SimulatedRequest,
  world: SimulatedWorld,
): SimulatedResponse | undefined {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined)
    return googleError(401, 'required', 'global', 'Login Required.', 'UNAUTHENTICATED');
  const goodUntilMs = world.state.get(`token ${token}`);
  return typeof goodUntilMs === 'number' && world.now() < goodUntilMs
    ? undefined
    : googleError(401, 'authError', 'global', 'Invalid Credentials', 'UNAUTHENTICATED');
}

/** Reading public videos takes an access token or an API key. */
export function refuseCaller(
  request: SimulatedRequest,
  world: SimulatedWorld,
): SimulatedResponse | undefined {
  const key = request.query.key ?? request.headers['x-goog-api-key'];
  if (request.headers.authorization !== undefined) return refuseToken(request, world);
  if (key === simulatedCredentials.apiKey) return undefined;
  if (key === undefined)
    return googleError(
      403,
      'forbidden',
      'global',
      'The request is missing a valid API key.',
      'PERMISSION_DENIED',
    );
  return googleError(
    400,
    'badRequest',
    'global',
    'API key not valid. Please pass a valid API key.',
    'INVALID_ARGUMENT',
    [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'API_KEY_INVALID',
        domain: 'googleapis.com',
      },
    ],
  );
}

export function googleError(
  code: number,
  reason: string,
  domain: string,
  message: string,
  status: string,
  details?: readonly unknown[],
): SimulatedResponse {
  return json(code, {
    error: { code, message, errors: [{ message, domain, reason }], status, ...(details && { details }) },
  });
}

function oauthError(status: number, error: string, description: string): SimulatedResponse {
  return json(status, { error, error_description: description });
}

export function json(status: number, body: unknown): SimulatedResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-cache, no-store' },
    body: JSON.stringify(body),
  };
}

export function objectIn(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
