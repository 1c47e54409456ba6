import { unprovenOrigin, type ChannelManifest } from '#core';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PlatformFault } from '../ports/platform-fault.js';
import type { ReportView } from '../reports/report-view.js';

const aChannel = (id: string, more: Partial<ChannelManifest>): ChannelManifest => ({
  ...{ id, kind: 'EMAIL', regimes: ['PLATFORM_PRIORITY'], accepts: '*', needs: ['explanation'] },
  ...{ acknowledgement: 'EMAIL', decisionBy: 'EMAIL', languages: ['en'], maxExplanationChars: 1_000 },
  source: { url: null, readOn: '2026-11-23', certainty: 'unclear' },
  ...more,
});

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop({
    moreChannels: [
      aChannel('sixth-second-mail', { onUnknown: 'askPerson' }),
      aChannel('sixth-form', { kind: 'ASSISTED_FORM', regimes: ['DSA_ART22', 'DSA_ART16'] }),
    ],
  });
});
afterAll(() => workshop.close());
afterEach(async () => {
  workshop.behave['sixth-example'] = {};
  await workshop.schema.pool.query('TRUNCATE channel_states');
});

const only = async (report: ReportView) => (await workshop.view(report.id)).submissions[0]!;
const filed = () => workshop.file(['sixth-example']);
const sent = async () => {
  const report = await filed();
  await workshop.sendDue();
  return report;
};
const bounced = async () => {
  const report = await sent();
  const submission = await only(report);
  await workshop.reply(submission as never, 'nonsense', {
    bounce: { isPermanent: true, statusCode: '5.1.1' },
    origin: unprovenOrigin,
    inReplyTo: [`${submission.id}.0@uniflag.example`],
    answersRound: 0,
  });
  await workshop.cases.applyReplies.run();
  return report;
};
const switchTo = async (report: ReportView, channel: string) =>
  workshop.cases.switchChannel.run({ submissionId: (await only(report)).id, channel, by: 'test' });
const healthOf = async (channel: string) => (await workshop.stores.channels.health([channel]))[0]!;
const last = () => workshop.received.at(-1)!;

describe('a submission whose mail came back', () => {
  it('offers the next channels, and goes on over one as a new notice without a mark', async () => {
    const report = await bounced();
    expect(await only(report)).toMatchObject({
      delivery: 'FAILED',
      waitingFor: 'MAIL.BOUNCED_ADDRESS',
      alternatives: ['sixth-second-mail', 'sixth-form'],
    });
    expect(await switchTo(report, 'sixth-second-mail')).toEqual({ outcome: 'done' });
    expect(await switchTo(report, 'sixth-second-mail')).toEqual({ outcome: 'repeated' });
    await workshop.sendDue();
    expect(last().notice).toMatchObject({ channel: { id: 'sixth-second-mail' }, repeatOf: null });
    expect(await only(report)).toMatchObject({ delivery: 'SENT', channel: 'sixth-second-mail' });
    const events = await workshop.schema.rows(
      `SELECT type, detail FROM events WHERE report_id = $1 ORDER BY sequence DESC LIMIT 4`,
      [report.id],
    );
    expect(events.find(({ type }) => type === 'submission.queued')?.detail).toEqual({
      ...{ actor: 'STAFF', channel: 'sixth-second-mail', switchedFrom: 'sixth-mail' },
    });
    expect(events.find(({ type }) => type === 'submission.sent')?.detail.isMarkedResend).toBeUndefined();
  });

  it('is handed to a person where the next channel is a form, and claims what may be claimed there', async () => {
    const report = await bounced();
    expect(await switchTo(report, 'sixth-form')).toEqual({ outcome: 'done' });
    // The organisation is no trusted flagger: never Article 22.
    expect(await only(report)).toMatchObject({
      ...{ delivery: 'HANDOFF_PENDING', waitingFor: 'HANDOFF.ASSISTED_FORM', regime: 'DSA_ART16' },
      nextTryAtMs: null,
    });
  });

  it('goes nowhere that its plan does not offer', async () => {
    const report = await bounced();
    expect(await switchTo(report, 'sixth-fax')).toMatchObject({
      outcome: 'invalid',
      errors: [
        { pointer: '/channel', code: 'SWITCH.NOT_OFFERED', detail: expect.stringContaining('sixth-form') },
      ],
    });
  });
});

