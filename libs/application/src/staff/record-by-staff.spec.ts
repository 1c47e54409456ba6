import { deliveries, type Delivery } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { decisionRead, handoffDone, remedyMoved, resendDecided } from './acts.js';
import type { StaffAct } from './record-by-staff.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop.close());

/** A submission that stands so, as the rows would say it. */
async function standing(delivery: Delivery) {
  const report = await workshop.file(['lookup-example']);
  const { id } = report.submissions[0]!;
  const isWaiting = delivery === 'QUEUED' || delivery === 'RETRY_WAIT';
  const isSent = delivery === 'SENT' || delivery === 'ACKNOWLEDGED';
  await workshop.schema.rows(
    `UPDATE submissions SET delivery = $2, next_try_at = CASE WHEN $3 THEN now() END, word = $4,
       sent_at = CASE WHEN $5 THEN now() END, due_at = CASE WHEN $5 THEN now() END,
       external_ref = CASE WHEN $2 = 'ACKNOWLEDGED' THEN 'SYN-1' END
     WHERE id = $1`,
    [id, delivery, isWaiting, 'queued', isSent],
  );
  if (delivery === 'SENDING')
    await workshop.schema.rows(
      `WITH leased AS (UPDATE submissions SET lease_until = now() + interval '1 minute' WHERE id = $1)
       INSERT INTO sends (id, submission_id, number, epoch, round, channel, mode, idempotency_key, message_id, outcome)
       VALUES (gen_random_uuid(), $1, 1, 0, 0, '', 'rehearsed', 'k', 'm', 'intent')`,
      [id],
    );
  return { reportId: report.id, submissionId: id };
}
const act = (submissionId: string, does: StaffAct) => workshop.cases.recordByStaff.run(submissionId, does);
const row = async (id: string) =>
  (await workshop.schema.rows('SELECT * FROM submissions WHERE id = $1', [id]))[0]!;

const yes = 'done';
const no = 'refused';
const same = 'repeated';

/** State × act: done, refused, or nothing new. */
const table: Readonly<Record<string, { act: StaffAct } & Record<Delivery, string>>> = {
  'a hand-off is done': {
    act: handoffDone(null),
    ...{ PLANNED: no, BLOCKED: no, QUEUED: no, SENDING: no, RETRY_WAIT: no, UNCERTAIN: no },
    ...{ HANDOFF_PENDING: yes, SENT: same, ACKNOWLEDGED: same, FAILED: no, CANCELLED: no },
  },
  'a hand-off is done, with a number': {
    act: handoffDone('SYN-1'),
    ...{ PLANNED: no, BLOCKED: no, QUEUED: no, SENDING: no, RETRY_WAIT: no, UNCERTAIN: no },
    ...{ HANDOFF_PENDING: yes, SENT: yes, ACKNOWLEDGED: same, FAILED: no, CANCELLED: no },
  },
  'a hand-off is done, with another number': {
    act: handoffDone('SYN-2'),
    ...{ PLANNED: no, BLOCKED: no, QUEUED: no, SENDING: no, RETRY_WAIT: no, UNCERTAIN: no },
    ...{ HANDOFF_PENDING: yes, SENT: yes, ACKNOWLEDGED: no, FAILED: no, CANCELLED: no },
  },
  'it arrived': {
    act: resendDecided('ARRIVED'),
    ...{ PLANNED: no, BLOCKED: no, QUEUED: no, SENDING: no, RETRY_WAIT: no, UNCERTAIN: yes },
    ...{ HANDOFF_PENDING: no, SENT: same, ACKNOWLEDGED: same, FAILED: no, CANCELLED: no },
  },
  'send once more': {
    act: resendDecided('SEND_MARKED'),
    ...{ PLANNED: no, BLOCKED: no, QUEUED: same, SENDING: no, RETRY_WAIT: no, UNCERTAIN: yes },
    ...{ HANDOFF_PENDING: no, SENT: no, ACKNOWLEDGED: no, FAILED: yes, CANCELLED: no },
  },
  'leave it': {
    act: resendDecided('GIVE_UP'),
    ...{ PLANNED: no, BLOCKED: no, QUEUED: no, SENDING: no, RETRY_WAIT: no, UNCERTAIN: yes },
    ...{ HANDOFF_PENDING: no, SENT: no, ACKNOWLEDGED: no, FAILED: no, CANCELLED: no },
  },
  'a decision was read': {
    act: decisionRead({ decision: 'REFUSED', reason: 'NO_REASON_GIVEN' }),
    ...{ PLANNED: no, BLOCKED: no, QUEUED: no, SENDING: yes, RETRY_WAIT: yes, UNCERTAIN: yes },
    ...{ HANDOFF_PENDING: yes, SENT: yes, ACKNOWLEDGED: yes, FAILED: no, CANCELLED: no },
  },
  'a complaint was opened': {
    act: remedyMoved('COMPLAINT_ART20'),
    ...{ PLANNED: yes, BLOCKED: yes, QUEUED: yes, SENDING: yes, RETRY_WAIT: yes, UNCERTAIN: yes },
    ...{ HANDOFF_PENDING: yes, SENT: yes, ACKNOWLEDGED: yes, FAILED: yes, CANCELLED: yes },
  },
};
const cases = Object.entries(table).flatMap(([name, { act: does, ...by }]) =>
  deliveries.map((delivery) => [name, delivery, by[delivery], does] as const),
);

