import { PlatformFault } from '#application';
import { unprovenOrigin } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { replyDesk } from '../../../../test/support/reply-desk.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { resendDecided } from '../staff/acts.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool, ['Synthetic words'])).toEqual([]);
  await workshop.close();
});

const { apply, aSent, read, replyRow } = replyDesk(() => workshop);

describe('a mail that came back', () => {
  const bounce = (isPermanent: boolean, { id } = { id: '' }, statusCode: string | null = null) => ({
    ...{ bounce: { isPermanent, statusCode }, origin: unprovenOrigin },
    inReplyTo: [`${id}.0@uniflag.example`],
  });

  it.each([
    [null, 'MAIL.BOUNCED'],
    ['5.1.1', 'MAIL.BOUNCED_ADDRESS'],
  ])('for good has failed, with the reason: %s', async (statusCode, waitingFor) => {
    const { reportId, submission } = await aSent();
    await workshop.reply(submission as never, 'nonsense', bounce(true, submission, statusCode));
    await apply();
    expect(await read(reportId)).toMatchObject({ word: 'failed', waitingFor });
  });

  it('is believed for the Message-ID that nobody can guess, and not for a reference alone', async () => {
    const { reportId, submission } = await aSent();
    const id = await workshop.reply(submission as never, 'nonsense', bounce(true));
    await apply();
    expect((await read(reportId)).word).toBe('sent');
    expect(await replyRow(id)).toMatchObject({ state: 'UNMATCHED', code: 'REPLY.ORIGIN_UNTRUSTED' });
  });

  it('says nothing of the notice that was sent after it', async () => {
    const { reportId, submission } = await aSent();
    await workshop.reply(submission as never, 'nonsense', bounce(true, submission));
    await apply();
    await workshop.cases.recordByStaff.run(submission.id, resendDecided('SEND_MARKED'));
    await workshop.sendDue();
    const answers = (round: number) => ({
      ...bounce(true),
      inReplyTo: [`${submission.id}.${round}@uniflag.example`],
    });
    await workshop.reply(submission as never, 'nonsense', answers(0));
    await apply();
    expect((await read(reportId)).word).toBe('sent');
    await workshop.reply(submission as never, 'nonsense', answers(1));
    await apply();
    expect((await read(reportId)).word).toBe('failed');
  });

  it('is shown to a person where an earlier notice may have arrived', async () => {
    workshop.behave['sixth-example'].submit = () =>
      Promise.reject(new PlatformFault('sixth-example', 'outcomeUnknown', 'SYNTHETIC.LOST'));
    const report = await workshop.file(['sixth-example']);
    const submission = report.submissions[0]!;
    await workshop.sendDue();
    workshop.behave['sixth-example'] = {};
    await workshop.cases.recordByStaff.run(submission.id, resendDecided('SEND_MARKED'));
    await workshop.sendDue();
    expect((await read(report.id)).word).toBe('sent');
    await workshop.reply(submission as never, 'nonsense', {
      ...bounce(true),
      inReplyTo: [`${submission.id}.1@uniflag.example`],
    });
    await apply();
    expect(await read(report.id)).toMatchObject({ word: 'delivery_uncertain', waitingFor: 'MAIL.BOUNCED' });
  });

  it('for now says nothing', async () => {
    const { reportId, submission } = await aSent();
    const id = await workshop.reply(submission as never, 'nonsense', bounce(false, submission));
    await apply();
    expect((await read(reportId)).word).toBe('sent');
    expect(await replyRow(id)).toMatchObject({ state: 'APPLIED', meaning: [] });
  });
});
