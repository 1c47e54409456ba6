import { PlatformFault } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, settings, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop({ circuitFailures: 2 });
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

/** A submission whose platform asked something, with an answer that is due. */
async function answered() {
  const report = await workshop.file(['lookup-example']);
  await workshop.sendDue();
  const { id: submissionId, reference } = report.submissions[0]!;
  await workshop.reply({ reference, platform: 'lookup-example' }, [
    { kind: 'informationRequested', atMs: Date.now() },
  ]);
  await workshop.cases.applyReplies.run();
  const answer = () =>
    workshop.cases.answerQuestion.run({
      ...{ submissionId, text: 'Synthetic answer.', by: 'test', idempotency: null },
    });
  expect(await answer()).toEqual({ outcome: 'done' });
  const state = async () => {
    const { decision, question } = (await workshop.view(report.id)).submissions[0]!;
    return [decision, question?.answer?.state, question?.answer?.code ?? null];
  };
  const bounce = async (isPermanent = true) => {
    const [row] = await workshop.schema.rows(
      'SELECT message_id FROM follow_ups WHERE submission_id = $1 ORDER BY number DESC LIMIT 1',
      [submissionId],
    );
    const more = { inReplyTo: [row!.message_id], bounce: { isPermanent } };
    const replyId = await workshop.reply({ platform: 'lookup-example' }, 'nonsense', more);
    await workshop.cases.applyReplies.run();
    const [reply] = await workshop.schema.rows('SELECT state FROM replies WHERE id = $1', [replyId]);
    return reply!.state;
  };
  return { report, submissionId, answer, state, bounce };
}

/** A call that hangs until it is let go. */
function hanging() {
  let letGo: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    workshop.behave['lookup-example'].supplyInformation = async () => {
      resolve();
      await new Promise<void>((end) => (letGo = end));
      return { receipt: 'synthetic', facts: [] };
    };
  });
  return { reached, letGo: () => letGo() };
}

describe('a worker that vanishes', () => {
  it('between claim and call leaves an answer to a person, and nothing goes out unmarked after it', async () => {
    const { answer, state } = await answered();
    const { leaseMs, messageDomain } = settings;
    await workshop.stores.followUps.claimDue({
      ...{ platform: 'lookup-example', limit: 1, leaseMs, messageDomain },
    });
    await workshop.answerDue();
    expect(await workshop.cases.sendFollowUps.endLost()).toBe(0);
    await workshop.schema.pass(leaseMs + 1);
    expect(await workshop.cases.sendFollowUps.endLost()).toBe(1);
    await workshop.answerDue();
    expect(workshop.answered).toEqual([]);
    expect(await state()).toEqual(['INFO_REQUESTED', 'UNCERTAIN', 'SEND.WORKER_LOST']);
    expect(await answer()).toEqual({ outcome: 'done' });
    await workshop.answerDue();
    expect(workshop.answered).toMatchObject([{ mayRepeat: true }]);
    expect(await state()).toEqual(['INFO_SUPPLIED', 'SENT', null]);
  });

  it('between call and close writes nothing any more when it comes back', async () => {
    const { answer, state } = await answered();
    const { reached, letGo } = hanging();
    await workshop.cases.sendFollowUps.run('lookup-example');
    await reached;
    await workshop.schema.pass(settings.leaseMs + 1);
    await workshop.anotherWorker().sendFollowUps.endLost();
    letGo();
    await workshop.cases.sendFollowUps.settled();
    expect(workshop.log.of('follow_up.fenced')).toHaveLength(1);
    expect(await state()).toEqual(['INFO_REQUESTED', 'UNCERTAIN', 'SEND.WORKER_LOST']);
    workshop.behave['lookup-example'] = {};
    await answer();
    await workshop.answerDue();
    expect(workshop.answered.map(({ mayRepeat }) => mayRepeat)).toEqual([false, true]);
  });

  it('after its commit leaves nothing to do', async () => {
    const { state } = await answered();
    await workshop.answerDue();
    await workshop.schema.pass(settings.leaseMs + 1);
    expect(await workshop.cases.sendFollowUps.endLost()).toBe(0);
    await workshop.anotherWorker().sendFollowUps.run('lookup-example');
    expect(workshop.answered).toHaveLength(1);
    expect(await state()).toEqual(['INFO_SUPPLIED', 'SENT', null]);
  });
});

