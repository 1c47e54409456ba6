import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { PlatformFault, type PlatformConnection } from '#platform-kit';
import { anAttempt, anExampleNotice, startSimulationHost, type SimulationHost } from '#platform-kit/testing';
import { createYoutubeAdapter } from './adapter.js';
import { httpBaseUrl } from './client.js';
import { youtube } from './index.js';
import { manifest } from './manifest.js';

const api = manifest.channels.find(({ id }) => id === 'yt-api')!;
const notice = anExampleNotice(youtube, api);
const { target } = notice;
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function aHost(): Promise<SimulationHost> {
  const host = await startSimulationHost(youtube);
  closers.push(host.close);
  return host;
}

type Recorded = readonly [status: number, answer?: string | object];

/** Google with a prepared answer for each path, in order; the last one stays. Counts what it was asked. */
async function aGoogle(answers: Readonly<Record<string, readonly Recorded[]>>) {
  const asked: string[] = [];
  const all: Record<string, readonly Recorded[]> = {
    'oauth2/token': [[200, { access_token: 'synthetic-token', expires_in: 3_599 }]],
    'v3/videoAbuseReportReasons': [[200, reasonsWith('37')]],
    ...answers,
  };
  const server = http.createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]?.replace('/youtube/', '') ?? '';
    const turn = asked.filter((each) => each === path).length;
    asked.push(path);
    const [status, answer] = all[path]?.[turn] ?? all[path]?.at(-1) ?? [404];
    const file = (name: string) =>
      fs.readFileSync(new URL(`./fixtures/answers/${name}.json`, import.meta.url));
    response.writeHead(status).end(typeof answer === 'string' ? file(answer) : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const host = await aHost();
  const { port } = server.address() as AddressInfo;
  const connection: PlatformConnection = {
    ...host.connection,
    httpBaseUrl: `http://127.0.0.1:${port}/youtube/`,
  };
  return { asked, connection, host, adapter: createYoutubeAdapter(connection) };
}

function reasonsWith(secondaryId: string) {
  const snippet = {
    label: 'Violent, hateful, or dangerous',
    secondaryReasons: [{ id: secondaryId, label: 'Bullying or abusing vulnerable individuals' }],
  };
  return { items: [{ id: 'V', snippet }] };
}

const bullying = anExampleNotice(youtube, api, { categoryCode: 'CYBERBULLYING' });
const flags = (asked: readonly string[]) => asked.filter((path) => path === 'v3/videos/reportAbuse').length;

async function faultOf(work: Promise<unknown>): Promise<PlatformFault> {
  const caught = await work.then(
    () => new Error('no fault came'),
    (error: unknown) => error,
  );
  if (!(caught instanceof PlatformFault)) throw caught;
  return caught;
}

