import type { Fact } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { replyDesk } from '../../../../test/support/reply-desk.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PlatformFault } from '../ports/platform-fault.js';
import { decisionRead, remedyMoved } from '../staff/acts.js';

let workshop: Workshop;
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool, ['Synthetic words'])).toEqual([]);
  await workshop.close();
});

const sixth = 'sixth-example' as const;
const { apply, aSent, read, replyRow } = replyDesk(() => workshop);
const removed: Fact = { kind: 'actioned', atMs: 2_000, effects: ['CONTENT_REMOVED'] };
const refused: Fact = { kind: 'refused', atMs: 2_000, reason: 'NO_POLICY_VIOLATION' };
const withdrawMatch = (id: string) => workshop.cases.withdrawMatch.run(id);

async function matched(submissionId: string, facts: readonly Fact[] | 'nonsense'): Promise<string> {
  const id = await workshop.reply({ platform: sixth }, facts);
  await apply();
  expect(await workshop.stores.replies.assign(id, submissionId)).toBe('assigned');
  await apply();
  return id;
}

/** Everything that is kept of a submission but what counts its changes. */
async function rowOf(submissionId: string) {
  const [row] = await workshop.schema.rows<Record<string, unknown>>(
    'SELECT * FROM submissions WHERE id = $1',
    [submissionId],
  );
  const { watch_ends_at: _ends, next_step_at: _step, in_cells: _cells, ...kept } = row ?? {};
  return kept;
}

async function eventsOf(reportId: string) {
  const rows = await workshop.schema.rows<any>(
    'SELECT type, word, previous_word, detail, sequence FROM events WHERE report_id = $1 ORDER BY sequence',
    [reportId],
  );
  return rows;
}

