import { openHouse, type House } from '../../../../test/support/house.js';
import { addKey } from '../../../../test/support/keys.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
});
afterAll(() => house.close());

const dayMs = 86_400_000;
const canary = 'Synthcanary';
let count = 0;

/** One report whose every text and address holds the canary. */
async function aReport(
  inputs = [`https://www.instagram.com/p/${canary}${(count += 1)}/`],
  channels?: object,
) {
  const { status, body } = await house.request<any>('POST', '/v1/reports', {
    category: 'CYBERBULLYING',
    targets: inputs.map((input) => ({ input, locator: `${canary}, Tuesday` })),
    explanation: `${canary} explanation.`,
    ...{ goodFaith: true, caller: { role: 'PARENT' }, language: 'en', channels },
  });
  expect(status).toBe(201);
  return { report: body, path: `/v1/reports/${body.id}/caller-code` };
}

const aGroup = () =>
  `https://chat.whatsapp.com/${canary}${String((count += 1)).padStart(22 - canary.length, '0')}`;

async function made(path: string) {
  const { status, body } = await house.request<any>('POST', path);
  expect(status).toBe(201);
  return body as { code: string; path: string; expiresAt: string };
}

/** Asks as a caller does: without a key. */
async function asCaller(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${house.apiUrl}/v1/caller-status/read`, {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

describe('a caller’s code', () => {
  it('tells how it stands at each platform, and nothing of the report', async () => {
    const { report, path } = await aReport([
      `https://www.instagram.com/p/${canary}/`,
      `https://www.youtube.com/watch?v=Synth000001`,
    ]);
    const { code, path: link, expiresAt } = await made(path);
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(link).toBe(`/status#code=${code}`);
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / dayMs)).toBe(90);
    const { status, body, headers } = await asCaller({ code });
    expect([status, headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
      ...[200, 'no-store', 'no-referrer'],
    ]);
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
    const advice = {
      en: expect.any(Array),
      fr: expect.any(Array),
      nl: expect.any(Array),
      de: expect.any(Array),
    };
    const row = (platform: string, platformName: string) => ({
      ...{ platform, platformName, isRehearsed: true, changedOn: today, advice },
      standings: [{ word: 'PREPARING', count: 1, seenOn: null }],
    });
    expect(body).toEqual({
      platforms: [row('instagram', 'Instagram'), row('youtube', 'YouTube')],
      expiresAt,
    });
    expect(body.platforms[0].advice.nl[0]).toContain('Instagram');
    const said = JSON.stringify(body);
    for (const secret of [canary, report.reference, report.id, report.category, 'PARENT', 'sub_'])
      expect(said).not.toContain(secret);
  });

  it('tells what has changed, with the day on which somebody looked, also that nobody knows why it is gone', async () => {
    const { report, path } = await aReport([aGroup(), aGroup()], { whatsapp: 'wa-in-app' });
    const { code } = await made(path);
    const [first, second] = report.submissions.map(({ id }: { id: string }) => `/v1/submissions/${id}`);
    const act = async (of: string, does: string, body: object) =>
      expect((await house.request('POST', `${of}/${does}`, body)).status).toBe(200);
    const told = async () => (await asCaller({ code })).body.platforms[0];
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Brussels' });
    await act(first, 'handoff', {});
    await act(second, 'handoff', {});
    expect((await told()).standings).toEqual([{ word: 'ASKED', count: 2, seenOn: null }]);
    await act(first, 'reply', { decision: 'ACTIONED', effects: ['GROUP_DISABLED'] });
    expect((await told()).standings).toEqual([
      { word: 'ASKED', count: 1, seenOn: null },
      { word: 'SAID_GONE', count: 1, seenOn: null },
    ]);
    expect((await told()).advice.en[0]).toContain('WhatsApp');
    await act(first, 'verification', { seen: 'GONE', by: 'MEMBER' });
    await act(second, 'verification', { seen: 'GONE', by: 'MEMBER' });
    expect(await told()).toMatchObject({
      standings: [
        { word: 'GONE', count: 1, seenOn: today },
        { word: 'GONE_UNEXPLAINED', count: 1, seenOn: today },
      ],
      advice: { en: [], fr: [], nl: [], de: [] },
    });
  });

  it('is known in small letters, without its dashes, and as it is read out', async () => {
    const { code } = await made((await aReport()).path);
    for (const typed of [code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `])
      expect((await asCaller({ code: typed })).status).toBe(200);
  });

  it('is refused alike where it is unknown, expired, replaced, ended or erased, with the way out', async () => {
    const [expired, replaced, ended, erased] = [
      await aReport(),
      await aReport(),
      await aReport(),
      await aReport(),
    ];
    const first = await made(expired.path);
    await house.pass(90 * dayMs + 1);
    const codes = [first.code, (await made(replaced.path)).code, (await made(ended.path)).code];
    codes.push((await made(erased.path)).code);
    await made(replaced.path);
    expect((await house.request('DELETE', ended.path)).status).toBe(204);
    expect((await house.request('DELETE', ended.path)).status).toBe(204);
    await house.request('POST', `/v1/reports/${erased.report.id}/withdraw`, { reason: 'OTHER' });
    const supervisor = { authorization: `Bearer ${await addKey(house, ['SUPERVISOR'])}` };
    const { reference } = erased.report;
    const erasure = await house.request(
      'POST',
      `/v1/reports/${erased.report.id}/erase`,
      { reference },
      supervisor,
    );
    expect(erasure.status).toBe(204);
    const answers = [];
    for (const code of [...codes, 'AAAA-'.repeat(6), 'x', `${canary}'; --`])
      answers.push(await asCaller({ code }));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'CALLER_CODE.NOT_VALID' } });
    expect(answers[0]?.body.detail).toContain('116 000');
    const states = await Promise.all(
      [expired, replaced, ended].map(async ({ path }) => (await house.request<any>('GET', path)).body.state),
    );
    expect(states).toEqual(['EXPIRED', 'OPEN', 'ENDED']);
    const again = await house.request<any>('POST', erased.path);
    expect([again.status, again.body.code]).toEqual([410, 'REPORT.ERASED']);
  });

  it('is read from its own page only, and kept in no table, record or log in clear', async () => {
    const { report, path } = await aReport();
    const { code } = await made(path);
    const foreign = await asCaller({ code }, { 'sec-fetch-site': 'cross-site' });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'ACCESS.CROSS_SITE']);
    const { rows } = await house.database.pool.query('SELECT * FROM caller_codes');
    const { rows: record } = await house.database.pool.query('SELECT * FROM audit_entries');
    expect(record.filter(({ operation }) => operation === 'makeCallerCode').length).toBeGreaterThan(0);
    const { body: events } = await house.request<any>('GET', `/v1/reports/${report.id}/events`);
    expect(events.data.at(-1)).toMatchObject({
      type: 'report.caller_code_made',
      submissionId: null,
      detail: {},
    });
    for (const kept of [rows, record, events, house.log.lines])
      for (const form of [code, code.replaceAll('-', ''), Buffer.from(code).toString('hex')])
        expect(JSON.stringify(kept)).not.toContain(form);
  });

  it('is made and ended by who may act on reports, and of reports that are there', async () => {
    const { path } = await aReport();
    const auditor = { authorization: `Bearer ${await addKey(house, ['AUDITOR'])}` };
    for (const method of ['POST', 'DELETE'])
      expect((await house.request<any>(method, path, undefined, auditor)).body.code).toBe('ACCESS.ROLE');
    expect((await house.request<any>('GET', path)).body.code).toBe('CALLER_CODE.NOT_FOUND');
    const nowhere = '/v1/reports/rep_00000000000000000000000000/caller-code';
    for (const method of ['GET', 'POST', 'DELETE'])
      expect((await house.request<any>(method, nowhere)).body.code).toBe('REPORT.NOT_FOUND');
  });

  it.each([
    ['no code', {}, '/code'],
    ['a long code', { code: 'x'.repeat(201) }, '/code'],
    ['words beside the code', { code: 'x', note: 'x' }, '/note'],
  ])('refuses %s and names the field', async (_what, body, pointer) => {
    const answer = await asCaller(body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  it('says whom to call where no code is at hand', async () => {
    const response = await fetch(`${house.apiUrl}/v1/caller-status/help`);
    expect([response.status, await response.json()]).toEqual([200, { helplineNumber: '116 000' }]);
  });

  it('makes who guesses wait, before the database is asked', async () => {
    const { code } = await made((await aReport()).path);
    const guesses: number[] = [];
    // Whoever was refused above asked from the same address.
    while (guesses.length < 11 && guesses.at(-1) !== 429)
      guesses.push((await asCaller({ code: 'A'.repeat(24) })).status);
    expect(guesses.at(-1)).toBe(429);
    const answer = await asCaller({ code });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
  });
});
