import { openHouse, type House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  for (const platform of platforms) await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
});
afterAll(() => house.close());

const platforms = ['facebook', 'instagram', 'snapchat', 'whatsapp', 'youtube'];
const report = (targets: readonly (string | object)[], more: object = {}) => ({
  category: 'CYBERBULLYING',
  targets: targets.map((target) => (typeof target === 'string' ? { input: target } : target)),
  explanation: 'Synthetic explanation written for a test.\nSecond line — "quoted".',
  goodFaith: true,
  caller: { role: 'PARENT' },
  language: 'fr',
  ...more,
});
const everywhere = [
  'https://www.facebook.com/synthetic.example/posts/1000000000000001',
  { input: 'https://www.instagram.com/p/SynthPost01/', locator: 'third synthetic comment' },
  'https://www.snapchat.com/add/synthetic.user',
  'https://wa.me/32470123456',
  'https://youtu.be/SYNTHETIC_1',
];
const preview = (body: object) => house.request<any>('POST', '/v1/reports/preview', body);

/** What is not known before filing: numbers and tokens, and the minute of the statement. */
const untilFiled = (text: string) =>
  text
    .replaceAll(/UF-(\d{4})-\d{6}-(\d+)-[0-9A-HJKMNP-TV-Z]{6}/g, 'UF-$1-······-$2-······')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'then');
const valuesOf = (row: { fields: { value: string }[] }) => row.fields.map(({ value }) => untilFiled(value));
/** What filing the report brought to the simulator, by platform. */
async function whatLeft(body: object): Promise<ReadonlyMap<string, any>> {
  const before = house.simulator.received().length;
  expect((await house.request('POST', '/v1/reports', body)).status).toBe(201);
  await house.settle();
  return new Map(
    house.simulator
      .received()
      .slice(before)
      .map(({ platform, body: left }) => [platform, left]),
  );
}