describe('a switch', () => {
  it('says that it may repeat the first where that may have arrived', async () => {
    workshop.behave['sixth-example'].submit = () =>
      Promise.reject(new PlatformFault('sixth-example', 'outcomeUnknown', 'MAIL.OUTCOME_UNKNOWN'));
    const report = await sent();
    expect(await only(report)).toMatchObject({ delivery: 'UNCERTAIN' });
    workshop.behave['sixth-example'] = {};
    expect(await switchTo(report, 'sixth-second-mail')).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    expect(last().notice.repeatOf).not.toBeNull();
  });

  it('takes what has not left yet, and nothing that has', async () => {
    const report = await filed();
    expect(await switchTo(report, 'sixth-form')).toEqual({ outcome: 'done' });
    expect(await switchTo(report, 'sixth-second-mail')).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    expect(last().notice.channel.id).toBe('sixth-second-mail');
    expect(await switchTo(report, 'sixth-form')).toEqual({
      outcome: 'refused',
      code: 'SUBMISSION.NOT_NOW.SENT',
    });
  });

  it('is refused to a dead channel', async () => {
    const report = await bounced();
    await workshop.stores.channels.mark({
      ...{ platform: 'sixth-example', channel: 'sixth-second-mail', state: 'DEAD', reason: 'MOVED' },
      ...{ mode: null, by: 'test' },
    });
    expect(await switchTo(report, 'sixth-second-mail')).toEqual({ outcome: 'refused', code: 'CHANNEL.DEAD' });
  });
});

describe('the health of a channel', () => {
  const start = async () => workshop.schema.pool.query('UPDATE sends SET channel = $$elsewhere$$');

  it('counts what arrived, what came back, and how long an acknowledgement takes', async () => {
    await start();
    const report = await sent();
    const submission = await only(report);
    await workshop.reply(submission as never, [{ kind: 'acknowledged', atMs: 1 }]);
    await workshop.cases.applyReplies.run();
    await bounced();
    const moved = await bounced();
    await switchTo(moved, 'sixth-form');
    expect(await healthOf('sixth-mail')).toMatchObject({
      ...{ successes: 1, failures: 2, failuresInRow: 2, mode: 'rehearsed' },
      medianAcknowledgementMs: expect.any(Number),
      lastGoodAtMs: expect.any(Number),
    });
  });

  it('ends it after three in a row: it is planned no more, and what waits for it stops with a person', async () => {
    await start();
    for (let count = 0; count < 2; count += 1) await bounced();
    await workshop.cases.channelWatch.look();
    expect(await workshop.stores.channels.marks()).toEqual([]);
    await bounced();
    const waiting = await filed();
    await workshop.cases.channelWatch.look();
    expect(await workshop.stores.channels.marks()).toMatchObject([
      { channel: 'sixth-mail', state: 'DEAD', reason: 'BOUNCES', mode: 'rehearsed', isDead: true },
    ]);
    expect(await only(waiting)).toMatchObject({
      ...{ delivery: 'BLOCKED', waitingFor: 'CHANNEL.DEAD', nextTryAtMs: null },
      alternatives: ['sixth-second-mail', 'sixth-form'],
    });
    const next = await filed();
    expect(await only(next)).toMatchObject({
      channel: 'sixth-second-mail',
      plan: { because: 'PLAN.STEPPED_OVER' },
    });
    await workshop.sendDue();
    await workshop.cases.channelWatch.mark({
      ...{ platform: 'sixth-example', channel: 'sixth-mail', state: 'USABLE', reason: 'WORKS' },
      ...{ mode: null, by: 'test' },
    });
    expect(await only(waiting)).toMatchObject({ delivery: 'QUEUED', channel: 'sixth-mail' });
    // What came back before a person said so counts no more.
    await workshop.cases.channelWatch.look();
    expect((await workshop.stores.channels.marks())[0]).toMatchObject({ state: 'USABLE', isDead: false });
    await workshop.sendDue();
    expect(await only(waiting)).toMatchObject({ delivery: 'SENT' });
  });

  it('says nothing of a platform that is armed where only its rehearsal failed', async () => {
    await workshop.stores.channels.mark({
      ...{ platform: 'sixth-example', channel: 'sixth-mail', state: 'DEAD', reason: 'BOUNCES' },
      ...{ mode: 'armed', by: 'uniflag' },
    });
    expect((await workshop.stores.channels.marks())[0]).toMatchObject({ state: 'DEAD', isDead: false });
  });
});

