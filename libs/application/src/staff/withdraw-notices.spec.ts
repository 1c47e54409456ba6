import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
beforeEach(() => {
  for (const list of [workshop.received, workshop.reminded]) list.splice(0);
});
afterAll(async () => {
  expect(await brokenPromises(workshop.schema.pool, ['Synthetic reason'])).toEqual([]);
  await workshop.close();
});

const input = { reason: 'CALLER_WITHDREW', note: 'Synthetic reason', by: 'Desk one' } as const;
const withdraw = (submissionId: string) => workshop.cases.withdrawNotices.submission(submissionId, input);
const withdrawAll = (reportId: string) => workshop.cases.withdrawNotices.report(reportId, input);

describe('what has not left', () => {
  it('ends as withdrawn, and never leaves', async () => {
    const report = await workshop.file(['sixth-example', 'lookup-example']);
    const [first] = report.submissions;
    expect(await withdraw(first!.id)).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    expect(workshop.received.map(({ platform }) => platform)).toEqual(['lookup-example']);
    const view = await workshop.view(report.id);
    expect(view.submissions[0]).toMatchObject({
      ...{ word: 'withdrawn', delivery: 'CANCELLED', nextTryAtMs: null },
      withdrawal: {
        ...{ reason: 'CALLER_WITHDREW', note: 'Synthetic reason', by: 'Desk one' },
        ...{ standing: [], message: null, isByHand: false },
      },
    });
    expect(await withdraw(first!.id)).toEqual({ outcome: 'repeated' });
    expect(workshop.reminded).toEqual([]);
  });

  it('is left to the sender where that has it, and withdrawn once nobody sends', async () => {
    const report = await workshop.file(['sixth-example', 'lookup-example']);
    const [first, second] = report.submissions;
    const [claimed] = await workshop.stores.sends.claimDue({
      ...{ platform: 'sixth-example', limit: 1, leaseMs: 30_000, messageDomain: 'uniflag.example' },
    });
    expect(claimed?.submissionId).toBe(first?.id);
    expect(await withdraw(first!.id)).toEqual({ outcome: 'refused', code: 'SUBMISSION.BEING_SENT' });
    expect(await withdrawAll(report.id)).toEqual({ outcome: 'done' });
    expect((await workshop.view(report.id)).submissions.map(({ id, word }) => [id, word])).toEqual([
      [first?.id, 'queued'],
      [second?.id, 'withdrawn'],
    ]);
    expect(await withdrawAll(report.id)).toEqual({ outcome: 'refused', code: 'SUBMISSION.BEING_SENT' });
    await workshop.schema.pass(31_000);
    await workshop.cases.resolveStaleSends.run();
    expect(await withdrawAll(report.id)).toEqual({ outcome: 'done' });
    expect((await workshop.view(report.id)).status).toBe('WITHDRAWN');
  });
});

describe('what a platform has', () => {
  it('is withdrawn in its own thread, by reference, and says what cannot be recalled', async () => {
    const report = await workshop.file(['sixth-example']);
    const { id, reference } = report.submissions[0]!;
    await workshop.sendDue();
    expect(await withdraw(id)).toEqual({ outcome: 'done' });
    expect((await workshop.view(report.id)).submissions[0]).toMatchObject({
      ...{ word: 'withdrawn', delivery: 'SENT' },
      withdrawal: { standing: ['NOTICE'], message: { state: 'QUEUED' }, isByHand: false },
    });
    await workshop.answerDue();
    const told = workshop.reminded.filter(({ attempt }) => attempt.idempotencyKey.startsWith(reference));
    expect(told).toMatchObject([{ about: 'WITHDRAWAL', to: 'DESK' }]);
    expect(told[0]?.inReplyTo).toContain('@uniflag.example');
    expect((await workshop.view(report.id)).submissions[0]?.withdrawal?.message?.state).toBe('SENT');
    const events = await workshop.schema.rows(
      `SELECT detail FROM events WHERE submission_id = $1 AND type = 'submission.told'`,
      [id],
    );
    expect(events).toEqual([{ detail: { told: 'WITHDRAWAL', outcome: 'DONE', actor: 'WORKER' } }]);
  });

  it('is left to a person where no worker can write to the platform', async () => {
    const report = await workshop.file(['lookup-example']);
    await workshop.sendDue();
    await withdrawAll(report.id);
    expect((await workshop.view(report.id)).submissions[0]).toMatchObject({
      withdrawal: { standing: ['NOTICE'], message: null, isByHand: true },
    });
  });

  it('no longer moves the report: a reply is kept and shown, and reopens nothing', async () => {
    const report = await workshop.file(['sixth-example']);
    const { reference } = report.submissions[0]!;
    await workshop.sendDue();
    await withdrawAll(report.id);
    await workshop.reply({ reference, platform: 'sixth-example' }, [
      { kind: 'informationRequested', atMs: 3 },
      { kind: 'actioned', atMs: 5, effects: ['CONTENT_REMOVED'] },
    ]);
    await workshop.cases.applyReplies.run();
    const view = await workshop.view(report.id);
    expect(view).toMatchObject({ status: 'WITHDRAWN', attention: [] });
    expect(view.submissions[0]).toMatchObject({
      ...{ word: 'withdrawn', decision: 'ACTIONED', effects: ['CONTENT_REMOVED'] },
      ...{ nextCheckAtMs: null, lookDueAtMs: null },
      withdrawal: { standing: ['NOTICE', 'DECISION', 'EFFECTS'] },
    });
  });

  it('is not waited for any longer', async () => {
    const report = await workshop.file(['sixth-example']);
    await workshop.sendDue();
    await withdrawAll(report.id);
    await workshop.answerDue();
    workshop.reminded.splice(0);
    await workshop.schema.pass(90 * 86_400_000);
    await workshop.cases.escalateOverdue.run();
    await workshop.answerDue();
    expect(workshop.reminded).toEqual([]);
    expect((await workshop.view(report.id)).submissions[0]?.escalation.step).toBeNull();
  });
});

it('needs something that is there', async () => {
  const nobody = '01a209aa-0000-7000-8000-000000000000';
  expect(await withdraw(nobody)).toEqual({ outcome: 'notFound' });
  expect(await withdrawAll(nobody)).toEqual({ outcome: 'notFound' });
});
