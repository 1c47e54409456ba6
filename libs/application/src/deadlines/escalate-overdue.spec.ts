import { PlatformFault } from '#application';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';

const hourMs = 3_600_000;
/** Decision 168 h after the notice; reminder at once, second contact after 24 h, supervisor 48 h, draft 72 h. */
const decisionMs = 168 * hourMs;

let workshop: Workshop;
afterEach(() => workshop.close());

/** A notice that its platform has, and says nothing about. */
async function silence(on: Key = 'sixth-example', options: Parameters<typeof openWorkshop>[0] = {}) {
  workshop = await openWorkshop(options);
  const { id } = await workshop.file([on]);
  await workshop.sendDue();
  const { id: submissionId, reference } = (await workshop.view(id)).submissions[0]!;
  return { id, submissionId, reference, platform: on };
}

const pass = (ms: number) => workshop.schema.pass(ms);
const climb = async () => {
  await workshop.cases.escalateOverdue.run();
  await workshop.answerDue();
};
const submissionOf = async ({ id }: { id: string }) => (await workshop.view(id)).submissions[0]!;
const told = async ({ id }: { id: string }) =>
  (
    await workshop.schema.rows(
      `SELECT type, detail FROM events WHERE report_id = $1
         AND type IN ('submission.sla_breached', 'submission.escalated') ORDER BY sequence`,
      [id],
    )
  ).map(({ type, detail }) =>
    type === 'submission.sla_breached' ? detail.expectation : `${detail.step} ${detail.outcome}`,
  );

describe('a platform that stays silent', () => {
  it('is reminded, then its second contact, then supervisors are told, each once and in order', async () => {
    const silent = await silence('sixth-example', { escalationAddress: 'second@sixth.example' });
    await climb();
    expect(await told(silent)).toEqual([]);
    await pass(24 * hourMs);
    await climb();
    expect(await told(silent)).toEqual(['ACKNOWLEDGEMENT']);
    expect((await submissionOf(silent)).sla).toBe('BREACHED');
    await pass(decisionMs - 24 * hourMs);
    await climb();
    await climb();
    expect(await told(silent)).toEqual(['ACKNOWLEDGEMENT', 'DECISION', 'REMINDER DONE']);
    await pass(24 * hourMs);
    await climb();
    expect(workshop.reminded.map(({ to }) => to)).toEqual(['DESK', 'SECOND_CONTACT']);
    expect((await workshop.view(silent.id)).isEscalated).toBe(false);
    await pass(24 * hourMs);
    await climb();
    expect((await workshop.view(silent.id)).isEscalated).toBe(true);
    await pass(1_000 * hourMs);
    await climb();
    await climb();
    expect(await told(silent)).toEqual([
      ...['ACKNOWLEDGEMENT', 'DECISION', 'REMINDER DONE', 'SECOND_CONTACT DONE', 'SUPERVISOR DONE'],
      'REGULATOR_DRAFT SKIPPED',
    ]);
    expect(await submissionOf(silent)).toMatchObject({
      escalation: { step: 'REGULATOR_DRAFT', nextStepAtMs: null, messages: [{}, {}] },
    });
    expect(workshop.received).toHaveLength(1);
  });

  it('is reminded in its thread, by reference and number, with no text of ours', async () => {
    const silent = await silence();
    await workshop.reply(silent, [{ kind: 'acknowledged', atMs: Date.now(), externalRef: 'SYN-7' }], {
      messageKey: 'receipt@sixth.example',
    });
    await workshop.cases.applyReplies.run();
    await pass(decisionMs);
    await climb();
    expect(workshop.reminded).toMatchObject([
      { to: 'DESK', inReplyTo: 'receipt@sixth.example', externalRef: 'SYN-7', mayRepeat: false },
    ]);
    const [row] = await workshop.schema.rows('SELECT text FROM follow_ups');
    expect(row).toEqual({ text: null });
    expect(await told(silent)).toEqual(['DECISION', 'REMINDER DONE']);
  });

  it('is reminded in the thread of our notice where it never wrote', async () => {
    await silence();
    await pass(decisionMs);
    await climb();
    expect(workshop.reminded[0]?.inReplyTo).toBe(workshop.received[0]?.attempt.messageId);
  });

  it('skips the second contact where none was agreed', async () => {
    const silent = await silence();
    await pass(decisionMs + 25 * hourMs);
    await climb();
    await pass(hourMs);
    await climb();
    expect(await told(silent)).toContain('SECOND_CONTACT SKIPPED');
    expect(workshop.reminded).toHaveLength(1);
  });

  it('is left to a person where its channel is no mailbox', async () => {
    const silent = await silence('dedupe-example');
    await pass(decisionMs);
    await climb();
    expect(await told(silent)).toContain('REMINDER BY_HAND');
    expect(workshop.reminded).toEqual([]);
  });

  it('keeps an hour between two messages, however late we are', async () => {
    const silent = await silence('sixth-example', { escalationAddress: 'second@sixth.example' });
    await pass(decisionMs + 1_000 * hourMs);
    await climb();
    await climb();
    expect(workshop.reminded).toHaveLength(1);
    await pass(hourMs);
    await climb();
    expect(workshop.reminded).toHaveLength(2);
    expect((await told(silent)).filter((each) => each.startsWith('REMINDER'))).toEqual(['REMINDER DONE']);
  });
});