describe('taking a match back', () => {
  beforeEach(async () => {
    workshop = await openWorkshop();
  });

  it.each<[string, readonly Fact[]]>([
    ['a removal', [{ kind: 'acknowledged', atMs: 1_000, externalRef: 'SYN-77001' }, removed]],
    ['a refusal', [refused]],
    ['a question', [{ kind: 'informationRequested', atMs: 2_000 }]],
    ['an answer to an ask', [{ kind: 'asksAnswered', atMs: 2_000, answers: { IDENTIFY_ADMINS: 'YES' } }]],
  ])('leaves a submission as it was before %s, and the reply waits again', async (_what, facts) => {
    const { reportId, submission } = await aSent();
    const before = [await rowOf(submission.id), await workshop.view(reportId)] as const;
    const id = await matched(submission.id, facts);
    expect(await rowOf(submission.id)).not.toEqual(before[0]);
    const told = await eventsOf(reportId);
    expect(await withdrawMatch(id)).toEqual({ outcome: 'withdrawn' });
    expect(await rowOf(submission.id)).toEqual(before[0]);
    const { status, attention, counts } = await workshop.view(reportId);
    const { status: was, attention: needed, counts: counted } = before[1];
    expect({ status, attention, counts }).toEqual({ status: was, attention: needed, counts: counted });
    expect(await replyRow(id)).toMatchObject({ state: 'UNMATCHED', submission_id: null, meaning: [] });
    const events = await eventsOf(reportId);
    expect(events.slice(0, told.length)).toEqual(told);
    const of = told.filter(({ type }) => /submission.(ack|dec|info|asks)/.test(type));
    expect(events[told.length]).toMatchObject({
      ...{ type: 'reply.match_withdrawn', word: 'sent', previous_word: of.at(-1).word },
      detail: { actor: 'STAFF', withdraws: of.map(({ sequence }) => sequence) },
    });
  });

  it('lets it be matched to the right one, which it moves', async () => {
    const [wrong, right] = [await aSent(), await aSent()];
    const id = await matched(wrong.submission.id, [removed]);
    await withdrawMatch(id);
    expect(await workshop.stores.replies.assign(id, right.submission.id)).toBe('assigned');
    await apply();
    expect((await read(right.reportId)).word).toBe('removed');
    expect((await read(wrong.reportId)).word).toBe('sent');
    expect(await withdrawMatch(id)).toEqual({ outcome: 'withdrawn' });
    expect((await read(right.reportId)).word).toBe('sent');
    expect(await withdrawMatch(id)).toEqual({ outcome: 'refused', why: 'NOT_MATCHED' });
  });

  it('keeps what was seen meanwhile, which says nothing of what the platform decided', async () => {
    const { reportId, submission } = await aSent();
    const id = await matched(submission.id, [removed]);
    const look = (seen: 'LIVE' | 'GONE') =>
      workshop.cases.recordLook.run({ submissionId: submission.id, by: 'STAFF', observedAtMs: null, seen });
    await look('LIVE');
    await workshop.schema.pass(3_600_000);
    await look('LIVE');
    expect((await read(reportId)).word).toBe('not_really_gone');
    await withdrawMatch(id);
    expect(await read(reportId)).toMatchObject({ word: 'sent', verification: 'LIVE', secondLook: null });
    const again = await matched(submission.id, [removed]);
    await workshop.schema.pass(3_600_000);
    await look('GONE');
    expect((await read(reportId)).word).toBe('gone_verified');
    await withdrawMatch(again);
    expect((await read(reportId)).word).toBe('gone_unexplained');
  });

  it('lets a notice wait for its next try again that was taken to have arrived', async () => {
    workshop.behave[sixth].submit = () =>
      Promise.reject(new PlatformFault(sixth, 'temporary', 'SYNTHETIC.AWAY'));
    const { id: reportId, submissions } = await workshop.file([sixth]);
    await workshop.sendDue();
    const { id: submissionId } = submissions[0]!;
    const before = await rowOf(submissionId);
    const id = await matched(submissionId, [removed]);
    expect((await read(reportId)).word).toBe('removed');
    await withdrawMatch(id);
    const { next_try_at: nextTryAt, ...after } = await rowOf(submissionId);
    const { next_try_at: _before, ...was } = before;
    expect(after).toEqual(was);
    expect(nextTryAt).not.toBeNull();
    workshop.behave[sixth] = {};
    await workshop.schema.pass(120_000);
    await workshop.sendDue();
    expect((await read(reportId)).word).toBe('sent');
  });

  it('undoes nothing where the reply did nothing, whatever came since', async () => {
    const { reportId, submission } = await aSent();
    const id = await matched(submission.id, 'nonsense');
    expect(await replyRow(id)).toMatchObject({ state: 'UNREADABLE' });
    await workshop.cases.recordByStaff.run(submission.id, decisionRead({ decision: 'NOT_FOUND' }));
    expect(await withdrawMatch(id)).toEqual({ outcome: 'withdrawn' });
    expect((await read(reportId)).word).toBe('target_not_found');
    expect(await replyRow(id)).toMatchObject({ state: 'UNMATCHED', submission_id: null });
    const [told] = await workshop.schema.rows<any>(
      `SELECT first_decided_at IS NOT NULL AS "isDecided" FROM submissions WHERE id = $1`,
      [submission.id],
    );
    expect(told.isDecided).toBe(true);
  });

  it('is refused where something rests on it, and changes nothing then', async () => {
    const { submission } = await aSent();
    const id = await matched(submission.id, [refused]);
    await workshop.cases.recordByStaff.run(submission.id, remedyMoved('COMPLAINT_ART20'));
    const before = await rowOf(submission.id);
    expect(await withdrawMatch(id)).toEqual({ outcome: 'builtOn', what: 'REMEDY' });
    expect(await rowOf(submission.id)).toEqual(before);
    expect(await replyRow(id)).toMatchObject({ state: 'APPLIED' });

    const other = await aSent();
    const asked = await matched(other.submission.id, [{ kind: 'informationRequested', atMs: 2_000 }]);
    await workshop.cases.recordByStaff.run(other.submission.id, decisionRead({ decision: 'NOT_FOUND' }));
    await workshop.reply(other.submission as never, [{ ...removed, atMs: Date.now() }]);
    await apply();
    expect(await withdrawMatch(asked)).toEqual({ outcome: 'builtOn', what: 'DECISION' });

    const third = await aSent();
    const wrong = await matched(third.submission.id, [removed]);
    const why = { reason: 'OTHER', note: null, by: 'test' } as const;
    await workshop.cases.withdrawNotices.submission(third.submission.id, why);
    expect(await withdrawMatch(wrong)).toEqual({ outcome: 'builtOn', what: 'WITHDRAWN' });
  });

  it('is refused where no person matched it, and where its text is not to be shown again', async () => {
    const { submission } = await aSent();
    const id = await workshop.reply(submission as never, [removed]);
    await apply();
    expect(await withdrawMatch(id)).toEqual({ outcome: 'refused', why: 'BY_MACHINE' });
    expect(await withdrawMatch('01890a5d-ac96-774b-bcce-b302099a8057')).toEqual({ outcome: 'notFound' });

    workshop.behave[sixth].readReply = () => ({ outcome: 'understood', facts: [], namesPersons: true });
    const naming = await matched((await aSent()).submission.id, [removed]);
    expect(await withdrawMatch(naming)).toEqual({ outcome: 'refused', why: 'NAMES_PERSONS' });
    await workshop.cases.showReplyOnce.run(naming, 'One');
    expect(await withdrawMatch(naming)).toEqual({ outcome: 'refused', why: 'TEXT_DESTROYED' });
  });

  it('is done once, however many ask at once, and before it was read at all', async () => {
    const { reportId, submission } = await aSent();
    const id = await matched(submission.id, [removed]);
    const answers = await Promise.all(Array.from({ length: 4 }, () => withdrawMatch(id)));
    expect(answers.filter(({ outcome }) => outcome === 'withdrawn')).toHaveLength(1);
    expect((await eventsOf(reportId)).filter(({ type }) => type === 'reply.match_withdrawn')).toHaveLength(1);

    expect(await workshop.stores.replies.assign(id, submission.id)).toBe('assigned');
    expect(await withdrawMatch(id)).toEqual({ outcome: 'withdrawn' });
    await apply();
    expect((await read(reportId)).word).toBe('sent');
    expect(await replyRow(id)).toMatchObject({ state: 'UNMATCHED' });
  });
});

it('takes back what a notice of several targets was said to be, for all of them', async () => {
  workshop = await openWorkshop({ targetsPerNotice: 3 });
  const { id: reportId, submissions } = await workshop.file([sixth, sixth, sixth]);
  await workshop.sendDue();
  const before = await Promise.all(submissions.map(({ id }) => rowOf(id)));
  const id = await matched(submissions[0]!.id, [{ ...refused, atMs: Date.now() }]);
  expect((await workshop.view(reportId)).counts).toEqual({ refused: 3 });
  expect(await withdrawMatch(id)).toEqual({ outcome: 'withdrawn' });
  expect(await Promise.all(submissions.map((each) => rowOf(each.id)))).toEqual(before);
  expect((await workshop.view(reportId)).counts).toEqual({ sent: 3 });
});