describe('what staff record', () => {
  it.each(cases)('%s at %s: %s', async (_name, delivery, outcome, does) => {
    const { reportId, submissionId } = await standing(delivery);
    const before = [await row(submissionId), (await workshop.view(reportId)).lastSequence];
    const answer = await act(submissionId, does);
    expect(answer.outcome).toBe(outcome);
    if (outcome === yes) {
      expect((await workshop.view(reportId)).lastSequence).toBeGreaterThan(before[1] as number);
      expect((await act(submissionId, does)).outcome).not.toBe(yes);
    } else expect([await row(submissionId), (await workshop.view(reportId)).lastSequence]).toEqual(before);
    if (answer.outcome === 'refused') expect(answer.code).toBe(`SUBMISSION.NOT_NOW.${delivery}`);
  });
});

describe('the times beside it', () => {
  it('run from the hand-off, also where a notice was sent before', async () => {
    const { submissionId } = await standing('HANDOFF_PENDING');
    await workshop.schema.rows(`UPDATE submissions SET sent_at = now() - interval '9 days' WHERE id = $1`, [
      submissionId,
    ]);
    await act(submissionId, handoffDone(null));
    const { sent_at, due_at, next_check_at } = await row(submissionId);
    expect(Date.now() - sent_at.getTime()).toBeLessThan(60_000);
    expect(due_at.getTime() - sent_at.getTime()).toBe(604_800_000);
    expect(next_check_at).not.toBeNull();
  });

  it('are not moved by a number that comes later', async () => {
    const { submissionId } = await standing('SENT');
    const before = await row(submissionId);
    await act(submissionId, handoffDone('SYN-1'));
    const after = await row(submissionId);
    expect([after.sent_at, after.due_at]).toEqual([before.sent_at, before.due_at]);
    expect(after.external_ref).toBe('SYN-1');
  });

  it('run from the moment a person knows that it arrived', async () => {
    const { submissionId } = await standing('UNCERTAIN');
    await act(submissionId, resendDecided('ARRIVED'));
    const { sent_at, due_at } = await row(submissionId);
    expect(due_at.getTime() - sent_at.getTime()).toBe(604_800_000);
  });
});

describe('sending once more', () => {
  it('is due at once, with tries of its own, as one marked notice, and wakes its lane', async () => {
    const { submissionId } = await standing('UNCERTAIN');
    await workshop.schema.rows('UPDATE submissions SET tries = 9 WHERE id = $1', [submissionId]);
    await workshop.schema.pool.query('TRUNCATE outbox');
    await act(submissionId, resendDecided('SEND_MARKED'));
    expect(await act(submissionId, resendDecided('SEND_MARKED'))).toEqual({ outcome: 'repeated' });
    expect(await row(submissionId)).toMatchObject({ delivery: 'QUEUED', round: 1, tries: 0 });
    expect(await workshop.schema.rows('SELECT lane FROM outbox')).toEqual([
      { lane: 'submissions-lookup-example' },
    ]);
  });
});

describe('what was recorded', () => {
  it('is told as done by staff', async () => {
    const { reportId, submissionId } = await standing('HANDOFF_PENDING');
    await act(submissionId, handoffDone('SYN-1'));
    const events = await workshop.schema.rows(
      'SELECT type, detail FROM events WHERE report_id = $1 AND sequence > 2 ORDER BY sequence',
      [reportId],
    );
    expect(events.filter(({ type }) => type !== 'report.status_changed')).toEqual([
      { type: 'submission.sent', detail: { actor: 'STAFF' } },
      { type: 'submission.acknowledged', detail: { actor: 'STAFF' } },
    ]);
  });

  it('needs a submission that is there', async () => {
    expect(await act('01a209aa-0000-7000-8000-000000000000', handoffDone(null))).toEqual({
      outcome: 'notFound',
    });
  });

  it('keeps every promise', async () => {
    // Planted states come without the events and words that go with them.
    const found = await brokenPromises(workshop.schema.pool);
    expect(found.filter((each) => /gaps|open send|two|key/.test(each))).toEqual([]);
  });
});
