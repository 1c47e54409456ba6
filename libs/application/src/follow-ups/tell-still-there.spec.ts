import { PlatformFault } from '#application';
import type { Fact } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, watchRules, type Key, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool, [secret])).toEqual([]);
  expect(JSON.stringify([workshop.log.lines, workshop.delivered])).not.toContain(secret);
  await workshop.close();
});

const secret = 'synthetic-message-text';
const removed = (atMs: number): Fact => ({ kind: 'actioned', atMs, effects: ['CONTENT_REMOVED'] });

/** A submission whose platform says that it removed the content, and where `looks` found it since then. */
async function saidRemoved(looks: number, on: Key = 'lookup-example') {
  const { id, submissions } = await workshop.file([on]);
  await workshop.sendDue();
  const { id: submissionId, reference } = submissions[0]!;
  const says = async (fact: Fact) => {
    await workshop.reply({ reference, platform: on }, [fact]);
    await workshop.cases.applyReplies.run();
  };
  await says(removed(0));
  for (let look = 0; look < looks; look += 1) {
    await workshop.cases.recordLook.run({ submissionId, seen: 'LIVE', by: 'STAFF', observedAtMs: null });
    await workshop.schema.pass(watchRules.secondLookAfterMs);
  }
  const tell = () =>
    workshop.cases.tellStillThere.run({ submissionId, text: secret, by: 'test', idempotency: null });
  const now = async () => (await workshop.view(id)).submissions[0]!;
  return { id, says, tell, now };
}
const eventTypes = async () =>
  (await workshop.schema.rows<{ type: string }>('SELECT type FROM events ORDER BY sequence')).map(
    ({ type }) => type,
  );

describe('telling a platform that it is still there', () => {
  it('is sent once, in the thread of the notice, and stands in the timeline', async () => {
    const { tell, now } = await saidRemoved(2);
    expect((await now()).word).toBe('not_really_gone');
    expect(await tell()).toEqual({ outcome: 'done' });
    expect(await tell()).toEqual({ outcome: 'refused', code: 'STILL_THERE.ON_ITS_WAY' });
    await workshop.answerDue();
    await workshop.answerDue();
    expect(workshop.answered).toMatchObject([{ purpose: 'STILL_THERE', text: secret, mayRepeat: false }]);
    expect(await now()).toMatchObject({
      ...{ word: 'not_really_gone', decision: 'ACTIONED', question: null },
      reminder: { state: 'SENT', code: null },
    });
    expect(await eventTypes()).toContain('submission.reminded');
    expect(await eventTypes()).not.toContain('submission.info_supplied');
  });

  it.each([0, 1])('is refused after %i looks: caches and regions make content linger', async (looks) => {
    const { tell } = await saidRemoved(looks);
    expect(await tell()).toEqual({ outcome: 'refused', code: 'SUBMISSION.NOT_NOW.removed' });
  });

  it('is left to a person where no worker can write', async () => {
    const { tell } = await saidRemoved(2, 'sixth-example');
    expect(await tell()).toEqual({ outcome: 'refused', code: 'STILL_THERE.BY_HAND' });
  });

  it('does not leave once the platform acted again, or it is gone', async () => {
    const { tell, says, now } = await saidRemoved(2);
    await tell();
    await says(removed(Date.now() + 1));
    expect(await now()).toMatchObject({
      ...{
        word: 'removed',
        secondLook: 'NEEDED',
        reminder: { state: 'FAILED', code: 'STILL_THERE.OVERTAKEN' },
      },
    });
    await workshop.answerDue();
    expect(workshop.answered).toEqual([]);
  });

  it('says what became of it where it did not arrive, and can be told again', async () => {
    const { tell, now } = await saidRemoved(2);
    workshop.behave['lookup-example'].supplyInformation = () =>
      Promise.reject(new PlatformFault('lookup-example', 'outcomeUnknown', 'SYNTHETIC.CODE'));
    await tell();
    await workshop.answerDue();
    expect((await now()).reminder).toMatchObject({ state: 'UNCERTAIN', code: 'SYNTHETIC.CODE' });
    expect(await eventTypes()).not.toContain('submission.reminded');
    delete workshop.behave['lookup-example'].supplyInformation;
    await tell();
    await workshop.answerDue();
    expect(workshop.answered.at(-1)).toMatchObject({ mayRepeat: true });
    expect((await now()).reminder).toMatchObject({ state: 'SENT' });
  });
});
