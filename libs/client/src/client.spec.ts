import { inspect } from 'node:util';
import { answerOf, ApiProblem, ApiUnreachable, createClient, type NewReport } from './index.js';
import { cutsTheLine, json, LocalApi, problem } from './testing/local-api.js';
import { aPlatform, aReport, aRow } from './testing/shapes.js';

const apiKey = 'uf_synthetic_key_of_no_installation';

const newReport: NewReport = {
  category: 'CYBERBULLYING',
  targets: [{ input: 'https://www.instagram.com/p/Synthetic01/' }],
  explanation: 'Synthetic explanation.',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'fr',
};

describe('the client', () => {
  let api: LocalApi;
  let waitedMs: number[];
  beforeEach(async () => {
    api = await new LocalApi().start();
    waitedMs = [];
  });
  afterEach(() => api.stop());

  const client = (options: { retries?: number; baseUrl?: string } = {}) =>
    createClient({
      baseUrl: api.url,
      apiKey,
      wait: (durationMs) => {
        waitedMs.push(durationMs);
        return Promise.resolve();
      },
      ...options,
    });
  const failure = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('sends the key as a bearer token and gives what the API answers', async () => {
    api.gives(json(200, aReport()));
    expect(await client().readReport('UF-2026-000123')).toEqual(aReport());
    expect(api.calls[0]).toMatchObject({ method: 'GET', url: '/v1/reports/UF-2026-000123' });
    expect(api.calls[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
  });

  it('sends no key where it has none, and calls fetch as browsers ask: as a function, not as a method', async () => {
    api.gives(json(200, { data: [] }));
    const usual = globalThis.fetch;
    const called = jest.spyOn(globalThis, 'fetch').mockImplementation(usual);
    await createClient({ baseUrl: api.url }).listPlatforms();
    expect(api.calls[0]?.headers.authorization).toBeUndefined();
    expect([undefined, globalThis]).toContain(called.mock.contexts[0]);
    called.mockRestore();
  });

  it('signs in and out, and sends cookies to its own origin only', async () => {
    const session = { caller: { name: 'synthetic' }, expiresAt: '2026-11-24T01:02:00.000Z' };
    const link = { code: 'synthetic', expiresAt: '2026-11-23T13:32:00.000Z' };
    api.gives(
      json(201, session),
      json(200, session),
      (response) => void response.writeHead(204).end(),
      json(201, link),
    );
    const credentials: Request['credentials'][] = [];
    const browser = createClient({
      baseUrl: api.url,
      fetch: (request) => {
        credentials.push(request.credentials);
        return fetch(request);
      },
    });
    expect(await browser.signIn({ code: 'synthetic' })).toEqual(session);
    expect(await browser.session()).toEqual(session);
    expect(await browser.signOut()).toBeUndefined();
    expect(await client().createSignInLink()).toEqual(link);
    expect(api.calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/session',
      'GET /v1/session',
      'DELETE /v1/session',
      'POST /v1/session/links',
    ]);
    expect(credentials).toEqual(Array(3).fill('same-origin'));
  });

  it('shows what filing would send', async () => {
    api.gives(json(200, { data: [] }));
    const { goodFaith: _goodFaith, ...body } = newReport;
    expect(await client().previewReport(body)).toEqual([]);
    expect(api.calls[0]).toMatchObject({
      method: 'POST',
      url: '/v1/reports/preview',
      body: JSON.stringify(body),
    });
  });

  it('takes the address with a path in front, with /v1 and with slashes at its end', async () => {
    api.gives(json(200, { data: [] }), json(200, { data: [] }));
    await client({ baseUrl: `${api.url}/v1/` }).listPlatforms();
    await client({ baseUrl: `${api.url}/uniflag` }).listPlatforms();
    expect(api.calls.map(({ url }) => url)).toEqual(['/v1/platforms', '/uniflag/v1/platforms']);
  });

  it('keeps what is no id inside its place in the path', async () => {
    api.gives(problem(404, 'REPORT.NOT_FOUND', 'There is no such report.'));
    await failure(client().readReport('../platforms?x=1'));
    expect(api.calls[0]?.url).toBe('/v1/reports/..%2Fplatforms%3Fx%3D1');
  });

  it('walks through all pages of a list', async () => {
    const rows = [1, 2, 3].map((number) => aRow({ reference: `UF-2026-00000${number}` }));
    api.gives(
      json(200, { data: rows.slice(0, 2), nextCursor: 'a/b' }),
      json(200, { data: rows.slice(2), nextCursor: null }),
    );
    const found = [];
    for await (const row of client().listReports({ status: 'IN_PROGRESS' })) found.push(row);
    expect(found).toEqual(rows);
    expect(api.calls.map(({ url }) => url)).toEqual([
      '/v1/reports?status=IN_PROGRESS',
      '/v1/reports?status=IN_PROGRESS&cursor=a%2Fb',
    ]);
  });

  it.each([
    ['armed', 'arm'],
    ['rehearsed', 'rehearse'],
    ['stopped', 'stop'],
  ] as const)('sets a platform to %s by its own route', async (mode, route) => {
    api.gives(json(200, aPlatform({ mode })));
    expect(await client().setPlatformMode('youtube', mode)).toEqual(aPlatform({ mode }));
    expect(api.calls[0]).toMatchObject({ method: 'POST', url: `/v1/platforms/youtube/${route}`, body: '' });
  });

  it('reaches every other route, typed, through its api', async () => {
    api.gives(json(200, { data: [], nextCursor: null }));
    const replies = await answerOf(
      client().api.GET('/v1/replies', { params: { query: { state: 'UNMATCHED' } } }),
    );
    expect(replies).toEqual({ data: [], nextCursor: null });
  });

  it('repeats a GET after 502, 503, 504, 429 and a lost connection, as long after as the API asks', async () => {
    api.gives(
      problem(503, 'DATABASE.UNAVAILABLE', 'Later.', { headers: { 'retry-after': '5' } }),
      cutsTheLine,
      problem(429, 'RATE', 'Slower.'),
      json(200, { data: [aPlatform()] }),
    );
    expect(await client().listPlatforms()).toEqual([aPlatform()]);
    expect(api.calls).toHaveLength(4);
    expect(waitedMs[0]).toBe(5_000);
    expect(waitedMs[1]).toBeGreaterThanOrEqual(750);
    expect(waitedMs[2]).toBeLessThanOrEqual(2_500);
  });

  it('counts an answer that is cut midway as a failed try', async () => {
    api.gives(
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write('{"data":[');
        setImmediate(() => response.socket?.destroy());
      },
      json(200, { data: [] }),
    );
    expect(await client().listPlatforms()).toEqual([]);
  });

  it('hands the answer back where the API asks for a longer wait than a minute', async () => {
    api.gives(problem(429, 'RATE', 'Tomorrow.', { headers: { 'retry-after': '86400' } }));
    expect(await failure(client().listPlatforms())).toMatchObject({ status: 429, code: 'RATE' });
    expect(waitedMs).toEqual([]);
  });

  it('files a report under one key over all its tries, also while the first is still worked on', async () => {
    api.gives(
      cutsTheLine,
      problem(409, 'IDEMPOTENCY_KEY.IN_FLIGHT', 'In a moment.', { headers: { 'retry-after': '1' } }),
      json(201, aReport()),
    );
    expect(await client().fileReport(newReport)).toEqual(aReport());
    const keys = new Set(api.calls.map(({ headers }) => headers['idempotency-key']));
    expect(api.calls).toHaveLength(3);
    expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(api.calls.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      newReport,
      newReport,
      newReport,
    ]);
  });

  it('takes another key for each report, and the caller’s own where one is given', async () => {
    api.gives(json(201, aReport()), json(201, aReport()), json(201, aReport()));
    for (const options of [{}, {}, { idempotencyKey: 'mine-1' }])
      await client().fileReport(newReport, options);
    const [first, second, third] = api.calls.map(({ headers }) => headers['idempotency-key']);
    expect(first).not.toBe(second);
    expect(third).toBe('mine-1');
  });

  it('answers a question once, however often it has to be sent', async () => {
    api.gives(cutsTheLine, problem(503, 'DATABASE.UNAVAILABLE', 'Later.'), json(200, aReport()));
    await client().answerInformation('sub_x', { text: 'Synthetic answer.' });
    const keys = new Set(api.calls.map(({ headers }) => headers['idempotency-key']));
    expect([api.calls.length, keys.size]).toEqual([3, 1]);
  });

  it('files again, and tells that it is still there, under one key through every repeat', async () => {
    for (const call of [
      () => client().refileReport('rep_x', ['sub_x']),
      () => client().tellStillThere('sub_x', 'Synthetic text.'),
    ]) {
      const before = api.calls.length;
      api.gives(cutsTheLine, json(200, aReport()));
      await call();
      const calls = api.calls.slice(before);
      expect([calls.length, new Set(calls.map(({ headers }) => headers['idempotency-key'])).size]).toEqual([
        2, 1,
      ]);
    }
  });

  it('never repeats a POST without a key', async () => {
    api.gives(problem(503, 'DATABASE.UNAVAILABLE', 'Later.'), cutsTheLine);
    expect(await failure(client().setPlatformMode('youtube', 'armed'))).toBeInstanceOf(ApiProblem);
    expect(await failure(client().recordVerification('sub_x', { seen: 'GONE' }))).toBeInstanceOf(
      ApiUnreachable,
    );
    expect(api.calls).toHaveLength(2);
  });

  it('says with each problem its code, what to do, and every wrong field', async () => {
    const errors = [
      { pointer: '/targets/0/input', code: 'TARGET.OPAQUE', detail: 'Ask for the long address.' },
    ];
    api.gives(problem(422, 'REQUEST.INVALID', 'Ask for the long address.', { errors }));
    const error = await failure(client().fileReport(newReport));
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      status: 422,
      code: 'REQUEST.INVALID',
      message: 'Ask for the long address.',
      errors,
    });
  });

  it('does not repeat the words of whatever else answers', async () => {
    api.gives((response) => {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>synthetic proxy words</h1>');
    });
    const error = await failure(client({ retries: 0 }).listPlatforms());
    expect(error).toMatchObject({ status: 502, code: 'HTTP.502' });
    expect(inspect(error)).not.toContain('proxy words');
  });

  it('does not follow redirects', async () => {
    api.gives((response) => {
      response.writeHead(301, { location: `${api.url}/elsewhere` }).end();
    });
    expect(await failure(client().fileReport(newReport))).toMatchObject({ status: 301, code: 'HTTP.301' });
    expect(api.calls).toHaveLength(1);
  });

  it('takes a file of the kind that it asked for, and nothing else in its place', async () => {
    const gives = (type: string) =>
      api.gives((response) => {
        response.writeHead(200, { 'content-type': type }).end('synthetic');
      });
    gives('application/zip');
    const file = await client().readDossier('rep_1', { kind: 'zip', language: 'fr' });
    expect(await file.text()).toBe('synthetic');
    expect(api.calls[0]).toMatchObject({ url: '/v1/reports/rep_1/dossier?language=fr' });
    expect(api.calls[0]?.headers.accept).toBe('application/zip');
    gives('application/zip');
    expect(await failure(client().readDossier('rep_1', { kind: 'pdf' }))).toMatchObject({
      reason: 'NOT_JSON',
    });
  });

  it('says so where something answers that is not the API', async () => {
    api.gives((response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>It works</h1>');
    });
    expect(await failure(client().listPlatforms())).toMatchObject({
      name: 'ApiUnreachable',
      reason: 'NOT_JSON',
    });
  });

  it('gives up after its tries with the address and the reason, never with the key', async () => {
    const { url } = api;
    const late = client();
    await api.stop();
    const error = await failure(late.listPlatforms());
    expect(error).toMatchObject({ name: 'ApiUnreachable', origin: url, reason: 'ECONNREFUSED' });
    expect(waitedMs).toHaveLength(3);
    expect(inspect(error, { depth: 9 })).not.toContain('synthetic_key');
    api = await new LocalApi().start();
  });

  it('gives up a try that takes too long, also where fetch does not notice', async () => {
    api.gives(() => undefined);
    const patience = { baseUrl: api.url, apiKey, timeoutMs: 20, retries: 0 };
    const deaf = () => new Promise<Response>(() => undefined);
    for (const slow of [createClient(patience), createClient({ ...patience, fetch: deaf })])
      expect(await failure(slow.listPlatforms())).toMatchObject({ reason: 'TIMEOUT' });
  });

  it('ends with the reason of the caller’s signal, between tries too', async () => {
    const ending = new AbortController();
    const { signal } = ending;
    api.gives(problem(503, 'DATABASE.UNAVAILABLE', 'Later.', { headers: { 'retry-after': '30' } }));
    const patient = createClient({
      baseUrl: api.url,
      apiKey,
      fetch: async (request) => {
        const response = await fetch(request);
        setImmediate(() => ending.abort(new Error('enough')));
        return response;
      },
    });
    await expect(patient.api.GET('/v1/platforms', { signal })).rejects.toThrow('enough');
    expect(api.calls).toHaveLength(1);
  });

  it('refuses an address or a key that cannot be one, without repeating it', () => {
    for (const baseUrl of ['', 'uniflag.example', 'ftp://x.example', 'https://user:pw-secret@x.example'])
      expect(() => client({ baseUrl })).toThrow(/^The address of the API must be/);
    expect(() => createClient({ baseUrl: api.url, apiKey: 'uf_secret\n' })).toThrow(
      /^The API key must be one word/,
    );
  });
});
