import { openStory, type Story } from '../../support/story.js';

const secret = 'synthetic-words-of-the-caller';
const post = (digits: number) => `https://www.instagram.com/p/Synthetic0${digits}/`;

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await story.house.scenario('instagram', {}, [{ afterMs: 0, reply: 'acknowledge' }]);
});
afterAll(async () => {
  expect(JSON.stringify(story.house.log.lines)).not.toContain(secret);
  await story.close();
});

/** Asks what the desk asks, until a category is reached. */
async function walk(answers: Readonly<Record<string, string>>) {
  const triage = await story.get('/v1/triage');
  const steps: { question: string; answer: string }[] = [];
  let category: string | null = null;
  for (let question: string | null = triage.start; question !== null;) {
    const asked: any = triage.questions.find(({ key }: any) => key === question);
    expect(asked.texts.fr).toMatch(/\?$/);
    const answer: any = asked.answers.find(({ key }: any) => key === answers[asked.key]);
    steps.push({ question: asked.key, answer: answer.key });
    ({ question, category } = answer);
  }
  return { steps, category };
}

const child = { DANGER: 'NO', NUDITY: 'YES', MINOR: 'YES_OR_MAYBE' };

describe('the caller who does not know which of the three it is', () => {
  it.each([
    ['sextortion', { ...child, DEMAND: 'MONEY' }, 'SEXTORTION', 'POLICE'],
    [
      'sexting',
      { ...child, DEMAND: 'NO', ONLINE: 'YES', ORIGIN: 'MADE_BY_MINOR' },
      'SEXTING_MINOR_SHARED',
      'TAKE_IT_DOWN',
    ],
    ['grooming', { ...child, DEMAND: 'NO', ONLINE: 'NO', ADULT_ASKED: 'YES' }, 'GROOMING', 'POLICE'],
  ])(
    'is asked plain questions until it is %s; it is filed as such, and something to do is offered',
    async (_name, answers, expected, referral) => {
      const { house, file, get, post: act, read, stands } = story;
      const { steps, category } = await walk(answers);
      expect(category).toBe(expected);
      const report = await file({
        ...{ category, triage: steps, targets: [{ input: post(expected.length) }], explanation: secret },
        caller: { role: 'PARENT' },
      });
      await stands(report.id, 'instagram', 'acknowledged');
      expect((await read(report.id)).triage).toEqual(steps);
      const { categories } = await get('/v1/taxonomy').then(({ data, ...rest }: any) => ({
        categories: data,
        ...rest,
      }));
      const { labels } = categories.find(({ code }: any) => code === category);
      const notice = house.simulator.received('instagram').at(-1);
      expect(notice?.text).toContain(report.reference);
      expect(notice?.text).toContain(labels.fr);

      const sheet = await get(`/v1/sheets?category=${category}&platform=instagram&language=fr&role=PARENT`);
      expect(sheet.lines.length).toBeGreaterThan(1);
      const offered = (await get(`/v1/reports/${report.id}/referrals`)).data;
      expect(offered.filter(({ fits }: any) => fits).map(({ key }: any) => key)).toContain(referral);
      await act(`/v1/reports/${report.id}/referrals`, { key: referral, state: 'OFFERED' });
      expect((await read(report.id)).referrals).toMatchObject([{ key: referral, state: 'OFFERED' }]);
    },
  );

  it('files nothing where nothing is online yet, and still offers what can be done', async () => {
    const { category } = await walk({ ...child, DEMAND: 'NO', ONLINE: 'NO', ADULT_ASKED: 'NO' });
    expect(category).toBe('SEXTING_AT_RISK');
    const refused = await story.house.request<any>('POST', '/v1/reports', {
      ...{ category, targets: [{ input: post(1) }], explanation: secret, goodFaith: true },
      ...{ caller: { role: 'VICTIM' }, language: 'nl' },
    });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/category', code: 'CATEGORY.NOTHING_TO_SEND' })],
    ]);
    const sheet = await story.get(`/v1/sheets?category=${category}&platform=instagram&language=nl`);
    expect(sheet.referrals.map(({ key }: any) => key)).toContain('TAKE_IT_DOWN');
  });
});
