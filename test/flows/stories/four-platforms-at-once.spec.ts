import { rollUp } from '#core';
import { openStory, type Story } from '../../support/story.js';

const targets = [
  'https://www.facebook.com/synthetic.example/posts/1000000001',
  'https://www.instagram.com/p/Synthetic01/',
  'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
  'https://youtu.be/SYNTHETIC_1',
];
const hourMs = 3_600_000;

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

it('is filed once, has an outcome on each, and one status at each moment that everybody is told', async () => {
  const { house, file, get, post, read, stands, pass } = story;
  const at = (hours: number, reply: string) => ({ afterMs: hours * hourMs, reply });
  await house.scenario('facebook', {}, [at(0, 'acknowledge'), at(2, 'removed')]);
  await house.scenario('instagram', {}, [at(3, 'refused_no_violation')]);
  await house.scenario('snapchat', {}, [
    at(1, 'information_requested'),
    { ...at(0, 'removed'), until: 'answer' },
  ]);
  await house.scenario('youtube', {}, [at(4, 'region_blocked')]);
  const { id, reference, submissions } = await file({
    ...{ category: 'CYBERBULLYING', targets: targets.map((input) => ({ input })) },
    ...{ caller: { role: 'PARENT' }, explanation: 'Synthetic explanation.' },
  });
  expect(submissions.map(({ platform }: any) => platform)).toEqual([
    ...['facebook', 'instagram', 'snapchat', 'youtube'],
  ]);
  const moments: string[] = [];
  /** One status: of the rows, of the list, of the last event about it. */
  const moment = async () => {
    await house.settle();
    const report = await read(id);
    const { status, attention } = rollUp(report.submissions.map(({ word }: any) => word));
    expect([report.status, report.attention]).toEqual([status, attention]);
    expect((await get(`/v1/reports?status=${status}`)).data).toMatchObject([{ id, status, attention }]);
    const { data: events } = await get(`/v1/reports/${id}/events?limit=200`);
    const told = events.findLast(({ type }: any) => type === 'report.status_changed');
    expect(told?.status ?? 'IN_PROGRESS').toBe(status);
    moments.push([status, ...attention].join(' '));
  };

  await stands(id, 'facebook', 'acknowledged');
  for (const platform of ['instagram', 'snapchat', 'youtube']) await stands(id, platform, 'sent');
  await moment();
  await pass(hourMs);
  const { id: asked } = await stands(id, 'snapchat', 'info_requested');
  await moment();
  await pass(hourMs);
  const { id: removed } = await stands(id, 'facebook', 'removed');
  await moment();
  await pass(hourMs);
  await stands(id, 'instagram', 'refused');
  await moment();
  await post(`/v1/submissions/${asked}/information`, { text: 'Synthetic details.' });
  await stands(id, 'snapchat', 'removed');
  await moment();
  await pass(21 * hourMs);
  await stands(id, 'youtube', 'restricted');
  await moment();
  await post(`/v1/submissions/${removed}/verification`, { seen: 'GONE' });
  await moment();

  expect(moments).toEqual([
    'IN_PROGRESS',
    'IN_PROGRESS info_requested',
    'IN_PROGRESS_PARTLY info_requested',
    'IN_PROGRESS_PARTLY info_requested',
    'IN_PROGRESS_PARTLY',
    'PARTLY_RESOLVED',
    'PARTLY_RESOLVED',
  ]);
  const words = Object.fromEntries(
    (await read(id)).submissions.map((each: any) => [each.platform, each.word]),
  );
  expect(words).toEqual({
    ...{ facebook: 'gone_verified', instagram: 'refused', snapchat: 'removed', youtube: 'restricted' },
  });
  for (const platform of ['facebook', 'instagram', 'youtube'])
    expect(house.simulator.received(platform)).toHaveLength(1);
  // The notice and our answer.
  expect(house.simulator.received('snapchat')).toHaveLength(2);
  const notices = house.simulator.received().map(({ text }) => text);
  expect(notices.every((text) => text.includes(reference))).toBe(true);
});