describe('a preview', () => {
  it.each([
    ['an ordinary report', {}],
    ['another language', { language: 'de', asks: ['REMOVE_CONTENT', 'SUSPEND_ACCOUNT'] }],
    [
      'when it was seen, and a standing to claim',
      { seenAt: '2026-11-22T18:30:00+01:00', regime: 'DSA_ART16' },
    ],
    ['a category that leaves the notifier out', { category: 'CSAM' }],
    ['an explanation as long as the shortest channel takes', { explanation: 'é'.repeat(1_500) }],
  ])('holds what leaves, to the letter: %s', async (_what, more) => {
    const translations = { en: 'Synthetic explanation, translated for Snapchat.' };
    const body = report(everywhere, { translations, ...more });
    const { status, body: shown } = await preview(body);
    expect(status).toBe(200);
    expect(shown.data.map((row: any) => row.platform)).toEqual([
      'facebook',
      'instagram',
      'snapchat',
      'whatsapp',
      'youtube',
    ]);
    const left = await whatLeft(body);
    for (const row of shown.data) {
      const sent = left.get(row.platform);
      expect([row.byHand, row.reason, row.steps, row.openUrl]).toEqual([false, null, [], null]);
      if (row.platform === 'youtube') {
        const [address, reason, comments, language] = valuesOf(row);
        expect(address).toContain(sent.videoId);
        expect(reason).toContain(' > ');
        expect([comments, language]).toEqual([untilFiled(sent.comments), sent.language]);
      } else {
        expect(valuesOf(row)).toEqual([sent.to, sent.subject, sent.text].map(untilFiled));
      }
      expect(JSON.stringify(row.fields)).toContain(`UF-${new Date().getUTCFullYear()}-······`);
    }
  });

  it('tells where details of persons stand, and filing refuses them without repeating one', async () => {
    const body = report([everywhere[0]!, { input: everywhere[3]!, locator: 'of Synthetic School' }], {
      explanation: '😀 call 0470 12 34 57, not +32 470 12 34 56',
      confidential: ['synthetic school'],
    });
    const { findings } = (await preview(body)).body;
    expect(findings).toEqual([
      { pointer: '/explanation', kind: 'PHONE', start: 8, end: 21 },
      { pointer: '/targets/1/locator', kind: 'CONFIDENTIAL_NAME', start: 3, end: 19 },
    ]);
    const refused = await house.request<any>('POST', '/v1/reports', body);
    expect([refused.status, refused.body.errors.map(({ code }: { code: string }) => code)]).toEqual([
      422,
      ['OUTGOING.PHONE', 'OUTGOING.CONFIDENTIAL_NAME'],
    ]);
    expect(JSON.stringify(refused.body)).not.toMatch(/34 57|Synthetic School/i);
    const confirmed = { ...body, confirmedFindings: ['PHONE', 'CONFIDENTIAL_NAME'] };
    const filed = await house.request<any>('POST', '/v1/reports', confirmed);
    expect([filed.status, filed.body.confirmedFindings]).toEqual([201, ['PHONE', 'CONFIDENTIAL_NAME']]);
    const wrong = await house.request<any>('POST', '/v1/reports', { ...body, confirmedFindings: ['NAME'] });
    expect(wrong.body.errors[0].pointer).toBe('/confirmedFindings');
    await house.settle();
  });

  it('holds what a person is handed, where a person has to file it', async () => {
    const body = report(['https://youtu.be/SYNTHETIC_2'], { channels: { youtube: 'yt-priority-form' } });
    const [row] = (await preview(body)).body.data;
    expect(row).toMatchObject({
      ...{ channel: 'yt-priority-form', channelKind: 'ASSISTED_FORM', byHand: true },
      ...{ reason: 'HANDOFF.ASSISTED_FORM', mode: 'rehearsed', regime: 'PLATFORM_PRIORITY' },
    });
    const filed = await house.request<any>('POST', '/v1/reports', body);
    const tasks = await house.request<any>('GET', '/v1/tasks');
    const { id } = tasks.body.data.find((task: any) => task.reportId === filed.body.id);
    const task = (await house.request<any>('GET', `/v1/tasks/${id}`)).body;
    expect(row.steps.map(untilFiled)).toEqual(task.steps.map(untilFiled));
    expect(row.openUrl).toBe(task.openUrl);
    expect(valuesOf(row)).toEqual(valuesOf(task));
  });

  it('makes the rows that filing makes: order, channel, standing, asks, and the earlier report', async () => {
    const body = report([...everywhere, 'instagram.com/p/SynthPost01/?igsh=x'], {
      asks: ['IDENTIFY_ADMINS'],
    });
    await house.request('POST', '/v1/reports', body);
    const shown = (await preview(body)).body.data;
    const filed = (await house.request<any>('POST', '/v1/reports', body)).body.submissions;
    const common = ({ platform, target, channel, regime, asks }: any) => ({
      ...{ platform, target, channel, regime, asks },
    });
    expect(shown.map(common)).toEqual(filed.map(common));
    expect(shown.map((row: any) => row.earlierReport === null)).toEqual(
      filed.map((row: any) => row.earlierReport === null),
    );
    expect(shown.some((row: any) => /^UF-\d{4}-\d{6}$/.test(row.earlierReport))).toBe(true);
    await house.settle();
  });

  it('goes without explanation and statement, which come last', async () => {
    const { goodFaith: _goodFaith, explanation: _explanation, ...body } = report(everywhere);
    expect((await preview(body)).status).toBe(200);
    expect((await preview({ ...body, explanation: '', goodFaith: false })).status).toBe(200);
  });

  it.each([
    ['an unknown category', { category: 'NONE' }],
    ['a category of advice', { category: 'LEGAL_QUESTION' }],
    ['a short link', { targets: [{ input: 'https://youtu.be/SYNTHETIC_1' }, { input: 'https://bit.ly/x' }] }],
    ['an unknown channel', { channels: { youtube: 'x', nowhere: 'y' } }],
    [
      'an explanation too long for a channel',
      { explanation: 'x'.repeat(5_001), channels: { youtube: 'yt-priority-form' } },
    ],
    ['an explanation too long for us', { explanation: 'x'.repeat(20_001) }],
    ['no targets', { targets: [] }],
    ['a calendar nobody reads', { seenAt: '2026-W47' }],
  ])('is refused as filing is: %s', async (_what, more) => {
    const body = report(everywhere, more);
    const [shown, filed] = [await preview(body), await house.request<any>('POST', '/v1/reports', body)];
    expect([shown.status, shown.body]).toEqual([422, filed.body]);
    expect(shown.body.errors.length).toBeGreaterThan(0);
  });

  it('leaves no trace', async () => {
    const counts = async () =>
      (
        await house.database.pool.query(
          `SELECT (SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM outbox) AS outbox,
             (SELECT last_value FROM report_numbers_${new Date().getUTCFullYear()}) AS number`,
        )
      ).rows;
    const [before, left, lines] = [await counts(), house.simulator.received().length, house.log.lines.length];
    await preview(report(everywhere));
    expect(await counts()).toEqual(before);
    expect(house.simulator.received()).toHaveLength(left);
    const logged = house.log.lines.slice(lines).filter(({ event }) => event !== 'request.done');
    expect(logged).toEqual([]);
    expect(JSON.stringify(house.log.lines.slice(lines))).not.toMatch(/ynth/);
  });

  it('says why a notice claims no more, and which elements a notice under the Act still lacks', async () => {
    const places = [
      'https://wa.me/32470123456',
      'https://www.whatsapp.com/channel/0029VaSYNTHETIC0000000001',
      { input: 'https://www.snapchat.com/add/synthetic.user', space: 'DISAPPEARING' },
      { input: 'https://www.snapchat.com/spotlight/SyntheticSpotlightExample0000000001' },
    ];
    const channels = { whatsapp: 'wa-dsa-channel', snapchat: 'snap-support-form' };
    const forms = (await preview(report(places.slice(1), { channels, goodFaith: false, explanation: '!' })))
      .body;
    expect(
      forms.data.map(({ regime, regimeReason, elements }: any) => [
        ...[regime, regimeReason],
        elements?.flatMap(({ missing }: any) => missing ?? []) ?? null,
      ]),
    ).toEqual([
      [
        ...['DSA_ART16', 'REGIME.NO_FLAGGER_STATUS'],
        ['NOTICE.EXPLANATION_TOO_SHORT', 'NOTICE.GOOD_FAITH_MISSING'],
      ],
      ['USER', 'REGIME.PRIVATE_SPACE', null],
      [
        ...['DSA_ART16', 'REGIME.NO_FLAGGER_STATUS'],
        ['NOTICE.EXPLANATION_TOO_SHORT', 'NOTICE.GOOD_FAITH_MISSING'],
      ],
    ]);
    const [chat] = (await preview(report(places.slice(0, 1)))).body.data;
    expect([chat.regime, chat.regimeReason, chat.elements]).toEqual([
      ...['PLATFORM_PRIORITY', 'REGIME.PRIVATE_SPACE', null],
    ]);
  });
});

