import { openStory, type Story } from '../../support/story.js';

const secret = 'synthetic-words-of-the-group';
const named = 'Synthetic Example';
const group = 'https://chat.whatsapp.com/SyntheticInvite00000001';
const hourMs = 3_600_000;

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(async () => {
  for (const told of [secret, named]) expect(JSON.stringify(story.house.log.lines)).not.toContain(told);
  await story.close();
});

it('is reported by mailbox and by a member, blocked, looked at by the member; who runs it is for the police, and names are shown once', async () => {
  const { house, file, get, post, read, stands, pass } = story;
  await house.scenario('whatsapp', {}, [
    { afterMs: hourMs, reply: 'group_blocked_admins_via_police' },
    { afterMs: 24 * hourMs, reply: 'names_volunteered' },
  ]);
  const { id } = await file({
    ...{ category: 'HARASSMENT_GROUP', targets: [{ input: group }], explanation: secret },
    ...{ caller: { role: 'MEMBER_OF_GROUP' }, asks: ['BLOCK_GROUP', 'IDENTIFY_ADMINS'], language: 'nl' },
  });
  await stands(id, 'whatsapp', 'sent');
  const [{ id: submissionId, plan, asks }] = (await read(id)).submissions;
  expect(asks).toEqual(['BLOCK_GROUP', 'IDENTIFY_ADMINS']);
  expect(plan).toEqual({
    because: 'PLAN.PRIVATE_GROUP',
    channels: [
      { channel: 'wa-partner', role: 'USED' },
      { channel: 'wa-in-app', role: 'BESIDE' },
      { channel: 'wa-police', role: 'REFERRAL' },
    ],
  });
  const sheet = await get(
    '/v1/sheets?category=HARASSMENT_GROUP&platform=whatsapp&language=nl&role=MEMBER_OF_GROUP',
  );
  expect(sheet.lines.map(({ text }: any) => text).join()).toContain('laatste vijf berichten');

  await pass(hourMs);
  const blocked = await stands(id, 'whatsapp', 'removed');
  expect(blocked).toMatchObject({
    effects: ['GROUP_DISABLED'],
    askAnswers: { BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' },
  });
  await house.settle();
  expect((await get('/v1/looks')).data).toMatchObject([{ submissionId, by: 'MEMBER' }]);
  const seen = await post(`/v1/submissions/${submissionId}/verification`, { seen: 'GONE', by: 'MEMBER' });
  expect([seen.status, seen.submissions[0].word]).toEqual(['RESOLVED', 'gone_verified']);

  const referrals = (await get(`/v1/reports/${id}/referrals`)).data;
  expect(referrals.find(({ key }: any) => key === 'POLICE')).toMatchObject({ fits: true });
  await post(`/v1/reports/${id}/referrals`, { key: 'POLICE', state: 'OFFERED' });
  await post(`/v1/reports/${id}/referrals`, { key: 'POLICE', state: 'ACCEPTED' });

  await pass(24 * hourMs);
  let reply: any;
  await house.until('the names are there', async () => {
    [reply] = (await get('/v1/replies?state=NAMES_PERSONS')).data;
    return reply !== undefined;
  });
  expect(reply).toMatchObject({ submissionId, textState: 'SHOWN_ONCE', subject: '', text: '' });
  const shown = await post(`/v1/replies/${reply.id}/show-once`);
  expect(shown.text).toContain(named);
  const again = await house.request<any>('POST', `/v1/replies/${reply.id}/show-once`);
  expect([again.status, again.body.code]).toEqual([409, 'REPLY.NOTHING_TO_SHOW_ONCE']);

  const after = await read(id);
  expect(after.status).toBe('RESOLVED');
  expect(after.referrals).toMatchObject([{ key: 'POLICE', state: 'ACCEPTED' }]);
  const timeline = await get(`/v1/reports/${id}/events?limit=200`);
  const types = timeline.data.map(({ type }: any) => type);
  expect(types).toEqual(expect.arrayContaining(['reply.names_persons', 'referral.recorded']));
  const kept = [after, timeline, (await get(`/v1/replies?submission=${submissionId}`)).data];
  expect(JSON.stringify(kept)).not.toContain(named);
  expect(JSON.stringify(timeline)).not.toContain(secret);
});

it('waits for a member where the platform asks for one, and goes on once they did it', async () => {
  const { house, file, get, post, stands } = story;
  await house.scenario('whatsapp', {}, [{ afterMs: 0, reply: 'member_first' }]);
  const { id } = await file({
    ...{ category: 'HARASSMENT_GROUP', targets: [{ input: group.replace(/1$/, '2') }], explanation: secret },
    ...{ caller: { role: 'SCHOOL_STAFF' }, language: 'fr' },
  });
  const { id: submissionId } = await stands(id, 'whatsapp', 'staff_action');
  const [task] = (await get('/v1/tasks')).data;
  expect(task).toMatchObject({ submissionId, channel: 'wa-in-app', reason: 'PLATFORM.MEMBER_REPORT_FIRST' });
  expect((await get(`/v1/tasks/${task.id}`)).steps.length).toBeGreaterThan(2);
  const after = await post(`/v1/submissions/${submissionId}/handoff`);
  expect([after.attention, after.submissions[0].word]).toEqual([[], 'sent']);
});
