import { openStory, type Story } from '../../support/story.js';

const secret = 'synthetic-words-of-the-caller';
const video = 'https://youtu.be/SYNTHETIC_1';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(async () => {
  expect(JSON.stringify(story.house.log.lines)).not.toContain(secret);
  await story.close();
});

it('is refused by mail, and that is not the end: every lawful way has its letter, one is taken, and the comments go their own way', async () => {
  const { house, file, get, post, read, stands } = story;
  await house.scenario('youtube', {}, [
    { afterMs: 0, reply: 'acknowledge' },
    { afterMs: 0, reply: 'refused_no_violation' },
  ]);
  const { id } = await file({
    ...{ category: 'OWN_CONTENT_LOST_ACCESS', targets: [{ input: video }], explanation: secret },
    ...{ caller: { role: 'SOCIAL_WORKER' }, channels: { youtube: 'yt-priority-form' } },
  });

  // A person files the form, and YouTube's team answers by mail.
  const [task] = (await get('/v1/tasks')).data;
  const { fields } = await get(`/v1/tasks/${task.id}`);
  const form = await fetch(`${house.simulator.httpUrl}/youtube/forms/yt-priority-form`, {
    method: 'POST',
    body: JSON.stringify({
      replyTo: `replies+youtube@${house.config.mail.inbound.domain}`,
      text: fields.map(({ value }: any) => value).join('\n'),
    }),
  });
  const { case: number } = (await form.json()) as { case: string };
  const path = `/v1/submissions/${task.submissionId}`;
  await post(`${path}/handoff`, { externalRef: number });
  const refused = await stands(id, 'youtube', 'refused');
  expect(refused).toMatchObject({ refusalReason: 'NO_POLICY_VIOLATION', externalRef: number });
  expect((await read(id)).status).toBe('UNSUCCESSFUL');

  const { data: routes, notOffered } = await get(`${path}/routes`);
  const open = routes.map(({ route }: any) => route);
  expect(open).toEqual(['REPORT_COMMENTS', 'ACCOUNT_RECOVERY', 'GDPR_ERASURE', 'PRIVACY_COMPLAINT']);
  expect(notOffered).toContainEqual(
    expect.objectContaining({ route: 'COMPLAINT_ART20', reason: 'NOT_A_DSA_NOTICE' }),
  );
  const written = routes.filter(({ letterLanguages }: any) => letterLanguages.length > 0);
  expect(written.map(({ route }: any) => route)).toEqual(
    open.filter((route: string) => route !== 'REPORT_COMMENTS'),
  );
  for (const { route, letterLanguages } of written)
    for (const language of letterLanguages) {
      const letter = await get(`${path}/routes/${route}/draft?language=${language}`);
      expect([letter.language, letter.text]).toEqual([language, expect.stringContaining(number)]);
      expect(JSON.stringify(letter)).not.toMatch(/SYNTHETIC_1|synthetic-words/);
    }

  const taken = await post(`${path}/remedy`, { route: 'GDPR_ERASURE' });
  expect(taken.submissions[0]).toMatchObject({ word: 'refused', remedy: 'ALTERNATIVE_ROUTE' });
  const comments = await file({
    ...{ category: 'CYBERBULLYING', targets: [{ input: `${video}?lc=UgSYNTHETICcomment0001` }] },
    ...{ caller: { role: 'SOCIAL_WORKER' }, explanation: secret },
  });
  await post(`${path}/remedy`, { remedy: 'NONE', followedBy: comments.reference });
  expect((await get(`${path}/routes`)).taken).toMatchObject([
    { route: 'GDPR_ERASURE', remedy: 'ALTERNATIVE_ROUTE' },
    { route: null, remedy: 'NONE', followedBy: comments.reference },
  ]);
  const timeline = await get(`/v1/reports/${id}/events?limit=200`);
  const types = timeline.data.map(({ type }: any) => type);
  expect(types.filter((type: string) => /decided|remedy/.test(type))).toEqual([
    ...['submission.decided', 'remedy.moved', 'remedy.moved'],
  ]);
  expect(JSON.stringify(timeline)).not.toContain(secret);
});