describe('an explanation in a language that the channel does not read', () => {
  const inFrench = { language: 'fr', explanation: 'Une explication inventée pour un test.' } as const;
  const give = async (report: ReportView, translations: object, more: object = {}) =>
    workshop.cases.giveTranslation.run({
      ...{ submissionId: (await only(report)).id, translations, ...more },
    });
  const english = 'An explanation that was invented for a test.';

  it('is held back until staff give a translation, and leaves as that', async () => {
    const report = await workshop.file(['sixth-example', 'sixth-example'], inFrench);
    const before = workshop.received.length;
    await workshop.sendDue();
    expect(workshop.received).toHaveLength(before);
    expect(await only(report)).toMatchObject({ word: 'blocked', waitingFor: 'NOTICE.TRANSLATION_MISSING' });
    expect(await give(report, { de: 'Eine erfundene Erklärung.' })).toMatchObject({
      errors: [
        {
          pointer: '/translations',
          code: 'TRANSLATION.LANGUAGE_NOT_READ',
          detail: expect.stringContaining('en'),
        },
      ],
    });
    expect(await give(report, { en: `${english} Call +32 470 12 34 56.` })).toMatchObject({
      errors: [{ pointer: '/translations/en', code: 'OUTGOING.PHONE' }],
    });
    expect(await give(report, { en: english })).toEqual({ outcome: 'done' });
    expect(await give(report, { en: english })).toEqual({ outcome: 'repeated' });
    expect(await give(report, { en: 'Another text.' })).toMatchObject({
      errors: [{ code: 'TRANSLATION.GIVEN_BEFORE' }],
    });
    await workshop.sendDue();
    // Both submissions of the report waited for it.
    expect(workshop.received).toHaveLength(before + 2);
    expect(last().notice).toMatchObject({ explanation: english, language: 'fr', writtenIn: 'en' });
    expect((await workshop.view(report.id)).translations).toEqual({ en: english });
    const [row] = await workshop.schema.rows('SELECT translations::text FROM reports WHERE id = $1', [
      report.id,
    ]);
    expect(row!['translations']).not.toContain(Buffer.from(english).toString('hex'));
  });

  it('leaves at once where a translation was filed with it', async () => {
    const report = await workshop.file(['sixth-example'], { ...inFrench, translations: { en: english } });
    await workshop.sendDue();
    expect(await only(report)).toMatchObject({ delivery: 'SENT' });
    expect(last().notice.explanation).toBe(english);
  });

  it('fails rather than leaves where the channel reads other languages than when it was filed', async () => {
    const report = await workshop.file(['sixth-example'], inFrench);
    await workshop.schema.pool.query(
      `UPDATE submissions SET delivery = 'QUEUED', word = 'queued', waiting_for = NULL, next_try_at = now()
       WHERE report_id = $1`,
      [report.id],
    );
    const before = workshop.received.length;
    await workshop.sendDue();
    expect(workshop.received).toHaveLength(before);
    expect(await only(report)).toMatchObject({
      delivery: 'FAILED',
      waitingFor: 'NOTICE.TRANSLATION_MISSING',
    });
    expect(await give(report, { en: english })).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    expect(last().notice.explanation).toBe(english);
  });
});
