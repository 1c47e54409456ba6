import { openHouse, type House } from '../support/house.js';

/** One target of each mail platform, with made-up ids. */
const targets = {
  facebook: 'https://www.facebook.com/synthetic.example/posts/1000000000000001',
  instagram: 'https://www.instagram.com/p/SynthPost01/',
  snapchat: 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
  whatsapp: 'https://chat.whatsapp.com/SyntheticInviteCode001',
  youtube: 'https://youtu.be/SYNTHETIC_1',
};

describe('what platforms send back', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  const aReport = (inputs: readonly string[], more: object = {}) => ({
    category: 'CYBERBULLYING',
    targets: inputs.map((input) => ({ input })),
    explanation: 'Synthetic explanation.',
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'fr',
    ...more,
  });
  const file = async (inputs: readonly string[], category = 'CYBERBULLYING') => {
    const translations = { en: 'Synthetic explanation, translated.' };
    return (await house.request<any>('POST', '/v1/reports', aReport(inputs, { category, translations })))
      .body;
  };
  const read = async (id: string) => (await house.request<any>('GET', `/v1/reports/${id}`)).body;
  const reaches = async (id: string, words: object) =>
    house.until(
      `report at ${JSON.stringify(words)}, not ${JSON.stringify((await read(id)).counts)}`,
      async () => {
        const report = await read(id);
        return Object.entries(words).every(([word, count]) => report.counts[word] === count);
      },
    );

  it('is about every target of a notice that names several, in all four languages', async () => {
    const languages = ['fr', 'nl', 'de', 'en'] as const;
    await house.scenario('instagram', {}, [{ afterMs: 0, reply: 'removed' }]);
    for (const [at, language] of languages.entries()) {
      const posts = Array.from(
        { length: 23 },
        (_, n) => `https://www.instagram.com/p/SynthShared${at}${n + 10}/`,
      );
      const before = house.simulator.received().length;
      const { body: filed } = await house.request<any>('POST', '/v1/reports', aReport(posts, { language }));
      await reaches(filed.id, { removed: 23 });
      const notices = house.simulator.received().slice(before);
      expect(notices.map(({ text }) => posts.filter((post) => text.includes(post)).length).sort()).toEqual([
        20, 3,
      ]);
      expect((await read(filed.id)).attention).toEqual([]);
    }
  });

  it('ends the five outcomes of a first report in one status, each by its own way', async () => {
    await house.scenario('facebook', {}, [
      { afterMs: 0, reply: 'acknowledge' },
      { afterMs: 50, reply: 'removed' },
    ]);
    await house.scenario('instagram', {}, [
      { afterMs: 0, reply: 'acknowledge' },
      { afterMs: 50, reply: 'refused_no_violation' },
    ]);
    await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    await house.scenario('whatsapp', {}, [{ afterMs: 0, reply: 'member_first' }]);
    await house.scenario('youtube', {}, [{ afterMs: 0, reply: 'region_blocked' }]);
    const filed = await file(Object.values(targets));
    await reaches(filed.id, { removed: 1, refused: 1, info_requested: 1, staff_action: 1, restricted: 1 });
    const facebook = filed.submissions.find((each: any) => each.platform === 'facebook');
    await house.request('POST', `/v1/submissions/${facebook.id}/verification`, { seen: 'GONE' });

    const report = await read(filed.id);
    expect(report).toMatchObject({
      status: 'IN_PROGRESS_PARTLY',
      attention: ['info_requested', 'staff_action'],
    });
    const words = Object.fromEntries(report.submissions.map((each: any) => [each.platform, each.word]));
    expect(words).toEqual({
      facebook: 'gone_verified',
      instagram: 'refused',
      snapchat: 'info_requested',
      youtube: 'restricted',
      whatsapp: 'staff_action',
    });
    expect(report.submissions.find((each: any) => each.platform === 'facebook').externalRef).toEqual(
      expect.any(String),
    );
    expect(report.submissions.find((each: any) => each.platform === 'instagram').refusalReason).toBe(
      'NO_POLICY_VIOLATION',
    );

    const { body: tasks } = await house.request<any>('GET', '/v1/tasks');
    expect(tasks.data).toHaveLength(1);
    const { body: task } = await house.request<any>('GET', `/v1/tasks/${tasks.data[0].id}`);
    expect(task).toMatchObject({
      platform: 'whatsapp',
      channel: 'wa-in-app',
      reason: 'PLATFORM.MEMBER_REPORT_FIRST',
    });
    expect(task.steps.length).toBeGreaterThan(0);
  });

  it('changes nothing when the same mail comes twice', async () => {
    await house.scenario('facebook', {}, [{ afterMs: 0, reply: 'duplicate_reply' }]);
    const filed = await file([targets.facebook]);
    await house.settle();
    await house.until('the mail came', async () => (await read(filed.id)).counts['sent'] === undefined);
    await house.settle();
    const { body: replies } = await house.request<any>(
      'GET',
      `/v1/replies?submission=${filed.submissions[0].id}`,
    );
    expect(replies.data).toHaveLength(1);
  });

  it('keeps a reply nobody can match and shows it to staff, who say whose it is', async () => {
    await house.scenario('instagram', {}, [{ afterMs: 0, reply: 'no_reference' }]);
    const filed = await file([targets.instagram]);
    let unmatched: any[] = [];
    await house.until('the reply is kept', async () => {
      unmatched = (await house.request<any>('GET', '/v1/replies?state=UNMATCHED')).body.data;
      return unmatched.length === 1;
    });
    expect((await read(filed.id)).counts).toEqual({ sent: 1 });
    const matched = await house.request('POST', `/v1/replies/${unmatched[0].id}/match`, {
      submissionId: filed.submissions[0].id,
    });
    expect(matched.status).toBe(204);
    await house.until('it is read anew', async () => {
      const { body } = await house.request<any>('GET', `/v1/replies?submission=${filed.submissions[0].id}`);
      return ['APPLIED', 'UNREADABLE'].includes(body.data[0]?.state);
    });
    const { id } = unmatched[0];
    const { body: byHand } = await house.request<any>('GET', '/v1/replies?matched=true');
    expect(byHand.data).toMatchObject([{ id, reportReference: filed.reference }]);
    const unmatch = () => house.request<any>('POST', `/v1/replies/${id}/unmatch`);
    expect((await unmatch()).status).toBe(204);
    expect((await read(filed.id)).counts).toEqual({ sent: 1 });
    const { body: timeline } = await house.request<any>('GET', `/v1/reports/${filed.id}/events`);
    expect(timeline.data.findLast(({ type }: any) => type.startsWith('reply.'))).toMatchObject({
      ...{ type: 'reply.match_withdrawn', word: 'sent' },
    });
    expect((await house.request<any>('GET', `/v1/replies/${id}`)).body).toMatchObject({
      ...{ state: 'UNMATCHED', submissionId: null, matchedAt: null },
    });
    expect(await unmatch()).toMatchObject({ status: 409, body: { code: 'REPLY.NOT_MATCHED' } });
  });

  it('leaves what it cannot read to staff and never guesses', async () => {
    await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'nonsense' }]);
    const filed = await file([targets.snapchat]);
    await house.until('the reply is with staff', async () => {
      const { body } = await house.request<any>('GET', `/v1/replies?submission=${filed.submissions[0].id}`);
      return body.data[0]?.state === 'UNREADABLE';
    });
    expect((await read(filed.id)).submissions[0]).toMatchObject({ decision: 'NONE' });
    const { body: timeline } = await house.request<any>('GET', `/v1/reports/${filed.id}/events`);
    expect(timeline.data.at(-1)).toMatchObject({
      type: 'reply.unreadable',
      platform: 'snapchat',
      word: 'sent',
    });
  });

  it('takes a decision that overtakes its acknowledgement', async () => {
    await house.scenario('facebook', {}, [{ afterMs: 0, reply: 'out_of_order' }]);
    const filed = await file([targets.facebook]);
    await house.until('decision and number are known', async () => {
      const [submission] = (await read(filed.id)).submissions;
      return submission.decision !== 'NONE' && submission.delivery === 'ACKNOWLEDGED';
    });
  });

  it('goes on with four platforms while one is down, and says what that one waits for', async () => {
    for (const platform of ['facebook', 'instagram', 'snapchat', 'whatsapp'])
      await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
    await house.scenario('youtube', {}, [{ afterMs: 0, fault: 'rate_limit' }]);
    const filed = await file(Object.values(targets));
    await reaches(filed.id, { sent: 4, queued: 1 });
    await house.until('youtube waits', async () => {
      const youtube = (await read(filed.id)).submissions.find((each: any) => each.platform === 'youtube');
      return youtube.delivery === 'RETRY_WAIT' && youtube.waitingFor !== null && youtube.nextTryAt !== null;
    });
  });
});
