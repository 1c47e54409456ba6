import { openHouse, type House } from '../support/house.js';

const secret = 'synthetic-secret-text';
const video = 'https://youtu.be/SYNTHETIC_1';
const post = 'https://www.facebook.com/synthetic.page/posts/1234567890';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  expect(JSON.stringify(house.log.lines)).not.toContain(secret);
  await house.close();
});

async function file(body: object): Promise<any> {
  const { status, body: report } = await house.request<any>('POST', '/v1/reports', {
    ...{ explanation: secret, goodFaith: true, caller: { role: 'SOCIAL_WORKER' }, language: 'fr' },
    ...body,
  });
  expect([status, report.errors]).toEqual([201, undefined]);
  return report;
}

/** A report whose one notice was filed by hand and refused. */
async function refused(body: object, refusalReason = 'NO_POLICY_VIOLATION') {
  const report = await file(body);
  const path = `/v1/submissions/${report.submissions[0].id}`;
  const act = (name: string, given: object) => house.request<any>('POST', `${path}/${name}`, given);
  await act('handoff', { externalRef: 'SYN-7' });
  const { body: after } = await act('reply', { decision: 'REFUSED', refusalReason });
  expect(after.submissions[0].word).toBe('refused');
  const routes = async () => (await house.request<any>('GET', `${path}/routes`)).body;
  const open = async () => (await routes()).data.map(({ route }: { route: string }) => route);
  const timeline = async () => (await house.request<any>('GET', `/v1/reports/${report.id}/events`)).body.data;
  const read = async () => (await house.request<any>('GET', `/v1/reports/${report.id}`)).body;
  return { report, path, act, routes, open, timeline, read };
}

const ownVideo = {
  category: 'OWN_CONTENT_LOST_ACCESS',
  targets: [{ input: video }],
  channels: { youtube: 'yt-priority-form' },
};

describe('the own video that breaks no rule', () => {
  it('is not the end: recovery, erasure and the comments under it are open, and no complaint that the law does not give', async () => {
    const { path, routes, open } = await refused(ownVideo);
    expect(await open()).toEqual([
      'REPORT_COMMENTS',
      'ACCOUNT_RECOVERY',
      'GDPR_ERASURE',
      'PRIVACY_COMPLAINT',
    ]);
    const { notOffered } = await routes();
    expect(notOffered).toContainEqual(
      expect.objectContaining({ route: 'COMPLAINT_ART20', reason: 'NOT_A_DSA_NOTICE' }),
    );
    const letter = await house.request<any>('GET', `${path}/routes/ACCOUNT_RECOVERY/draft?language=nl`);
    expect(letter.body).toMatchObject({ language: 'nl', subject: expect.stringContaining('YouTube') });
    expect(letter.body.text).toContain('SYN-7');
    expect(JSON.stringify(letter.body)).not.toMatch(/SYNTHETIC_1|synthetic-secret/);
    const closed = await house.request<any>('GET', `${path}/routes/COMPLAINT_ART20/draft`);
    expect([closed.status, closed.body.code]).toEqual([409, 'REMEDY.NOT_OFFERED']);
  });

  it('leads from the comments, reported in their own report, to erasure and to the authority', async () => {
    const { act, open, read, timeline, routes, report } = await refused(ownVideo);
    const taken = await act('remedy', { route: 'REPORT_COMMENTS' });
    expect(taken.body.submissions[0]).toMatchObject({ remedy: 'ALTERNATIVE_ROUTE', word: 'refused' });
    expect(await open()).toEqual([]);
    expect((await routes()).outcomes).toEqual(['NONE']);

    const follower = await file({
      category: 'CYBERBULLYING',
      targets: [{ input: `${video}?lc=UgSYNTHETICcomment0001` }],
    });
    const unknown = await act('remedy', { remedy: 'NONE', followedBy: 'UF-2026-999999' });
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/followedBy']);
    await act('remedy', { remedy: 'NONE', followedBy: follower.reference });
    expect((await read()).submissions[0].remedy).toBe('NONE');

    await act('remedy', { route: 'GDPR_ERASURE' });
    await act('remedy', { remedy: 'NONE' });
    expect(await open()).toContain('DPA_COMPLAINT');
    expect((await routes()).taken).toMatchObject([
      { route: 'REPORT_COMMENTS', remedy: 'ALTERNATIVE_ROUTE' },
      { route: null, remedy: 'NONE', followedBy: follower.reference },
      { route: 'GDPR_ERASURE', remedy: 'ALTERNATIVE_ROUTE' },
      { route: null, remedy: 'NONE', followedBy: null },
    ]);
    const told = (await timeline()).filter(({ type }: { type: string }) => type === 'remedy.moved');
    expect(told[0].detail).toEqual({ remedy: 'ALTERNATIVE_ROUTE', route: 'REPORT_COMMENTS', actor: 'STAFF' });
    expect(told[1].detail.followedBy).toBe(follower.reference);
    expect(report.status).not.toBe('CONTESTED');
  });
});

