import { decisionRead, KeyServiceFault, PlatformFault, resendDecided, type ReportView } from '#application';
import { unprovenOrigin, type ChannelManifest } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { readMail } from '../../../../test/support/platforms/sixth-example/mapper.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';

const sixth = 'sixth-example';
const aChannel = (id: string, more: Partial<ChannelManifest>): ChannelManifest => ({
  ...{ id, kind: 'EMAIL', regimes: ['PLATFORM_PRIORITY'], accepts: '*', needs: ['explanation'] },
  ...{ acknowledgement: 'EMAIL', decisionBy: 'EMAIL', languages: ['en'], maxExplanationChars: 1_000 },
  ...{ onUnknown: 'askPerson', source: { url: null, readOn: '2026-11-23', certainty: 'unclear' } },
  ...more,
});

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop({
    targetsPerNotice: 3,
    moreChannels: [aChannel('sixth-wide-mail', { targetsPerNotice: 9 }), aChannel('sixth-single-mail', {})],
  });
});
beforeEach(() => {
  for (const list of [workshop.received, workshop.reminded, workshop.answered]) list.splice(0);
  workshop.behave[sixth] = { readReply: readMail };
});
afterAll(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

const file = (count: number, more: Parameters<Workshop['file']>[1] = {}) =>
  workshop.file(
    Array.from({ length: count }, (): Key => sixth),
    more,
  );
const sent = async (count = 3) => {
  const report = await file(count);
  await workshop.sendDue();
  return report;
};
const now = ({ id }: ReportView) => workshop.view(id);
const words = async (report: ReportView) => (await now(report)).submissions.map(({ word }) => word);
const first = ({ submissions }: ReportView) => submissions[0]!;
const says = async (report: ReportView, text: string, about = first(report)) => {
  const { reference } = about;
  const replyId = await workshop.reply({ reference, platform: sixth }, 'nonsense', { text });
  await workshop.cases.applyReplies.run();
  return stateOf(replyId);
};
const removedAll = 'We have removed all the content you reported.';
const stateOf = async (replyId: string) => {
  const [reply] = await workshop.schema.rows('SELECT state FROM replies WHERE id = $1', [replyId]);
  return reply?.['state'];
};
const places = () =>
  workshop.received.map(({ notice }) => [
    notice.target.url,
    ...(notice.companions ?? []).map(({ target }) => target.url),
  ]);
const urls = ({ submissions }: ReportView) => submissions.map(({ target }) => target.url);
const withdraw = ({ id }: { readonly id: string }) =>
  workshop.cases.withdrawNotices.submission(id, { reason: 'WRONG_ADDRESS', note: null, by: 'Desk one' });
const switchTo = (channel: string, { id: submissionId }: { readonly id: string }) =>
  workshop.cases.switchChannel.run({ submissionId, channel, by: 'Desk one' });

describe('targets of one report at one platform', () => {
  it('go out in as few notices as the channel takes, and each is sent once', async () => {
    const report = await file(7);
    const { submissions } = report;
    const [one, two, three, four, five, six, seven] = urls(report);
    expect(submissions.map(({ noticeOf }) => submissions.findIndex(({ id }) => id === noticeOf))).toEqual([
      ...[-1, 0, 0, -1, 3, 3, -1],
    ]);
    await workshop.sendDue();
    expect(places()).toEqual([[one, two, three], [four, five, six], [seven]]);
    expect(new Set(await words(report))).toEqual(new Set(['sent']));
    const view = await now(report);
    expect(view.counts).toEqual({ sent: 7 });
    for (const each of view.submissions) expect([each.sentAtMs, each.dueAtMs]).not.toContain(null);
    const sends = await workshop.schema.rows(
      'SELECT 1 FROM sends d JOIN submissions s ON s.id = d.submission_id WHERE s.report_id = $1',
      [report.id],
    );
    expect(sends).toHaveLength(3);
    await workshop.sendDue();
    expect(workshop.received).toHaveLength(3);
  });

  it('each tell on the timeline what became of them', async () => {
    const report = await sent();
    const events = await workshop.schema.rows(
      `SELECT submission_id AS id FROM events WHERE report_id = $1 AND type = 'submission.sent' ORDER BY sequence`,
      [report.id],
    );
    expect(events.map(({ id }) => id)).toEqual(report.submissions.map(({ id }) => id));
  });

  it('wait and are tried again together', async () => {
    workshop.behave[sixth] = {
      submit: () => Promise.reject(new PlatformFault(sixth, 'temporary', 'SYNTHETIC.DOWN')),
    };
    const report = await sent();
    expect((await now(report)).submissions.map(({ delivery, waitingFor }) => [delivery, waitingFor])).toEqual(
      [
        ['RETRY_WAIT', 'SYNTHETIC.DOWN'],
        ['RETRY_WAIT', 'SYNTHETIC.DOWN'],
        ['RETRY_WAIT', 'SYNTHETIC.DOWN'],
      ],
    );
    workshop.behave[sixth] = {};
    await workshop.schema.pass(600_000);
    await workshop.sendDue();
    expect(places()).toEqual([urls(report), urls(report)]);
    expect(await words(report)).toEqual(['sent', 'sent', 'sent']);
  });

  it('are one question for staff where nobody knows whether the notice arrived', async () => {
    workshop.behave[sixth] = {
      submit: () => Promise.reject(new PlatformFault(sixth, 'outcomeUnknown', 'SYNTHETIC.CUT')),
    };
    const report = await sent();
    expect(await words(report)).toEqual(['delivery_uncertain', 'delivery_uncertain', 'delivery_uncertain']);
    workshop.behave[sixth] = {};
    const last = report.submissions[2]!;
    expect(await workshop.cases.recordByStaff.run(last.id, resendDecided('SEND_MARKED'))).toEqual({
      outcome: 'done',
    });
    await workshop.sendDue();
    expect(places()).toEqual([urls(report), urls(report)]);
    expect(workshop.received.map(({ notice }) => notice.repeatOf !== null)).toEqual([false, true]);
    expect(await words(report)).toEqual(['sent', 'sent', 'sent']);
  });

  it('are settled together where the sender was lost', async () => {
    const report = await file(2);
    const claim = { platform: sixth, limit: 10, leaseMs: 1_000, messageDomain: 'uniflag.example' };
    expect(await workshop.stores.sends.claimDue(claim)).toHaveLength(1);
    await workshop.schema.pass(31_000);
    await workshop.cases.resolveStaleSends.run();
    expect(await words(report)).toEqual(['delivery_uncertain', 'delivery_uncertain']);
  });
});

describe('what a platform answers to a notice that names several targets', () => {
  it('is true of all where it speaks of all, and of each by itself afterwards', async () => {
    const report = await sent();
    expect(await says(report, 'We have removed the content you reported.')).toBe('APPLIED');
    expect(await words(report)).toEqual(['removed', 'removed', 'removed']);
    for (const each of (await now(report)).submissions) expect(each.lookDueAtMs).not.toBeNull();
  });

  it('is true of those it names', async () => {
    const report = await sent();
    const [one, two] = urls(report);
    const text = `We have removed the content:\n${one}\n\nThe following does not violate our policies:\n${two}`;
    expect(await says(report, text)).toBe('APPLIED');
    expect((await now(report)).submissions.map(({ decision }) => decision)).toEqual([
      ...['ACTIONED', 'REFUSED', 'NONE'],
    ]);
    // What is said of the whole notice later leaves alone what was decided by itself.
    expect(await says(report, 'We have removed all the content you reported.')).toBe('APPLIED');
    expect((await now(report)).submissions.map(({ decision }) => decision)).toEqual([
      ...['ACTIONED', 'REFUSED', 'ACTIONED'],
    ]);
  });

  it('moves nothing and goes to staff where nobody can tell which are meant', async () => {
    const report = await sent();
    for (const text of ['We have removed one of the posts.', 'We removed the post.'])
      expect(await says(report, text)).toBe('UNREADABLE');
    const [one, two] = urls(report);
    expect(
      await says(report, `We have removed the content:\n${one}\n${two} has a certain je ne sais quoi.`),
    ).toBe('UNREADABLE');
    expect((await now(report)).submissions.map(({ decision }) => decision)).toEqual(['NONE', 'NONE', 'NONE']);
  });

  it('is read later where what the notice names cannot be had, and holds up no other', async () => {
    const [report, other] = [await sent(), await file(1)];
    await workshop.sendDue();
    const { reports } = workshop.stores;
    const away = jest.spyOn(reports, 'sealedTargets').mockRejectedValueOnce(new Error('Synthetic: away'));
    const replyId = await workshop.reply(first(report) as never, 'nonsense', { text: removedAll });
    expect(await says(other, removedAll)).toBe('APPLIED');
    away.mockRestore();
    expect(await stateOf(replyId)).toBe('NEW');
    expect(await words(report)).toEqual(['sent', 'sent', 'sent']);
    expect(workshop.log.of('reply.apply_failed').at(-1)?.fields).toMatchObject({ replyIds: [replyId] });
    await workshop.schema.pass(31_000);
    await workshop.cases.applyReplies.run();
    expect(await stateOf(replyId)).toBe('APPLIED');
    expect(await words(report)).toEqual(['removed', 'removed', 'removed']);
  });

  it('waits uncounted while the key service is away for what the notice names, for as long as that takes', async () => {
    const report = await sent();
    const replyId = await workshop.reply(first(report) as never, 'nonsense', { text: removedAll });
    const openKey = workshop.cipher.openKey.bind(workshop.cipher);
    const away = jest
      .spyOn(workshop.cipher, 'openKey')
      .mockImplementation((id, key) =>
        id === report.id ? Promise.reject(new KeyServiceFault('KEYS.TOKEN', 'Synthetic.')) : openKey(id, key),
      );
    for (let n = 0; n < 20; n += 1) {
      expect(await workshop.cases.applyReplies.run()).toBe(1);
      expect(await stateOf(replyId)).toBe('NEW');
      await workshop.schema.pass(5_000);
    }
    away.mockRestore();
    await workshop.cases.applyReplies.run();
    expect(await stateOf(replyId)).toBe('APPLIED');
    expect(await words(report)).toEqual(['removed', 'removed', 'removed']);
  });

  it('is an acknowledgement of all, and its number finds the notice', async () => {
    const report = await sent();
    await says(report, 'Thank you for your report. We have received your report. Number: 77001122');
    expect((await now(report)).submissions.map(({ externalRef }) => externalRef)).toEqual([
      ...['77001122', '77001122', '77001122'],
    ]);
    const text = 'We have removed all the content you reported. Number: 77001122';
    await workshop.reply({ platform: sixth }, 'nonsense', { text });
    await workshop.cases.applyReplies.run();
    expect(await words(report)).toEqual(['removed', 'removed', 'removed']);
  });

  it('proves that it has all of them, where it overtakes our own commit', async () => {
    const report = await file(2);
    const claim = { platform: sixth, limit: 10, leaseMs: 30_000, messageDomain: 'uniflag.example' };
    await workshop.stores.sends.claimDue(claim);
    expect(await says(report, `${urls(report)[0]}: we have removed the content.`)).toBe('APPLIED');
    expect(await words(report)).toEqual(['removed', 'sent']);
    await workshop.schema.pass(31_000);
    await workshop.cases.resolveStaleSends.run();
    expect(await words(report)).toEqual(['removed', 'sent']);
  });

  it('is a failure of all where the mail came back, and the next channel takes them as it can', async () => {
    const bounced = async () => {
      const report = await sent();
      await workshop.reply(first(report) as never, 'nonsense', {
        bounce: { isPermanent: true, statusCode: '5.1.1' },
        ...{ origin: unprovenOrigin, inReplyTo: [`${first(report).id}.0@uniflag.example`] },
      });
      await workshop.cases.applyReplies.run();
      expect(await words(report)).toEqual(['failed', 'failed', 'failed']);
      workshop.received.splice(0);
      return report;
    };
    const wide = await bounced();
    expect(await switchTo('sixth-wide-mail', wide.submissions[1]!)).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    expect(places()).toEqual([urls(wide)]);
    const single = await bounced();
    expect(await switchTo('sixth-single-mail', single.submissions[2]!)).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    expect(places().sort()).toEqual(urls(single).map((url) => [url]));
    expect(workshop.received.map(({ notice }) => notice.repeatOf)).toEqual([null, null, null]);
    expect((await now(single)).submissions.map(({ noticeOf }) => noticeOf)).toEqual([null, null, null]);
  });
});

describe('what staff do about one of several targets', () => {
  it('withdraws it alone before the notice leaves', async () => {
    const report = await file(3);
    expect(await withdraw(report.submissions[1]!)).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    const [one, , three] = urls(report);
    expect(places()).toEqual([[one, three]]);
    expect(await words(report)).toEqual(['sent', 'withdrawn', 'sent']);
  });

  it('lets another lead where it was the first', async () => {
    const report = await file(3);
    expect(await withdraw(first(report))).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    const [, two, three] = urls(report);
    expect(places()).toEqual([[two, three]]);
    expect(workshop.received[0]?.notice).toMatchObject({
      reference: report.submissions[1]?.reference,
      repeatOf: null,
    });
    expect(await words(report)).toEqual(['withdrawn', 'sent', 'sent']);
  });

  it('does not take it out of a notice that is leaving', async () => {
    const report = await file(2);
    const claim = { platform: sixth, limit: 10, leaseMs: 30_000, messageDomain: 'uniflag.example' };
    await workshop.stores.sends.claimDue(claim);
    expect(await withdraw(report.submissions[1]!)).toEqual({
      outcome: 'refused',
      code: 'SUBMISSION.BEING_SENT',
    });
    await workshop.schema.pass(31_000);
    await workshop.cases.resolveStaleSends.run();
  });

  it('tells the platform of it alone once that has the notice, in its thread', async () => {
    const report = await sent();
    const third = report.submissions[2]!;
    await withdraw(third);
    await workshop.answerDue();
    expect(workshop.reminded).toMatchObject([
      { about: 'WITHDRAWAL', inReplyTo: `${first(report).id}.0@uniflag.example` },
    ]);
    expect(await words(report)).toEqual(['sent', 'sent', 'withdrawn']);
    await says(report, 'We have removed all the content you reported.');
    expect(await words(report)).toEqual(['removed', 'removed', 'withdrawn']);
  });

  it('records what was read of it elsewhere', async () => {
    const report = await sent();
    await workshop.cases.recordByStaff.run(
      report.submissions[1]!.id,
      decisionRead({ decision: 'REFUSED', reason: 'NO_POLICY_VIOLATION' }),
    );
    await workshop.cases.recordByStaff.run(first(report).id, decisionRead({ decision: 'NOT_FOUND' }));
    expect((await now(report)).submissions.map(({ decision }) => decision)).toEqual([
      'NOT_FOUND',
      'REFUSED',
      'NONE',
    ]);
  });

  it('answers a question about the notice once', async () => {
    const report = await sent();
    await says(report, 'We need more information to process your report.');
    expect(await words(report)).toEqual(['info_requested', 'info_requested', 'info_requested']);
    const { id: submissionId } = report.submissions[1]!;
    const input = { submissionId, text: null, by: 'Desk one', idempotency: null };
    expect(await workshop.cases.answerQuestion.run(input)).toEqual({ outcome: 'done' });
    expect((await now(report)).submissions.map(({ decision }) => decision)).toEqual([
      ...['INFO_SUPPLIED', 'INFO_SUPPLIED', 'INFO_SUPPLIED'],
    ]);
  });

  it('holds and releases the report with its notice', async () => {
    const hold = {
      reason: 'POLICE_FIRST',
      untilMs: Date.now() + 86_400_000,
      note: null,
      by: { id: 'one', name: 'One' },
    } as const;
    const report = await file(2, { hold });
    await workshop.sendDue();
    expect(workshop.received).toEqual([]);
    await workshop.cases.releaseReport.run(report.id, { id: 'two', name: 'Two' });
    await workshop.sendDue();
    expect(places()).toEqual([urls(report)]);
    expect(await words(report)).toEqual(['sent', 'sent']);
  });
});

describe('a platform that stays silent about several targets', () => {
  it('is reminded once of all that wait', async () => {
    const report = await sent();
    await says(report, `${urls(report)[1]}: we have removed the content.`);
    await workshop.schema.pass(40 * 86_400_000);
    for (let n = 0; n < 3; n += 1) await workshop.cases.escalateOverdue.run();
    const waiting: string[][] = [];
    workshop.behave[sixth] = {
      remind: (notice) => {
        const open = (notice.companions ?? []).filter(({ isUndecided }) => isUndecided);
        if (notice.reference.startsWith(report.reference))
          waiting.push(open.map(({ reference }) => reference));
        return Promise.resolve({ receipt: null, facts: [] });
      },
    };
    await workshop.answerDue();
    expect(waiting).toEqual([[report.submissions[2]!.reference]]);
  });
});