describe('a flag', () => {
  it('is sent and nothing more: 204 is no acknowledgement', async () => {
    const host = await aHost();
    const result = await createYoutubeAdapter(host.connection).submit(notice, anAttempt);
    expect(result).toEqual({ receipt: null, facts: [] });
  });

  it('of a video that is not there says so twice: as the answer and as what is seen', async () => {
    const { adapter } = await aGoogle({ 'v3/videos/reportAbuse': [[404, 'error-video-not-found']] });
    const { facts } = await adapter.submit(bullying, anAttempt);
    expect(facts).toMatchObject([{ kind: 'notFound' }, { kind: 'seen', visibility: 'GONE' }]);
  });

  it('of a category without a reason never leaves', async () => {
    const { adapter, asked } = await aGoogle({});
    const fault = await faultOf(
      adapter.submit(anExampleNotice(youtube, api, { categoryCode: 'UNSURE' }), anAttempt),
    );
    expect(fault).toMatchObject({ kind: 'refused', code: 'YOUTUBE.NO_REASON_FOR_CATEGORY' });
    expect(asked).toEqual([]);
  });

  it('is not filed by the adapter where a person files it', async () => {
    const form = manifest.channels.find(({ id }) => id === 'yt-priority-form')!;
    const host = await aHost();
    await expect(
      createYoutubeAdapter(host.connection).submit({ ...notice, channel: form }, anAttempt),
    ).rejects.toThrow('filed by a person');
  });

  it.each<[Recorded, string]>([
    [[400, 'error-rate'], 'rateLimited'],
    [[403, 'error-quota'], 'quotaExhausted'],
    [[403, 'error-forbidden'], 'credentials'],
    [[400, 'error-key'], 'credentials'],
    [[400, {}], 'refused'],
    [[200, {}], 'outcomeUnknown'],
    [[500, {}], 'outcomeUnknown'],
    [[503, {}], 'temporary'],
  ])('that is answered %j is %s', async (answer, kind) => {
    const { adapter, asked } = await aGoogle({ 'v3/videos/reportAbuse': [answer] });
    expect((await faultOf(adapter.submit(bullying, anAttempt))).kind).toBe(kind);
    expect(flags(asked)).toBe(1);
  });

  it('waits for midnight Pacific time when Google says that the day is used up', async () => {
    const { adapter, connection } = await aGoogle({ 'v3/videos/reportAbuse': [[403, 'error-quota']] });
    const { retryAfterMs = 0 } = await faultOf(adapter.submit(bullying, anAttempt));
    expect(new Date(connection.now() + retryAfterMs).toISOString()).toBe('2026-11-24T08:00:00.000Z');
  });
});

describe('the list of reasons', () => {
  it('is fetched once a day', async () => {
    const host = await aHost();
    const adapter = createYoutubeAdapter(host.connection);
    const fetched = () =>
      host.wire.filter(({ request }) => request.path === 'v3/videoAbuseReportReasons').length;
    await adapter.submit(notice, anAttempt);
    await adapter.submit(notice, anAttempt);
    expect(fetched()).toBe(1);
    await host.advance(25 * 3_600_000);
    await adapter.submit(notice, anAttempt);
    expect(fetched()).toBe(2);
  });

  it('is fetched anew when Google refuses a reason, and the flag leaves once more with the new ids', async () => {
    const host = await aHost();
    const adapter = createYoutubeAdapter(host.connection);
    await host.setSteps([{ afterMs: 0, reply: 'reasons_renumbered' }]);
    await adapter.submit(bullying, anAttempt);
    await host.advance(0);
    await adapter.submit(bullying, anAttempt);
    expect(host.ledger.map(({ body }) => body)).toMatchObject([
      { reasonId: 'V', secondaryReasonId: '37' },
      { reasonId: 'V', secondaryReasonId: '137' },
    ]);
    const tried = host.wire.filter(({ request }) => request.path === 'v3/videos/reportAbuse');
    expect(tried.map(({ isNotice }) => isNotice)).toEqual([true, false, true]);
  });

  it('is believed: the same ids are not tried twice', async () => {
    const { adapter, asked } = await aGoogle({ 'v3/videos/reportAbuse': [[400, 'error-reason']] });
    expect(await faultOf(adapter.submit(bullying, anAttempt))).toMatchObject({
      kind: 'refused',
      code: 'YOUTUBE.INVALID_ABUSE_REASON',
    });
    expect(flags(asked)).toBe(1);
  });

  it('gives one new try and no more', async () => {
    const { adapter, asked } = await aGoogle({
      'v3/videoAbuseReportReasons': [
        [200, reasonsWith('37')],
        [200, reasonsWith('99')],
      ],
      'v3/videos/reportAbuse': [[400, 'error-reason']],
    });
    expect((await faultOf(adapter.submit(bullying, anAttempt))).kind).toBe('refused');
    expect(flags(asked)).toBe(2);
  });

  it('keeps a flag at home whose reason it no longer holds', async () => {
    const { adapter, asked } = await aGoogle({});
    const hate = anExampleNotice(youtube, api, { categoryCode: 'HATE' });
    expect((await faultOf(adapter.submit(hate, anAttempt))).code).toBe('YOUTUBE.REASON_NO_LONGER_LISTED');
    expect(flags(asked)).toBe(0);
  });

  it.each<[Recorded, string]>([
    [[200, {}], 'unreadable'],
    [[500, {}], 'temporary'],
    [[403, 'error-forbidden'], 'credentials'],
  ])('that comes as %j keeps the flag certain: %s', async (answer, kind) => {
    const { adapter, asked } = await aGoogle({ 'v3/videoAbuseReportReasons': [answer] });
    expect((await faultOf(adapter.submit(bullying, anAttempt))).kind).toBe(kind);
    expect(flags(asked)).toBe(0);
  });
});