describe('the ladder', () => {
  it('is climbed once by many workers at the same time', async () => {
    const silent = await silence();
    await pass(decisionMs);
    const others = [workshop.anotherWorker(), workshop.anotherWorker(), workshop.cases];
    await Promise.all(others.map(({ escalateOverdue }) => escalateOverdue.run()));
    await climb();
    expect(await told(silent)).toEqual(['ACKNOWLEDGEMENT', 'DECISION', 'REMINDER DONE']);
    expect(workshop.reminded).toHaveLength(1);
  });

  it('goes on after a worker that claimed and vanished', async () => {
    const silent = await silence();
    await pass(decisionMs);
    expect(await workshop.stores.deadlines.claimDue(10, 30_000)).toHaveLength(1);
    await climb();
    expect(await told(silent)).toEqual([]);
    await pass(30_000);
    await climb();
    expect(workshop.reminded).toHaveLength(1);
  });

  it('stops when the decision comes, and a reminder that waits stays here', async () => {
    const silent = await silence();
    workshop.behave['sixth-example'].remind = () =>
      Promise.reject(new PlatformFault('sixth-example', 'temporary', 'MAIL.DEFERRED'));
    await pass(decisionMs);
    await climb();
    expect((await submissionOf(silent)).escalation.messages).toMatchObject([{ state: 'QUEUED' }]);
    await workshop.reply(silent, [{ kind: 'actioned', atMs: Date.now(), effects: ['CONTENT_REMOVED'] }]);
    await workshop.cases.applyReplies.run();
    await pass(1_000 * hourMs);
    await climb();
    const { escalation, sla, clock } = await submissionOf(silent);
    expect(escalation.messages).toMatchObject([{ state: 'FAILED', code: 'ESCALATION.OVERTAKEN' }]);
    expect([sla, clock]).toEqual(['ON_TRACK', null]);
    expect(await told(silent)).toEqual(['ACKNOWLEDGEMENT', 'DECISION']);
  });

  it('is not climbed for what was withdrawn', async () => {
    workshop = await openWorkshop();
    const { id, submissions } = await workshop.file(['sixth-example']);
    await workshop.cases.recordByStaff.run(submissions[0]!.id, {
      facts: () => [{ kind: 'withdrawn' }],
    });
    await pass(10 * decisionMs);
    await climb();
    expect(await told({ id })).toEqual([]);
  });

  it('goes on where a reminder failed, and says so', async () => {
    const silent = await silence();
    workshop.behave['sixth-example'].remind = () =>
      Promise.reject(new PlatformFault('sixth-example', 'refused', 'MAIL.REJECTED'));
    await pass(decisionMs);
    await climb();
    expect(await told(silent)).toContain('REMINDER FAILED');
    await pass(48 * hourMs);
    await climb();
    expect(await told(silent)).toContain('SUPERVISOR DONE');
    expect((await submissionOf(silent)).delivery).toBe('SENT');
  });

  it('says that a reminder came back, which opens no question again', async () => {
    const silent = await silence();
    await workshop.reply(silent, [{ kind: 'informationRequested', atMs: Date.now() }]);
    await workshop.cases.applyReplies.run();
    await workshop.cases.answerQuestion.run({
      ...{ submissionId: silent.submissionId, text: null, by: 'test', idempotency: null },
    });
    await pass(decisionMs);
    await climb();
    const [{ message_id: messageId }] = (await workshop.schema.rows(
      `SELECT message_id FROM follow_ups WHERE purpose = 'REMINDER'`,
    )) as [{ message_id: string }];
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense', {
      inReplyTo: [messageId],
      bounce: { isPermanent: true },
    });
    await workshop.cases.applyReplies.run();
    expect(await told(silent)).toEqual(['DECISION', 'REMINDER DONE', 'REMINDER FAILED']);
    expect((await submissionOf(silent)).decision).toBe('INFO_SUPPLIED');
  });
});

describe('a question', () => {
  it("stands the platform's clock still, starts ours, and gives the time back with the answer", async () => {
    const silent = await silence();
    const { dueAtMs: before } = await submissionOf(silent);
    await workshop.reply(silent, [{ kind: 'informationRequested', atMs: Date.now() }]);
    await workshop.cases.applyReplies.run();
    const asked = await submissionOf(silent);
    expect(asked).toMatchObject({ sla: 'PAUSED', clock: { whose: 'STAFF', expectation: 'ANSWER' } });
    expect((asked.clock!.dueAtMs - Date.now()) / hourMs).toBeCloseTo(48, 1);
    await pass(2 * decisionMs);
    await climb();
    expect(await told(silent)).toEqual([]);
    await workshop.cases.answerQuestion.run({
      ...{ submissionId: silent.submissionId, text: null, by: 'test', idempotency: null },
    });
    const answered = await submissionOf(silent);
    expect(answered).toMatchObject({
      sla: 'ON_TRACK',
      clock: { whose: 'PLATFORM', expectation: 'DECISION' },
    });
    // Time that passes in a test moves every time that waits: what is left is as if nothing had.
    expect((answered.dueAtMs! - before!) / hourMs).toBeCloseTo(0, 1);
  });
});

describe('what waits for a person', () => {
  it('is to be looked at within our own time', async () => {
    workshop = await openWorkshop();
    workshop.behave['sixth-example'].submit = () =>
      Promise.reject(new PlatformFault('sixth-example', 'refused', 'MAIL.REJECTED'));
    const { id } = await workshop.file(['sixth-example']);
    await workshop.sendDue();
    const failed = await submissionOf({ id });
    expect(failed).toMatchObject({ word: 'failed', clock: { whose: 'STAFF', expectation: 'FIRST_LOOK' } });
    await pass(8 * hourMs);
    expect((await workshop.view(id)).sla).toBe('BREACHED');
  });
});