describe('a worker that stops', () => {
  it('gives up a call that hangs, and leaves the answer to a person', async () => {
    const { state } = await answered();
    const { reached, letGo } = hanging();
    const { sendFollowUps } = workshop.cases;
    await sendFollowUps.run('lookup-example');
    await reached;
    sendFollowUps.giveUp();
    await sendFollowUps.settled();
    letGo();
    expect(await state()).toEqual(['INFO_REQUESTED', 'UNCERTAIN', 'SEND.WORKER_STOPPED']);
  });

  it('takes no other answer', async () => {
    const { state } = await answered();
    workshop.cases.sendFollowUps.stop();
    await workshop.answerDue();
    expect(await state()).toEqual(['INFO_REQUESTED', 'QUEUED', null]);
  });
});

it('leaves a platform alone that failed again and again, as notices to it do', async () => {
  const { state } = await answered();
  workshop.behave['lookup-example'] = {
    submit: () => Promise.reject(new PlatformFault('lookup-example', 'temporary', 'SYNTHETIC.DOWN')),
  };
  await workshop.file(['lookup-example', 'lookup-example']);
  await workshop.sendDue();
  workshop.behave['lookup-example'] = {};
  await workshop.answerDue();
  expect(workshop.answered).toEqual([]);
  expect(await state()).toEqual(['INFO_REQUESTED', 'QUEUED', null]);
});

describe('an answer that comes back', () => {
  it('opens its question again, and the next one repeats nothing', async () => {
    const { answer, state, bounce, report } = await answered();
    await workshop.answerDue();
    expect(await bounce()).toBe('APPLIED');
    expect(await state()).toEqual(['INFO_REQUESTED', 'FAILED', 'MAIL.BOUNCED']);
    expect((await workshop.view(report.id)).attention).toContain('info_requested');
    await answer();
    await workshop.answerDue();
    expect(workshop.answered.map(({ mayRepeat }) => mayRepeat)).toEqual([false, false]);
    expect(await state()).toEqual(['INFO_SUPPLIED', 'SENT', null]);
  });

  it('has failed also where the bounce overtakes our own commit', async () => {
    const { state, bounce } = await answered();
    const { reached, letGo } = hanging();
    await workshop.cases.sendFollowUps.run('lookup-example');
    await reached;
    expect(await bounce()).toBe('APPLIED');
    letGo();
    await workshop.cases.sendFollowUps.settled();
    expect(await state()).toEqual(['INFO_REQUESTED', 'FAILED', 'MAIL.BOUNCED']);
  });

  it('has not failed while it is only delayed', async () => {
    const { state, bounce } = await answered();
    await workshop.answerDue();
    expect(await bounce(false)).toBe('APPLIED');
    expect(await state()).toEqual(['INFO_SUPPLIED', 'SENT', null]);
  });

  it('opens nothing where the platform went on without it, and its notice stays sent', async () => {
    const { state, bounce, report } = await answered();
    await workshop.answerDue();
    const { reference, id } = report.submissions[0]!;
    await workshop.reply({ reference, platform: 'lookup-example' }, [
      { kind: 'actioned', atMs: Date.now(), effects: ['CONTENT_REMOVED'] },
    ]);
    await workshop.cases.applyReplies.run();
    expect(await bounce()).toBe('APPLIED');
    expect(await state()).toEqual(['ACTIONED', 'FAILED', 'MAIL.BOUNCED']);
    const [row] = await workshop.schema.rows('SELECT delivery FROM submissions WHERE id = $1', [id]);
    expect(row!.delivery).toBe('SENT');
  });
});
