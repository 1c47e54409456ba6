import type { SimulatedRequest, SimulatedWorld } from '#platform-kit/simulation';
import { simulation } from './simulator.js';

const { clientId, clientSecret, refreshToken, apiKey } = simulation.credentials as Record<string, string>;

/** A world with a clock that the test moves; what reached YouTube as a notice is kept. */
function aWorld() {
  const clock = { nowMs: 0 };
  const notices: unknown[] = [];
  let last = 0;
  const world: SimulatedWorld = {
    now: () => clock.nowMs,
    received: ({ body }) => void notices.push(body),
    start: () => undefined,
    followedBy: () => undefined,
    sendMail: () => Promise.reject(new Error('YouTube’s API sends no mail')),
    state: new Map(),
    nextNumber: () => (last += 1),
  };
  const ask = async (method: string, path: string, also: Partial<SimulatedRequest> = {}) => {
    const answer = await simulation.onHttp?.(
      { method, path, query: {}, headers: {}, body: '', ...also },
      world,
    );
    const said: unknown = answer?.body ? JSON.parse(answer.body) : undefined;
    return { status: answer?.status, said };
  };
  const signIn = async (form: Readonly<Record<string, string>> = {}) => {
    const all = {
      ...{ grant_type: 'refresh_token', client_id: clientId ?? '', client_secret: clientSecret ?? '' },
      ...{ refresh_token: refreshToken ?? '', ...form },
    };
    return ask('POST', 'oauth2/token', { body: new URLSearchParams(all).toString() });
  };
  const authorization = async () => {
    const { said } = await signIn();
    return { authorization: `Bearer ${(said as { access_token: string }).access_token}` };
  };
  return { ask, signIn, authorization, clock, notices };
}

const flag = { videoId: 'SyntheticV1', reasonId: 'V', secondaryReasonId: '37' };
const refusal = (reason: string) => ({ said: { error: { errors: [{ reason }] } } });

describe('the stand-in of Google’s token endpoint', () => {
  it('gives a token for about an hour', async () => {
    expect(await aWorld().signIn()).toMatchObject({
      status: 200,
      said: { token_type: 'Bearer', expires_in: 3_599 },
    });
  });

  it.each([
    [{ client_secret: 'x' }, 401, 'invalid_client'],
    [{ client_id: 'x' }, 401, 'invalid_client'],
    [{ refresh_token: 'x' }, 400, 'invalid_grant'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refuses %j with %d %s', async (form, status, error) => {
    expect(await aWorld().signIn(form)).toMatchObject({ status, said: { error } });
  });
});

describe('the stand-in of the Data API', () => {
  it('takes a token until it expires', async () => {
    const { ask, authorization, clock } = aWorld();
    const headers = await authorization();
    const list = () => ask('GET', 'v3/videoAbuseReportReasons', { headers, query: { part: 'id' } });
    expect((await list()).status).toBe(200);
    clock.nowMs = 3_599_000;
    expect(await list()).toMatchObject({ status: 401, ...refusal('authError') });
  });

  it('gives no more than the parts that were asked for', async () => {
    const { ask } = aWorld();
    const { said } = await ask('GET', 'v3/videos', {
      query: { part: 'status', id: 'SyntheticV1', key: apiKey ?? '' },
    });
    expect(Object.keys((said as { items: object[] }).items[0] ?? {})).toEqual([
      'kind',
      'etag',
      'id',
      'status',
    ]);
  });

  it.each([
    ['no part', { id: 'SyntheticV1' }, 400, 'missingRequiredParameter'],
    ['an unknown part', { part: 'secrets', id: 'SyntheticV1' }, 400, 'unexpectedPart'],
    ['no id', { part: 'status' }, 400, 'missingRequiredParameter'],
  ])('refuses to list videos with %s', async (_case, query, status, reason) => {
    const answer = await aWorld().ask('GET', 'v3/videos', { query: { ...query, key: apiKey ?? '' } });
    expect(answer).toMatchObject({ status, ...refusal(reason) });
  });

  it('refuses to list videos for nobody', async () => {
    const answer = await aWorld().ask('GET', 'v3/videos', { query: { part: 'status', id: 'SyntheticV1' } });
    expect(answer).toMatchObject({ status: 403, ...refusal('forbidden') });
  });

  it.each([
    ['{', 400, 'parseError'],
    ['{}', 400, 'required'],
    [JSON.stringify({ ...flag, reasonId: 'X' }), 400, 'invalidAbuseReason'],
    [JSON.stringify({ ...flag, secondaryReasonId: '33' }), 400, 'invalidAbuseReason'],
    [JSON.stringify({ ...flag, videoId: 'short' }), 404, 'videoNotFound'],
  ])('does not take the flag %s', async (body, status, reason) => {
    const { ask, authorization, notices } = aWorld();
    const headers = await authorization();
    expect(await ask('POST', 'v3/videos/reportAbuse', { headers, body })).toMatchObject({
      status,
      ...refusal(reason),
    });
    expect(notices).toEqual([]);
  });

  it('takes a flag without a secondary reason', async () => {
    const { ask, authorization, notices } = aWorld();
    const body = JSON.stringify({ videoId: 'SyntheticV1', reasonId: 'N' });
    expect(
      (await ask('POST', 'v3/videos/reportAbuse', { headers: await authorization(), body })).status,
    ).toBe(204);
    expect(notices).toHaveLength(1);
  });

  it.each([
    ['POST', 'v3/videos'],
    ['GET', 'v3/channels'],
    ['GET', ''],
  ])('knows nothing at %s %s', async (method, path) => {
    expect(await aWorld().ask(method, path)).toMatchObject({ status: 404, ...refusal('notFound') });
  });
});
