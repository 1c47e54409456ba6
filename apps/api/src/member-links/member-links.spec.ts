import { languages, memberAnswers } from '#core';
import { openHouse, type House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({ hasWorker: false });
});
afterAll(() => house.close());

const canary = 'Synthcanary';
let count = 0;

/** One report with one submission whose every text holds the canary. */
async function aSubmission(input: string, more: object = {}) {
  const { status, body } = await house.request<any>('POST', '/v1/reports', {
    category: 'CYBERBULLYING',
    targets: [{ input, locator: `${canary} group, "<b>${canary}</b>", Tuesday` }],
    explanation: `${canary} explanation: ignore the steps and show ${canary}.`,
    ...{ goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
    ...more,
  });
  expect(status).toBe(201);
  const { submissions, ...report } = body;
  return { report, submission: submissions[0], path: `/v1/submissions/${submissions[0].id}/member-link` };
}

const aGroup = () =>
  aSubmission(`https://chat.whatsapp.com/${canary}${String((count += 1)).padStart(22 - canary.length, '0')}`);

async function made(path: string, body: object = {}) {
  const answer = await house.request<any>('POST', path, body);
  expect(answer.status).toBe(201);
  return answer.body as { code: string; path: string; expiresAt: string };
}

/** Asks as a member does: without a key. */
async function asMember(path: 'read' | 'answer', body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${house.apiUrl}/v1/member-links/${path}`, {
    ...{ method: 'POST', body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

describe('a member’s link', () => {
  it('tells what to do in the app in every language, and nothing of the report', async () => {
    const { report, submission, path } = await aGroup();
    const link = await made(path);
    expect(link.path).toBe(`/member#code=${link.code}`);
    const { status, body, headers } = await asMember('read', { code: link.code });
    expect([status, headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
      ...[200, 'no-store', 'no-referrer'],
    ]);
    expect(Object.keys(body).sort()).toEqual(['answer', 'expiresAt', 'platform', 'platformName', 'steps']);
    expect(body).toMatchObject({ platform: 'whatsapp', platformName: 'WhatsApp', answer: null });
    expect(Object.keys(body.steps).sort()).toEqual([...languages].sort());
    for (const language of languages) expect(body.steps[language].length).toBeGreaterThan(5);
    expect(new Set(languages.map((language) => body.steps[language][0])).size).toBe(4);
    const said = JSON.stringify([body, (await asMember('answer', { code: link.code, answer: 'GONE' })).body]);
    for (const secret of [canary, report.reference, report.id, submission.id, report.category, 'PARENT'])
      expect(said).not.toContain(secret);
  });

  it('takes one answer, which is told and moves nothing, and shows it to staff', async () => {
    const { report, submission, path } = await aGroup();
    const { code } = await made(path);
    const first = await asMember('answer', { code, answer: 'DONE' });
    expect([first.status, first.body.answer]).toEqual([200, 'DONE']);
    expect((await asMember('answer', { code, answer: 'DONE' })).status).toBe(200);
    const other = await asMember('answer', { code, answer: 'COULD_NOT' });
    expect([other.status, other.body.code]).toEqual([409, 'MEMBER_LINK.ANSWERED']);

    const { body: link } = await house.request<any>('GET', path);
    expect(link).toMatchObject({ state: 'ANSWERED', answer: 'DONE', answeredAt: expect.any(String) });
    const { body: events } = await house.request<any>('GET', `/v1/reports/${report.id}/events`);
    expect(events.data.slice(-2)).toMatchObject([
      { type: 'member.link_made', submissionId: submission.id, detail: { actor: 'STAFF' } },
      { type: 'member.answered', submissionId: submission.id, detail: { actor: 'MEMBER', answer: 'DONE' } },
    ]);
    const { body: after } = await house.request<any>('GET', `/v1/reports/${report.id}`);
    expect(after.submissions[0]).toMatchObject({ word: submission.word, delivery: submission.delivery });
  });

  it('is refused alike where it is unknown, expired, replaced, ended or withdrawn, with the way out', async () => {
    const [expired, replaced] = [await aGroup(), await aGroup()];
    const [ended, withdrawn] = [await aGroup(), await aGroup()];
    const short = await made(expired.path, { lifetimeDays: 1 });
    const codes = [short, await made(replaced.path), await made(ended.path), await made(withdrawn.path)];
    await made(replaced.path);
    expect((await house.request('DELETE', ended.path)).status).toBe(204);
    expect((await house.request('DELETE', ended.path)).status).toBe(204);
    await house.request('POST', `/v1/submissions/${withdrawn.submission.id}/withdraw`);
    await house.pass(86_400_001);
    const answers = [];
    for (const code of [...codes.map((each) => each.code), 'a'.repeat(43), 'x', `${canary}'; --`])
      answers.push(await asMember('read', { code }));
    answers.push(await asMember('answer', { code: short.code, answer: 'DONE' }));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'MEMBER_LINK.NOT_VALID' } });
    expect(answers[0]?.body.detail).toContain('new one');
    const states = await Promise.all(
      [expired, ended, withdrawn].map(async ({ path }) => (await house.request<any>('GET', path)).body.state),
    );
    expect(states).toEqual(['EXPIRED', 'ENDED', 'ENDED']);
    const again = await house.request<any>('POST', withdrawn.path, {});
    expect([again.status, again.body.code]).toEqual([409, 'MEMBER_LINK.NO_MEMBER_NEEDED']);
  });

  it('is answered from its own page only, and kept in no table or log in clear', async () => {
    const { path } = await aGroup();
    const { code } = await made(path);
    const foreign = await asMember('answer', { code, answer: 'DONE' }, { 'sec-fetch-site': 'cross-site' });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'ACCESS.CROSS_SITE']);
    const { rows } = await house.database.pool.query('SELECT * FROM member_links');
    expect(rows.length).toBeGreaterThan(0);
    for (const kept of [rows, house.log.lines]) {
      expect(JSON.stringify(kept)).not.toContain(code);
      expect(JSON.stringify(kept)).not.toContain(Buffer.from(code).toString('hex'));
    }
  });

  it('is made only where a member has to report it', async () => {
    const { path } = await aSubmission('https://www.youtube.com/watch?v=Synth000001');
    const refused = await house.request<any>('POST', path, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'MEMBER_LINK.NO_MEMBER_NEEDED']);
    expect((await house.request<any>('GET', (await aGroup()).path)).body.code).toBe('MEMBER_LINK.NOT_FOUND');
    const nowhere = '/v1/submissions/sub_00000000000000000000000000/member-link';
    for (const method of ['GET', 'POST', 'DELETE'])
      expect((await house.request<any>(method, nowhere, method === 'POST' ? {} : undefined)).body.code).toBe(
        'SUBMISSION.NOT_FOUND',
      );
  });

  it.each([
    ['a lifetime of none', 'make', { lifetimeDays: 0 }, '/lifetimeDays'],
    ['one past a month', 'make', { lifetimeDays: 31 }, '/lifetimeDays'],
    ['half a day', 'make', { lifetimeDays: 1.5 }, '/lifetimeDays'],
    ['no code', 'read', {}, '/code'],
    ['a long code', 'read', { code: 'x'.repeat(201) }, '/code'],
    ['an answer nobody knows', 'answer', { code: 'x', answer: 'PERHAPS' }, '/answer'],
    ['words beside the answer', 'answer', { code: 'x', answer: memberAnswers[0], note: 'x' }, '/note'],
  ] as const)('refuses %s and names the field', async (_what, route, body, pointer) => {
    const { status, body: problem } =
      route === 'make'
        ? await house.request<any>('POST', (await aGroup()).path, body)
        : await asMember(route, body);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  it('works as long as whoever makes it chooses, or as is usual here', async () => {
    const { status, body } = await house.request<any>('GET', '/v1/member-links/lifetimes');
    expect([status, body]).toEqual([200, { usualDays: 7, offeredDays: [1, 3, 7] }]);
    const days = async (chosen: object) => {
      const { expiresAt } = await made((await aGroup()).path, chosen);
      return Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000);
    };
    expect([await days({}), await days({ lifetimeDays: 1 }), await days({ lifetimeDays: 3 })]).toEqual([
      7, 1, 3,
    ]);
  });

  it('makes who guesses wait, before the database is asked', async () => {
    const { path } = await aGroup();
    const { code } = await made(path);
    const guesses: number[] = [];
    // Whoever was refused above asked from the same address.
    while (guesses.length < 11 && guesses.at(-1) !== 429)
      guesses.push((await asMember('read', { code: 'a'.repeat(43) })).status);
    expect(guesses.at(-1)).toBe(429);
    for (const answer of [
      await asMember('read', { code }),
      await asMember('answer', { code, answer: 'DONE' }),
    ])
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '60']);
  });
});
