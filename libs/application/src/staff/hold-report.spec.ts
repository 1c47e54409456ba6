import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { handoffDone } from './acts.js';

const dayMs = 86_400_000;
const owner = { id: 'key-1', name: 'Desk one' };
const second = { id: 'key-2', name: 'Desk two' };

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
beforeEach(() => {
  for (const list of [workshop.received, workshop.reminded]) list.splice(0);
  for (const key of Object.keys(workshop.behave) as (keyof Workshop['behave'])[]) workshop.behave[key] = {};
});
afterAll(async () => {
  expect(await brokenPromises(workshop.schema.pool, ['Synthetic case 77'])).toEqual([]);
  await workshop.close();
});

const hold = (reportId: string, more: object = {}) =>
  workshop.cases.holdReport.run(reportId, {
    ...{ reason: 'POLICE_FIRST', untilMs: Date.now() + dayMs, note: null, by: owner, ...more },
  });
const filedHeld = (on: Parameters<Workshop['file']>[0]) =>
  workshop.file(on, {
    hold: { reason: 'POLICE_FIRST', untilMs: Date.now() + dayMs, note: 'Synthetic case 77', by: owner },
  });
const eventsOf = async (reportId: string) =>
  (
    await workshop.schema.rows<{ type: string }>(
      'SELECT type FROM events WHERE report_id = $1 ORDER BY sequence',
      [reportId],
    )
  ).map(({ type }) => type);

describe('a report that is held when it is filed', () => {
  it('tells no platform anything before a second person releases it', async () => {
    const filed = await filedHeld(['sixth-example', 'lookup-example']);
    expect(filed).toMatchObject({
      attention: ['blocked'],
      hold: { by: 'Desk one', isOverdue: false, left: [] },
    });
    await workshop.sendDue();
    expect(workshop.received).toEqual([]);
    const view = await workshop.view(filed.id);
    expect(view.hold).toMatchObject({ reason: 'POLICE_FIRST', note: 'Synthetic case 77', left: [] });
    expect(view.submissions.map(({ word, nextTryAtMs }) => [word, nextTryAtMs])).toEqual([
      ['blocked', null],
      ['blocked', null],
    ]);
    expect(await workshop.cases.releaseReport.run(filed.id, owner)).toMatchObject({ outcome: 'refused' });
    await workshop.cases.releaseReport.run(filed.id, second);
    await workshop.sendDue();
    expect(workshop.received).toHaveLength(2);
    expect(await workshop.view(filed.id)).toMatchObject({ hold: null, attention: [] });
    expect((await eventsOf(filed.id)).slice(0, 4)).toEqual([
      ...['report.created', 'report.held', 'submission.blocked', 'submission.blocked'],
    ]);
    expect(await eventsOf(filed.id)).toContain('report.released');
  });

  it('is overdue once its day has passed, and stays held', async () => {
    const filed = await filedHeld(['sixth-example']);
    expect((await workshop.view(filed.id)).sla).not.toBe('BREACHED');
    await workshop.schema.pass(2 * dayMs);
    await workshop.sendDue();
    expect(workshop.received).toEqual([]);
    expect(await workshop.view(filed.id)).toMatchObject({ sla: 'BREACHED', hold: { isOverdue: true } });
  });

  it('is not filed where its day has passed', async () => {
    const answer = await workshop.fileAnswer({
      targets: [{ input: 'https://sixth.example/~/777000777000' }],
      hold: { reason: 'OTHER', untilMs: Date.now() - 1, note: null, by: owner },
    });
    expect(answer).toMatchObject({
      ...{ outcome: 'invalid', errors: [{ pointer: '/hold/until', code: 'HOLD.UNTIL_PAST' }] },
    });
  });
});

describe('a report that is held later', () => {
  it('says which submissions had left, and holds the others', async () => {
    const report = await workshop.file(['sixth-example', 'lookup-example']);
    await workshop.cases.sendSubmissions.run('sixth-example');
    await workshop.cases.sendSubmissions.settled();
    expect(await hold(report.id)).toEqual({ outcome: 'done' });
    const view = await workshop.view(report.id);
    const [left, kept] = view.submissions;
    expect(view.hold?.left).toEqual([left?.id]);
    expect([left?.word, kept?.word]).toEqual(['sent', 'blocked']);
  });

  it('takes no step about the silence of a platform until it is released', async () => {
    const report = await workshop.file(['sixth-example']);
    await workshop.sendDue();
    await hold(report.id);
    await workshop.schema.pass(60 * dayMs);
    await workshop.cases.escalateOverdue.run();
    await workshop.answerDue();
    const ofReport = workshop.reminded.filter(({ attempt }) =>
      attempt.idempotencyKey.startsWith(report.reference),
    );
    expect(ofReport).toEqual([]);
    expect((await workshop.view(report.id)).submissions[0]?.escalation.step).toBeNull();
    await workshop.cases.releaseReport.run(report.id, second);
    await workshop.cases.escalateOverdue.run();
    expect((await workshop.view(report.id)).submissions[0]?.escalation.step).not.toBeNull();
  });

  it('is not filed by hand either', async () => {
    const report = await workshop.file(['sixth-example']);
    const { id } = report.submissions[0]!;
    await workshop.schema.rows(
      `UPDATE submissions SET delivery = 'HANDOFF_PENDING', next_try_at = NULL, word = 'staff_action' WHERE id = $1`,
      [id],
    );
    await hold(report.id);
    expect(await workshop.cases.recordByStaff.run(id, handoffDone(null))).toEqual({
      ...{ outcome: 'refused', code: 'SUBMISSION.NOT_NOW.HELD' },
    });
    await workshop.cases.releaseReport.run(report.id, second);
    expect(await workshop.cases.recordByStaff.run(id, handoffDone(null))).toEqual({ outcome: 'done' });
  });

  it('still takes what a platform says that may have it', async () => {
    const report = await workshop.file(['lookup-example']);
    const { reference, platform } = report.submissions[0]!;
    await workshop.sendDue();
    await hold(report.id);
    await workshop.reply({ reference, platform: platform as 'lookup-example' }, [
      { kind: 'actioned', atMs: 5, effects: ['CONTENT_REMOVED'] },
    ]);
    await workshop.cases.applyReplies.run();
    expect((await workshop.view(report.id)).submissions[0]?.word).toBe('removed');
  });

  it('holds new notices of content that came back', async () => {
    const report = await workshop.file(['sixth-example']);
    const { id } = report.submissions[0]!;
    await workshop.sendDue();
    for (const seen of ['GONE', 'LIVE'] as const)
      await workshop.cases.recordLook.run({ submissionId: id, seen, by: 'STAFF', observedAtMs: null });
    await hold(report.id);
    workshop.received.splice(0);
    const refiled = await workshop.cases.refileReport.run({
      ...{ reportId: report.id, submissionIds: [id], idempotency: null },
    });
    expect(refiled).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    expect(workshop.received).toEqual([]);
    await workshop.cases.releaseReport.run(report.id, second);
    await workshop.sendDue();
    expect(workshop.received).toHaveLength(1);
  });
});
