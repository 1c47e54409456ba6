import { decisionRead, PlatformFault, type PlatformFaultKind } from '#application';
import type { Fact } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';
import { roundTripsOf } from '../../../../test/support/watch-queries.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool, [secret])).toEqual([]);
  expect(JSON.stringify([workshop.log.lines, workshop.delivered])).not.toContain(secret);
  await workshop.close();
});

const secret = 'synthetic-answer-text';
let questions = 0;
const fault = (kind: PlatformFaultKind, retryAfterMs?: number) =>
  new PlatformFault('lookup-example', kind, 'SYNTHETIC.CODE', retryAfterMs);

/** A submission whose platform has our notice and asks something. */
async function asked(on: Key = 'lookup-example', more: Parameters<Workshop['file']>[1] = {}) {
  const report = await workshop.file([on], more);
  await workshop.sendDue();
  const { id: submissionId, reference, platform } = report.submissions[0]!;
  const says = async (facts: readonly Fact[], more: object = {}) => {
    await workshop.reply({ reference, platform: platform as Key }, facts, more);
    await workshop.cases.applyReplies.run();
  };
  const question = `question.${(questions += 1)}@platform.example`;
  await says([{ kind: 'informationRequested', atMs: Date.now() }], { messageKey: question });
  const submission = async () => (await workshop.view(report.id)).submissions[0]!;
  const row = async () =>
    (
      await workshop.schema.rows('SELECT * FROM follow_ups WHERE submission_id = $1 ORDER BY number DESC', [
        submissionId,
      ])
    )[0]!;
  const give = (text: string | null, key?: string) =>
    workshop.cases.answerQuestion.run({
      ...{ submissionId, text, by: 'test' },
      idempotency: key === undefined ? null : { client: 'test', key, requestHash: 'synthetic' },
    });
  const answer = async (text: string | null = secret) => {
    expect(await give(text)).toEqual({ outcome: 'done' });
  };
  const state = async () => {
    const { decision, question: shown } = await submission();
    return [decision, shown?.answer?.state ?? null, shown?.answer?.code ?? null];
  };
  return {
    question,
    reportId: report.id,
    submissionId,
    reference,
    says,
    submission,
    row,
    give,
    answer,
    state,
  };
}
const supply = (does: () => Promise<never>) => (workshop.behave['lookup-example'].supplyInformation = does);
const works = () => (workshop.behave['lookup-example'] = {});

describe('an answer', () => {
  it('goes to the platform once, in the thread of its question, and ends it', async () => {
    const { question, answer, state, submission, row, reportId } = await asked();
    const before = (await submission()).question;
    expect(before).toEqual({ askedAtMs: expect.any(Number), answer: null });
    await answer();
    expect(await state()).toEqual(['INFO_REQUESTED', 'QUEUED', null]);
    await workshop.answerDue();
    await workshop.answerDue();
    expect(workshop.answered).toMatchObject([{ text: secret, inReplyTo: question, mayRepeat: false }]);
    expect(await state()).toEqual(['INFO_SUPPLIED', 'SENT', null]);
    expect((await submission()).question?.askedAtMs).toBe(before?.askedAtMs);
    expect(await row()).toMatchObject({
      ...{ message_id: workshop.answered[0]?.attempt.messageId, mode: 'rehearsed', tries: 1 },
    });
    const [event] = await workshop.schema.rows(
      `SELECT detail FROM events WHERE report_id = $1 AND type = 'submission.info_supplied'`,
      [reportId],
    );
    expect(event).toEqual({ detail: { actor: 'WORKER' } });
  });

  it('with details of persons leaves only where somebody confirms them, and that is kept', async () => {
    const { submissionId, row } = await asked('lookup-example', { confidential: ['Synthetic School'] });
    const input = {
      submissionId,
      text: 'Ask @synthetic at Synthetic School.',
      by: 'staff',
      idempotency: null,
    };
    const give = async (more: object) => {
      const told = await workshop.cases.answerQuestion.run({ ...input, ...more });
      return told.outcome === 'invalid'
        ? told.errors.map(({ pointer, code }) => [pointer, code])
        : told.outcome;
    };
    expect(await give({ confirmedFindings: ['HANDLE'] })).toEqual([['/text', 'OUTGOING.CONFIDENTIAL_NAME']]);
    expect(await give({ confirmedFindings: ['CONFIDENTIAL_NAME', 'HANDLE', 'PHONE'] })).toBe('done');
    expect(await row()).toMatchObject({
      ...{ created_by: 'staff', confirmed_findings: ['CONFIDENTIAL_NAME', 'HANDLE'] },
    });
  });

  it('wakes its own lane', async () => {
    const { answer } = await asked();
    await workshop.schema.pool.query('TRUNCATE outbox');
    await answer();
    expect(await workshop.schema.rows('SELECT lane FROM outbox')).toEqual([
      { lane: 'follow-ups-lookup-example' },
    ]);
  });

  it('stays outside a thread where the question did not come by mail', async () => {
    const { says, answer } = await asked();
    await says([{ kind: 'reviewStarted', atMs: Date.now() }]);
    await workshop.schema.rows(`UPDATE replies SET via = 'CALLBACK'`);
    await answer();
    await workshop.answerDue();
    expect(workshop.answered[0]?.inReplyTo).toBeNull();
  });

  it('may be given elsewhere: nothing is sent, and the question is closed at once', async () => {
    const { answer, state } = await asked();
    await answer(null);
    await workshop.answerDue();
    expect(workshop.answered).toEqual([]);
    expect(await state()).toEqual(['INFO_SUPPLIED', null, null]);
  });

  it('lets a decision through that the platform dates before it', async () => {
    const { says, answer, state } = await asked();
    const atMs = Date.now();
    await answer();
    await workshop.answerDue();
    await says([{ kind: 'actioned', atMs, effects: ['CONTENT_REMOVED'] }]);
    expect(await state()).toEqual(['ACTIONED', 'SENT', null]);
  });

  it('is followed by what the platform said in the same call', async () => {
    const { answer, state } = await asked();
    workshop.behave['lookup-example'].supplyInformation = async () => ({
      receipt: 'synthetic',
      facts: [{ kind: 'reviewStarted', atMs: Date.now() }],
    });
    await answer();
    await workshop.answerDue();
    expect(await state()).toEqual(['UNDER_REVIEW', 'SENT', null]);
  });

  it('takes two round trips to be stored beside its commit, one to be claimed, and three to be closed', async () => {
    const { answer } = await asked();
    const { pool } = workshop.schema;
    const stored = await roundTripsOf(pool, () => answer());
    expect(stored).toHaveLength(4);
    const sent = await roundTripsOf(pool, () => workshop.cases.sendFollowUps.run('lookup-example'));
    const closed = await roundTripsOf(pool, () => workshop.cases.sendFollowUps.settled());
    expect(sent.length + closed.length).toBe(4);
  });
});