describe('the access token', () => {
  const taken: Record<string, readonly Recorded[]> = { 'v3/videos/reportAbuse': [[204]] };
  const refreshes = (asked: readonly string[]) => asked.filter((path) => path === 'oauth2/token').length;

  it('is fetched once for calls that come at once', async () => {
    const { adapter, asked } = await aGoogle(taken);
    await Promise.all([1, 2, 3, 4].map(() => adapter.submit(bullying, anAttempt)));
    expect(refreshes(asked)).toBe(1);
    expect(flags(asked)).toBe(4);
  });

  it('is fetched anew a minute before it expires', async () => {
    const { adapter, asked, host } = await aGoogle(taken);
    await adapter.submit(bullying, anAttempt);
    await host.advance(3_538_000);
    await adapter.submit(bullying, anAttempt);
    expect(refreshes(asked)).toBe(1);
    await host.advance(2_000);
    await adapter.submit(bullying, anAttempt);
    expect(refreshes(asked)).toBe(2);
  });

  it('is fetched anew when Google no longer takes it, and the flag is sent once', async () => {
    const { adapter, asked } = await aGoogle({ 'v3/videos/reportAbuse': [[401, 'error-token'], [204]] });
    await adapter.submit(bullying, anAttempt);
    expect([refreshes(asked), flags(asked)]).toEqual([2, 2]);
  });

  it('that is refused twice stops the platform', async () => {
    const { adapter } = await aGoogle({ 'v3/videos/reportAbuse': [[401, 'error-token']] });
    expect((await faultOf(adapter.submit(bullying, anAttempt))).kind).toBe('credentials');
  });

  it.each<[Recorded, string]>([
    [[400, 'error-grant'], 'credentials'],
    [[401, 'error-client'], 'credentials'],
    [[200, {}], 'unreadable'],
    [[500, {}], 'temporary'],
  ])('refused with %j leaves the flag at home: %s', async (answer, kind) => {
    const { adapter, asked } = await aGoogle({ 'oauth2/token': [answer] });
    expect((await faultOf(adapter.submit(bullying, anAttempt))).kind).toBe(kind);
    expect(asked).toEqual(['oauth2/token']);
  });

  it('is asked for again after a failed refresh', async () => {
    const good = { access_token: 'synthetic-token', expires_in: 3_599 };
    const { adapter } = await aGoogle({
      ...taken,
      'oauth2/token': [
        [500, {}],
        [200, good],
      ],
    });
    await faultOf(adapter.submit(bullying, anAttempt));
    await expect(adapter.submit(bullying, anAttempt)).resolves.toMatchObject({ facts: [] });
  });

  it.each(['clientId', 'clientSecret', 'refreshToken'])('is not asked for without %s', async (name) => {
    const { connection, asked } = await aGoogle(taken);
    const adapter = createYoutubeAdapter({
      ...connection,
      credentials: { ...connection.credentials, [name]: '' },
    });
    expect((await faultOf(adapter.submit(bullying, anAttempt))).code).toBe('YOUTUBE.CREDENTIALS_MISSING');
    expect(asked).toEqual([]);
  });
});