describe('the law that staff are offered', () => {
  it('is what held on the day of the facts, with what replaced it since', async () => {
    const { body } = await house.request<any>('GET', '/v1/taxonomy?factsOn=2021-03-01');
    const bullying = body.data.find(({ code }: { code: string }) => code === 'CYBERBULLYING');
    const offered = body.law.filter(({ key }: { key: string }) => bullying.law.includes(key));
    expect(offered.map(({ key }: { key: string }) => key)).toContain('harassment');
    expect(body.law.map(({ key }: { key: string }) => key)).not.toContain('sextingExemption');
    expect(body.law.find(({ key }: { key: string }) => key === 'harassment').periods).toEqual([
      { from: null, articles: ['442bis'] },
      { from: '2026-04-08', articles: ['237', '238'] },
    ]);
    expect((await house.request('GET', '/v1/taxonomy?factsOn=yesterday')).status).toBe(422);
  });

  it('stands in notices only where they pick it, and in the preview to the letter', async () => {
    const body = report(everywhere, { legalBases: ['harassment'], factsOn: '2026-03-01' });
    const { data } = (await preview(body)).body;
    expect(JSON.stringify(data[0].fields)).toContain('442bis');
    const left = await whatLeft(body);
    expect(left.get('facebook').text).toContain('art. 442bis');
    expect(JSON.stringify((await preview(report(everywhere))).body)).not.toContain('442bis');
  });
});