describe('an answer is refused', () => {
  it('where nothing is asked', async () => {
    const { says, give } = await asked();
    await says([{ kind: 'actioned', atMs: Date.now(), effects: ['CONTENT_REMOVED'] }]);
    expect(await give(secret)).toEqual({ outcome: 'refused', code: 'SUBMISSION.NOT_NOW.ACTIONED' });
    expect(await give(null)).toEqual({ outcome: 'refused', code: 'SUBMISSION.NOT_NOW.ACTIONED' });
  });

  it('while one is on its way', async () => {
    const { answer, give } = await asked();
    await answer();
    const both = [await give(secret), await give(null)];
    expect(both).toEqual(Array(2).fill({ outcome: 'refused', code: 'INFORMATION.ON_ITS_WAY' }));
  });

  it('where no machine can give it; a person can record it', async () => {
    const { answer, give, state } = await asked('sixth-example');
    expect(await give(secret)).toEqual({ outcome: 'refused', code: 'INFORMATION.BY_HAND' });
    await answer(null);
    expect(await state()).toEqual(['INFO_SUPPLIED', null, null]);
  });

  it('where its channel is in the hands of a person', async () => {
    const channels = { 'lookup-example': 'lookup-example-form' };
    const { submissions } = await workshop.file(['lookup-example'], { channels });
    const { id: submissionId } = submissions[0]!;
    await workshop.cases.recordByStaff.run(submissionId, decisionRead({ decision: 'INFO_REQUESTED' }));
    const answer = { submissionId, text: secret, by: 'test', idempotency: null };
    expect(await workshop.cases.answerQuestion.run(answer)).toEqual({
      ...{ outcome: 'refused', code: 'INFORMATION.BY_HAND' },
    });
  });

  it('where there is no such submission', async () => {
    const { cases } = workshop;
    const submissionId = '01a209aa-0000-7000-8000-000000000000';
    const answer = { submissionId, text: secret, by: 'test', idempotency: null };
    expect(await cases.answerQuestion.run(answer)).toEqual({ outcome: 'notFound' });
  });

  it('where its idempotency key was used, and changes nothing then', async () => {
    const first = await asked();
    const second = await asked();
    expect(await first.give(secret, 'k')).toEqual({ outcome: 'done' });
    expect(await second.give(secret, 'k')).toEqual({ outcome: 'keyTaken' });
    expect(await second.state()).toEqual(['INFO_REQUESTED', null, null]);
  });
});