describe('a notice of illegal content that was refused', () => {
  const notice = {
    category: 'HATE',
    targets: [{ input: post }],
    channels: { facebook: 'facebook-legal-form' },
    regime: 'DSA_ART16',
  };

  it('is contested with the platform, then before a body, each in time', async () => {
    const { act, routes, open } = await refused(notice);
    const complaint = (await routes()).data.find(({ route }: any) => route === 'COMPLAINT_ART20');
    expect(Date.parse(complaint.until)).toBeGreaterThan(Date.now() + 175 * 86_400_000);
    const opened = await act('remedy', { route: 'COMPLAINT_ART20' });
    expect(opened.body).toMatchObject({ status: 'CONTESTED', submissions: [{ word: 'contested' }] });
    expect((await routes()).outcomes).toEqual(['UPHELD', 'OVERTURNED']);
    await act('remedy', { remedy: 'UPHELD' });
    expect(await open()).toEqual(['ODS_ART21', 'POLICE']);
    const unnamed = await act('remedy', { route: 'ODS_ART21' });
    expect([unnamed.status, unnamed.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/body', code: 'REMEDY.BODY_NEEDED' },
    ]);
    const body = await act('remedy', { route: 'ODS_ART21', body: 'APPEALS_CENTRE_EUROPE' });
    expect(body.body.submissions[0].remedy).toBe('ODS_ART21');
  });

  it('is too late after six months, and before a body that looks no further back', async () => {
    const { act, open, report } = await refused(notice);
    const { id } = (
      await house.database.pool.query('SELECT id FROM reports WHERE reference = $1', [report.reference])
    ).rows[0];
    await house.database.pool.query(
      `UPDATE submissions SET decided_at = now() - interval '7 months' WHERE report_id = $1`,
      [id],
    );
    expect(await open()).toEqual(['POLICE']);
    const late = await act('remedy', { route: 'COMPLAINT_ART20' });
    expect([late.status, late.body.code, late.body.detail]).toEqual([
      409,
      'REMEDY.NOT_OFFERED',
      expect.stringContaining('TOO_LATE'),
    ]);
  });

  it('says what is wrong with an act that is none', async () => {
    const { act } = await refused(notice);
    for (const given of [{}, { route: 'POLICE', remedy: 'NONE' }]) {
      const { status, body } = await act('remedy', given);
      expect([status, body.errors[0].pointer]).toEqual([422, '/route']);
    }
    const unknown = await act('remedy', { route: 'MAGIC' });
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/route']);
  });
});

