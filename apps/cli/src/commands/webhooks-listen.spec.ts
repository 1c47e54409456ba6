import { aFeedEvent, FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const consumer = 'http://localhost:4000/hook';
const listenNow = ['webhooks', 'listen', '--forward-to', consumer];
/** From before the events of these tests. */
const listen = [...listenNow, '--since', '2026-11-23T13:00:00Z'];
const sent = aFeedEvent(1);
const filed = aFeedEvent(2, { type: 'report.created', submissionId: null, word: null });
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** An API with these events in its feed, and a consumer that gives these answers; Ctrl-C comes once the feed was read. */
function atWork(events: readonly object[], ...answers: (Response | Error)[]) {
  const ending = new AbortController();
  const api = new FakeApi()
    .on('GET /v1/events', ({ url }) => {
      if (new URL(url).searchParams.has('cursor')) ending.abort();
      return Response.json({ data: ending.signal.aborted ? [] : events, nextCursor: 'a' });
    })
    .on('GET /v1/webhooks/event-types', { data: [{ type: 'report.created' }, { type: 'submission.sent' }] })
    .on('POST /hook', () => {
      const answer = answers.shift() ?? new Response(null, { status: 204 });
      if (answer instanceof Error) throw answer;
      return answer;
    });
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runUniflag(api, args, {
      env: { UNIFLAG_API_URL: 'http://uniflag.example', UNIFLAG_API_KEY: 'uf_synthetic', ...env },
      interruption: () => ending.signal,
    });
  const posted = () => api.calls.filter(({ route }) => route === 'POST /hook');
  return { api, run, posted };
}
const refusedConnection = new TypeError('fetch failed', {
  cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
});

describe('uniflag webhooks listen', () => {
  it('prints one line an event, never its body, and ends well on Ctrl-C', async () => {
    const work = atWork(
      [sent, filed],
      new Response('private', { status: 200 }),
      new Response(null, { status: 500 }),
    );
    const { exitCode, out, err } = await work.run(listen);
    expect(exitCode).toBe(0);
    expect(out.replaceAll(/\d+ ms/g, '0 ms')).toBe(
      '2026-11-23 14:02:01  submission.sent               evt_01kb0000000000000000000001  200  0 ms\n' +
        '2026-11-23 14:02:02  report.created                evt_01kb0000000000000000000002  500  0 ms\n',
    );
    expect(err).toMatch(
      /^Events are forwarded to http:\/\/localhost:4000\/hook until Ctrl-C\.\nSigned with whsec_\S{44}\n/,
    );
    expect(work.posted().map(({ body }) => body)).toMatchObject([
      { type: 'submission.sent', data: { id: sent.id, reportReference: sent.reportReference } },
      { type: 'report.created', data: { id: filed.id } },
    ]);
  });

  it('begins now, or where it is told to', async () => {
    const beganMs = Date.now();
    const queryOf = ({ api }: ReturnType<typeof atWork>) =>
      new URLSearchParams(
        api.calls.find(({ route }) => route.startsWith('GET /v1/events'))?.route.split('?')[1],
      );
    const now = atWork([]);
    await now.run(listenNow);
    expect(Date.parse(queryOf(now).get('since') ?? '')).toBeGreaterThanOrEqual(beganMs);
    const earlier = atWork([]);
    await earlier.run([...listenNow, '--since', '2026-11-23T14:00:00+01:00']);
    expect(queryOf(earlier).get('since')).toBe('2026-11-23T13:00:00.000Z');
  });

  it.each([[['report.created']], [['report.*', 'submission.sent_back']], [['report.*']]])(
    'forwards what %j names, once every entry is one',
    async (types) => {
      const work = atWork([sent, filed]);
      const { exitCode, err } = await work.run([...listen, '--types', ...types]);
      const isKnown = !types.includes('submission.sent_back');
      expect(exitCode).toBe(isKnown ? 0 : 2);
      expect(work.posted()).toHaveLength(isKnown ? 1 : 0);
      if (!isKnown) expect(err).toContain('"submission.sent_back" is no event type');
    },
  );

  it('signs with the secret of the environment, and does not print it', async () => {
    const work = atWork([sent]);
    const { out, err } = await work.run(listen, { UNIFLAG_WEBHOOK_SECRET: secret });
    expect(err).toContain('Signed with the secret in UNIFLAG_WEBHOOK_SECRET.');
    expect(out + err).not.toContain(secret);
    const wrong = await atWork([sent]).run(listen, { UNIFLAG_WEBHOOK_SECRET: 'whsec_short' });
    expect(wrong).toMatchObject({ exitCode: 2, err: expect.stringContaining('holds no signing secret') });
    expect(wrong.err).not.toContain('whsec_short');
  });

  it('prints JSON lines for programs', async () => {
    const { out } = await atWork([sent]).run([...listen, '--json']);
    expect(JSON.parse(out)).toEqual({
      ...{ id: sent.id, type: sent.type, timestamp: sent.timestamp },
      ...{ status: 204, fault: null, durationMs: expect.any(Number) },
    });
  });

  it('says once that nobody listens, and goes on', async () => {
    const { exitCode, out, err } = await atWork([sent, filed], refusedConnection, refusedConnection).run(
      listen,
    );
    expect(exitCode).toBe(0);
    expect(out.match(/no answer \(ECONNREFUSED\)/g)).toHaveLength(2);
    expect(err.match(/Nobody answers at http:\/\/localhost:4000: start your consumer/g)).toHaveLength(1);
  });

  it('goes on when the API was away', async () => {
    const ending = new AbortController();
    let looks = 0;
    const api = new FakeApi().on('GET /v1/events', () => {
      looks += 1;
      if (looks > 1 && looks < 5) throw refusedConnection;
      if (looks > 5) ending.abort();
      return Response.json({ data: [], nextCursor: 'a' });
    });
    const { exitCode, err } = await runUniflag(api, listen, { interruption: () => ending.signal });
    expect([exitCode, looks > 5]).toEqual([0, true]);
    expect(err).toMatch(
      /No answer from http:\/\/uniflag\.example \(ECONNREFUSED\)[^]*It is asked again\.\nThe API is back\.\n$/,
    );
    expect(err.match(/Signed with/g)).toHaveLength(1);
  });

  it.each([
    [401, 'ACCESS.KEY', 1, 'The key came from UNIFLAG_API_KEY.'],
    [403, 'ACCESS.ROLE', 1, 'ACCESS.ROLE (403)'],
  ])(
    'says what is wrong with a key that is answered %i, before anything else',
    async (status, code, exitCode, says) => {
      const api = new FakeApi().on('GET /v1/events', () => problem(status, code, 'Synthetic refusal.'));
      const ran = await runUniflag(api, listen);
      expect(ran).toMatchObject({ exitCode, out: '', err: expect.stringContaining(says) });
      expect(ran.err).not.toContain('whsec_');
    },
  );

  it.each([
    [['--forward-to', 'localhost:4000'], 'Give an address such as http://localhost:3000/hook'],
    [['--forward-to', 'ftp://localhost/'], 'Give an address'],
    [['--forward-to', 'http://me:secret@localhost/'], 'without user name'],
    [[], '--forward-to'],
    [['--forward-to', consumer, '--since', 'yesterday'], 'Give a time such as'],
  ])('refuses %j', async (args, says) => {
    const api = new FakeApi();
    const { exitCode, err } = await runUniflag(api, ['webhooks', 'listen', ...args]);
    expect([exitCode, api.calls]).toEqual([2, []]);
    expect(err).toContain(says);
  });
});