describe('looking a video up', () => {
  it.each([
    ['removed', 'GONE', []],
    ['made_private', 'GONE', []],
    ['rejected', 'GONE', []],
    ['region_blocked', 'LIMITED', ['GEO_RESTRICTED']],
    ['region_allowed_elsewhere', 'LIMITED', ['GEO_RESTRICTED']],
    ['age_restricted', 'LIMITED', ['AGE_RESTRICTED']],
    ['made_unlisted', 'LIVE', []],
  ])('after %s sees %s', async (reply, visibility, effects) => {
    const host = await aHost();
    const adapter = createYoutubeAdapter(host.connection);
    await host.setSteps([{ afterMs: 1_000, reply }]);
    await adapter.submit(notice, anAttempt);
    expect(await adapter.checkVisibility?.(target)).toEqual({ visibility: 'LIVE', effects: [] });
    await host.advance(1_000);
    expect(await adapter.checkVisibility?.(target)).toEqual({ visibility, effects });
  });

  it('sees what came back', async () => {
    const host = await aHost();
    const adapter = createYoutubeAdapter(host.connection);
    await host.setSteps([
      { afterMs: 1_000, reply: 'removed' },
      { afterMs: 1_000, reply: 'reappear' },
    ]);
    await adapter.submit(notice, anAttempt);
    await host.advance(1_000);
    expect((await adapter.checkVisibility?.(target))?.visibility).toBe('GONE');
    await host.advance(1_000);
    expect((await adapter.checkVisibility?.(target))?.visibility).toBe('LIVE');
  });

  it('looks from the country it is told', async () => {
    const { connection } = await aGoogle({ 'v3/videos': [[200, 'video-blocked']] });
    const video = { ...target, ids: ['SyntheticV1'] };
    expect(await createYoutubeAdapter(connection, { country: 'US' }).checkVisibility?.(video)).toMatchObject({
      visibility: 'LIVE',
    });
    expect(await createYoutubeAdapter(connection).checkVisibility?.(video)).toMatchObject({
      visibility: 'LIMITED',
    });
  });

  it('asks nobody about kinds that cannot be looked up', async () => {
    const { adapter, asked } = await aGoogle({});
    expect(await adapter.checkVisibility?.({ ...target, kind: 'comment' })).toEqual({
      visibility: 'UNCHECKABLE',
      effects: [],
    });
    expect(asked).toEqual([]);
  });

  it.each<[Recorded, string]>([
    [[400, 'error-key'], 'credentials'],
    [[403, 'error-quota'], 'quotaExhausted'],
    [[200, {}], 'unreadable'],
    [[200, 'video-public'], 'unreadable'],
    [[502, {}], 'temporary'],
    [[404, {}], 'refused'],
  ])('never takes %j for gone: %s', async (answer, kind) => {
    const { adapter } = await aGoogle({ 'v3/videos': [answer] });
    expect((await faultOf(adapter.checkVisibility?.(target) ?? Promise.resolve())).kind).toBe(kind);
  });

  it('uses the part of the quota that is kept for it', async () => {
    const { connection } = await aGoogle({ 'v3/videos': [[200, 'video-none']] });
    const used: string[] = [];
    const useQuota = async (call: string) => used.push(call) > 0;
    await createYoutubeAdapter({ ...connection, useQuota }).checkVisibility?.(target);
    expect(used).toEqual(['verify:videos.list']);
  });
});

describe('where the adapter goes', () => {
  it('is this machine alone while it is rehearsed', async () => {
    const host = await aHost();
    expect(() => createYoutubeAdapter({ ...host.connection, httpBaseUrl })).toThrow('this machine only');
  });

  it.each([
    'http://127.0.0.1:1/youtube/',
    'http://www.googleapis.com/youtube/',
    'https://video.example/youtube/',
  ])('is Google alone once it is armed, not %s', async (address) => {
    const host = await aHost();
    expect(() =>
      createYoutubeAdapter({ ...host.connection, isRehearsal: false, httpBaseUrl: address }),
    ).toThrow('https at www.googleapis.com');
    expect(() => createYoutubeAdapter({ ...host.connection, isRehearsal: false, httpBaseUrl })).not.toThrow();
  });
});