describe('a caller who does not know which of the three it is', () => {
  it('is asked plain questions, and the answers stay as the reason for the category', async () => {
    const { body: triage } = await house.request<any>('GET', '/v1/triage');
    const answers: Record<string, string> = {
      ...{ DANGER: 'NO', NUDITY: 'YES', MINOR: 'YES_OR_MAYBE', DEMAND: 'MONEY' },
    };
    const steps: object[] = [];
    let category: string | null = null;
    for (let question: string | null = triage.start; question !== null;) {
      const asked: any = triage.questions.find(({ key }: any) => key === question);
      expect(Object.keys(asked.texts).sort()).toEqual(['de', 'en', 'fr', 'nl']);
      const answer: any = asked.answers.find(({ key }: any) => key === answers[asked.key]);
      steps.push({ question: asked.key, answer: answer.key });
      ({ question, category } = answer);
    }
    expect(category).toBe('SEXTORTION');
    const report = await file({ category, targets: [{ input: post }], triage: steps });
    expect(report.triage).toEqual(steps);
    const { body: read } = await house.request<any>('GET', `/v1/reports/${report.id}`);
    expect(read.triage).toEqual(steps);
  });

  it('names the answer that leads nowhere', async () => {
    const { status, body } = await house.request<any>('POST', '/v1/reports', {
      ...{ category: 'SEXTORTION', targets: [{ input: post }], explanation: 'x', goodFaith: true },
      ...{ caller: { role: 'PARENT' }, language: 'nl', triage: [{ question: 'DANGER', answer: 'PERHAPS' }] },
    });
    expect([status, body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/triage/0/answer', code: 'TRIAGE.UNKNOWN_ANSWER' })],
    ]);
  });
});

describe('where a caller is sent', () => {
  it('fits category, role and language, and is recorded with who and when', async () => {
    const report = await file({
      category: 'CYBERBULLYING',
      targets: [{ input: post }],
      caller: { role: 'SCHOOL_STAFF' },
    });
    const path = `/v1/reports/${report.id}/referrals`;
    const { body: offered } = await house.request<any>('GET', path);
    expect(offered.data[0]).toMatchObject({
      ...{ key: 'ECOUTE_ECOLE', fits: true, isInLanguage: true, state: null },
      phones: [{ number: '0800/95 580', certainty: 'verified' }],
    });
    await house.request('POST', path, { key: 'ECOUTE_ECOLE', state: 'OFFERED' });
    await house.request('POST', path, { key: 'ECOUTE_ECOLE', state: 'ACCEPTED' });
    const { body: after } = await house.request<any>('POST', path, { key: 'UNIA', state: 'OFFERED' });
    expect(after.referrals).toEqual([
      { key: 'ECOUTE_ECOLE', state: 'ACCEPTED', recordedBy: 'test', recordedAt: expect.any(String) },
      { key: 'UNIA', state: 'OFFERED', recordedBy: 'test', recordedAt: expect.any(String) },
    ]);
    const { body: again } = await house.request<any>('GET', path);
    expect(again.data.at(-1)).toMatchObject({ key: 'UNIA', fits: false, state: 'OFFERED' });
    const unknown = await house.request<any>('POST', path, { key: 'NOBODY', state: 'OFFERED' });
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/key']);
    const { body: timeline } = await house.request<any>('GET', `/v1/reports/${report.id}/events`);
    const told = timeline.data.filter(({ type }: any) => type === 'referral.recorded');
    expect(told.map(({ detail }: any) => detail.referralState)).toEqual(['OFFERED', 'ACCEPTED', 'OFFERED']);
  });

  it('reads what to do oneself in the own language', async () => {
    const ask = (query: string) => house.request<any>('GET', `/v1/sheets?${query}`);
    const { body } = await ask('category=HARASSMENT_GROUP&platform=whatsapp&language=nl&role=PARENT');
    expect(body.lines.map(({ text }: any) => text).join()).toContain('laatste vijf berichten');
    expect(body.referrals.map(({ key }: any) => key)).toEqual([
      'POLICE',
      'PMS_CLB',
      'CYBERHELP',
      'AMO',
      'ECOUTE_ECOLE',
    ]);
    const wrong = await ask('category=NONE&platform=whatsapp&language=nl');
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/category']);
    expect((await ask('category=HATE&platform=nowhere&language=nl')).body.errors[0].code).toBe(
      'PLATFORM.UNKNOWN',
    );
  });
});