describe('an answer the platform does not take', () => {
  it('is tried again by the schedule, under the same key and Message-ID', async () => {
    const { answer, state } = await asked();
    supply(() => Promise.reject(fault('temporary')));
    await answer();
    for (const waitMs of [0, 10_000, 60_000]) {
      await workshop.schema.pass(waitMs);
      await workshop.answerDue();
    }
    expect(await state()).toEqual(['INFO_REQUESTED', 'QUEUED', 'SYNTHETIC.CODE']);
    works();
    await workshop.schema.pass(300_000);
    await workshop.answerDue();
    expect(await state()).toEqual(['INFO_SUPPLIED', 'SENT', null]);
    const attempts = workshop.answered.map(({ attempt: { idempotencyKey, messageId } }) =>
      [idempotencyKey, messageId].join(),
    );
    expect([attempts.length, new Set(attempts).size]).toEqual([4, 1]);
  });

  it('has failed once its tries are used up, and leaves the question open for another', async () => {
    const { answer, state } = await asked();
    supply(() => Promise.reject(fault('temporary')));
    await answer();
    for (let n = 0; n < 4; n += 1) {
      await workshop.schema.pass(300_000);
      await workshop.answerDue();
    }
    expect(await state()).toEqual(['INFO_REQUESTED', 'FAILED', 'SEND.RETRIES_USED_UP']);
    works();
    await answer();
    await workshop.answerDue();
    expect(workshop.answered.at(-1)?.mayRepeat).toBe(false);
    expect(await state()).toEqual(['INFO_SUPPLIED', 'SENT', null]);
  });

  it('has failed at once where it is refused', async () => {
    const { answer, state } = await asked();
    supply(() => Promise.reject(fault('refused')));
    await answer();
    await workshop.answerDue();
    expect(await state()).toEqual(['INFO_REQUESTED', 'FAILED', 'SYNTHETIC.CODE']);
  });

  it('waits without a try spent where the platform asks everybody to, as its notices do', async () => {
    const { answer, row } = await asked();
    supply(() => Promise.reject(fault('rateLimited', 120_000)));
    await answer();
    await workshop.answerDue();
    expect(await row()).toMatchObject({ state: 'QUEUED', tries: 0 });
    const [{ heldBecause } = { heldBecause: null }] = (await workshop.stores.platforms.list()).filter(
      ({ platform }) => platform === 'lookup-example',
    );
    expect(heldBecause).toBe('SYNTHETIC.CODE');
    works();
    await workshop.schema.pass(119_000);
    await workshop.answerDue();
    expect(workshop.answered).toHaveLength(1);
  });
});

describe('an answer nobody knows the fate of', () => {
  it('is never sent again by itself; a second one says that it may repeat the first', async () => {
    const { answer, state } = await asked();
    supply(() => Promise.reject(fault('outcomeUnknown')));
    await answer();
    await workshop.answerDue();
    await workshop.schema.pass(3_600_000);
    await workshop.answerDue();
    expect(workshop.answered).toHaveLength(1);
    expect(await state()).toEqual(['INFO_REQUESTED', 'UNCERTAIN', 'SYNTHETIC.CODE']);
    works();
    await answer();
    await workshop.answerDue();
    expect(workshop.answered.map(({ mayRepeat }) => mayRepeat)).toEqual([false, true]);
    expect(new Set(workshop.answered.map(({ attempt }) => attempt.messageId)).size).toBe(2);
    expect(await state()).toEqual(['INFO_SUPPLIED', 'SENT', null]);
  });

  it('is closed by saying that it was given elsewhere; an answer to the next question repeats nothing', async () => {
    const { answer, state, says } = await asked();
    supply(() => Promise.reject(fault('outcomeUnknown')));
    await answer();
    await workshop.answerDue();
    await answer(null);
    expect(await state()).toEqual(['INFO_SUPPLIED', 'UNCERTAIN', 'SYNTHETIC.CODE']);
    works();
    await says([{ kind: 'informationRequested', atMs: Date.now() }]);
    expect(await state()).toEqual(['INFO_REQUESTED', null, null]);
    await answer();
    await workshop.answerDue();
    expect(workshop.answered.at(-1)?.mayRepeat).toBe(false);
  });
});

describe('an answer the platform no longer waits for', () => {
  const decided = (): Fact[] => [{ kind: 'refused', atMs: Date.now() + 60_000, reason: 'NO_REASON_GIVEN' }];

  it('is not sent', async () => {
    const { answer, says, state } = await asked();
    await answer();
    await says(decided());
    await workshop.answerDue();
    expect(workshop.answered).toEqual([]);
    expect(await state()).toEqual(['REFUSED', 'FAILED', 'INFORMATION.OVERTAKEN']);
  });

  it('is not tried again either', async () => {
    const { answer, says, state } = await asked();
    supply(async () => {
      await says(decided());
      throw fault('temporary');
    });
    await answer();
    await workshop.answerDue();
    await workshop.schema.pass(3_600_000);
    await workshop.answerDue();
    expect(workshop.answered).toHaveLength(1);
    expect(await state()).toEqual(['REFUSED', 'FAILED', 'INFORMATION.OVERTAKEN']);
  });

  it('is on record where it arrived all the same, and the decision stands', async () => {
    const { answer, says, state } = await asked();
    workshop.behave['lookup-example'].supplyInformation = async () => {
      await says(decided());
      return { receipt: null, facts: [] };
    };
    await answer();
    await workshop.answerDue();
    expect(await state()).toEqual(['REFUSED', 'SENT', null]);
  });
});
