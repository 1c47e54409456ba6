import { PlatformFault } from '#application';
import { sendingWorkshop } from '../../../../test/support/sending-workshop.js';
import type { Workshop } from '../../../../test/support/workshop.js';

const { current, answers, fileOne, read, outcomes, untilDone } = sendingWorkshop();
let workshop: Workshop;
beforeEach(() => {
  workshop = current();
});

describe('a notice nobody knows the fate of', () => {
  it('is repeated under the same key where the platform drops repeats', async () => {
    answers('dedupe-example', 'outcomeUnknown', 'outcomeUnknown');
    const { reportId, submission } = await fileOne('dedupe-example');
    await untilDone();
    expect((await read(reportId)).word).toBe('sent');
    expect(await outcomes(submission.id)).toEqual(['unknown', 'unknown', 'confirmed']);
    expect(new Set(workshop.received.map(({ attempt }) => JSON.stringify(attempt))).size).toBe(1);
    expect(workshop.received.every(({ notice }) => notice.repeatOf === null)).toBe(true);
  });

  it('is looked up before anything is sent again, also when the lookup fails at first', async () => {
    answers('lookup-example', 'outcomeUnknown');
    const looks = [
      () => Promise.reject(new PlatformFault('lookup-example', 'temporary', 'SYNTHETIC.DOWN')),
      () => Promise.reject(new PlatformFault('lookup-example', 'rateLimited', 'SYNTHETIC.SLOW')),
      () => Promise.resolve({ receipt: 'SYN-9', facts: [] }),
    ];
    workshop.behave['lookup-example'].findReceipt = () =>
      (looks.shift() ?? (() => Promise.resolve(undefined)))();
    const { reportId, submission } = await fileOne('lookup-example');
    for (let turn = 0; turn < 4; turn += 1) {
      await workshop.sendDue();
      await workshop.schema.pass(400_000);
    }
    expect(await outcomes(submission.id)).toEqual(['unknown', 'unknown', 'deferred', 'confirmed']);
    expect(workshop.received).toHaveLength(1);
    expect((await read(reportId)).word).toBe('sent');
  });

  it('is sent once more where the lookup finds none', async () => {
    answers('lookup-example', 'outcomeUnknown');
    workshop.behave['lookup-example'].findReceipt = () => Promise.resolve(undefined);
    const { submission } = await fileOne('lookup-example');
    await untilDone();
    expect(await outcomes(submission.id)).toEqual(['unknown', 'absent', 'confirmed']);
    expect(workshop.received.map(({ notice }) => notice.repeatOf !== null)).toEqual([false, true]);
  });

  it('is not sent again where the second look finds what the first one missed', async () => {
    answers('lookup-example', 'outcomeUnknown');
    const looks = [undefined, { receipt: 'SYN-9', facts: [] }];
    workshop.behave['lookup-example'].findReceipt = () => Promise.resolve(looks.shift());
    const { submission } = await fileOne('lookup-example');
    await untilDone();
    expect(await outcomes(submission.id)).toEqual(['unknown', 'absent', 'confirmed']);
    expect(workshop.received).toHaveLength(1);
  });

  it('is sent once more, marked, where configuration says so; then a person decides', async () => {
    answers('sixth-example', 'outcomeUnknown', 'outcomeUnknown');
    const { reportId, submission } = await fileOne('sixth-example');
    await untilDone();
    expect(workshop.received.map(({ notice }) => notice.repeatOf !== null)).toEqual([false, true]);
    const [first] = await workshop.schema.rows(
      'SELECT started_at FROM sends WHERE submission_id = $1 AND number = 1',
      [submission.id],
    );
    expect(workshop.received[1]?.notice.repeatOf?.firstSentAtMs).toBe(first?.started_at.getTime());
    expect(await read(reportId)).toMatchObject({
      word: 'delivery_uncertain',
      waitingFor: 'SYNTHETIC.OUTCOMEUNKNOWN',
    });
    expect(await outcomes(submission.id)).toEqual(['unknown', 'unknown']);
  });

  it('is shown to a person where the platform refuses the marked repeat: it may have the first', async () => {
    answers('sixth-example', 'outcomeUnknown', 'refused');
    const { reportId, submission } = await fileOne('sixth-example');
    await untilDone();
    expect(await outcomes(submission.id)).toEqual(['unknown', 'refused']);
    expect((await read(reportId)).word).toBe('delivery_uncertain');
  });

  it('keeps its mark through faults in between, and says so in the timeline', async () => {
    answers('sixth-example', 'outcomeUnknown', 'temporary', 'rateLimited');
    const { reportId } = await fileOne('sixth-example');
    await untilDone();
    expect(workshop.received.map(({ notice }) => notice.repeatOf !== null)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    const [sent] = await workshop.schema.rows(`SELECT detail FROM events WHERE type = 'submission.sent'`);
    expect(sent?.detail).toEqual({ actor: 'WORKER', isMarkedResend: true });
    expect((await read(reportId)).word).toBe('sent');
  });
});

describe('a sender that vanished', () => {
  it.each([
    ['dedupe-example', 'queued', 'RETRY_WAIT', 0],
    ['lookup-example', 'queued', 'RETRY_WAIT', 0],
    ['sixth-example', 'queued', 'RETRY_WAIT', 1],
  ] as const)('leaves a submission to %s at %s (%s, round %i)', async (key, word, delivery, round) => {
    const { reportId, submission } = await fileOne(key);
    await workshop.stores.sends.claimDue({
      platform: key,
      limit: 1,
      leaseMs: 1,
      messageDomain: 'uniflag.example',
    });
    await workshop.schema.pass(1_000);
    expect(await workshop.cases.resolveStaleSends.run()).toBe(1);
    expect(await read(reportId)).toMatchObject({ word, delivery, waitingFor: 'SEND.OUTCOME_UNKNOWN' });
    expect(await outcomes(submission.id)).toEqual(['unknown']);
    expect(await workshop.schema.rows('SELECT round FROM submissions')).toEqual([{ round }]);
    expect(await workshop.cases.resolveStaleSends.run()).toBe(0);
  });

  it('is settled also where another report cannot be changed', async () => {
    const reports = [await workshop.file(['sixth-example']), await workshop.file(['sixth-example'])];
    const claim = { platform: 'sixth-example', limit: 5, leaseMs: 30_000, messageDomain: 'uniflag.example' };
    await workshop.stores.sends.claimDue(claim);
    await workshop.schema.pass(31_000);
    const { reports: store } = workshop.stores;
    const change = store.change.bind(store) as (...args: unknown[]) => Promise<never>;
    store.change = async (ids: readonly string[], ...rest: unknown[]) => {
      if (ids.includes(reports[0]?.id ?? '')) throw new Error('synthetic poison');
      return change(ids, ...rest);
    };
    await workshop.cases.resolveStaleSends.run();
    const deliveries = [];
    for (const { id } of reports) deliveries.push((await read(id)).delivery);
    expect(deliveries).toEqual(['SENDING', 'RETRY_WAIT']);
    expect(workshop.log.of('submission.lost_send_not_settled')).toMatchObject([
      { fields: { reportId: reports[0]?.id } },
    ]);
  });

  it('has its open send closed also where a decision came first', async () => {
    const { reportId, submission } = await fileOne('sixth-example');
    await workshop.stores.sends.claimDue({
      platform: 'sixth-example',
      limit: 1,
      leaseMs: 1,
      messageDomain: 'uniflag.example',
    });
    await workshop.reply({ reference: submission.reference, platform: 'sixth-example' }, [
      { kind: 'actioned', atMs: 5, effects: ['CONTENT_REMOVED'] },
    ]);
    await workshop.cases.applyReplies.run();
    await workshop.schema.pass(1_000);
    await workshop.cases.resolveStaleSends.run();
    expect(await outcomes(submission.id)).toEqual(['unknown']);
    expect(await read(reportId)).toMatchObject({ word: 'removed', delivery: 'SENT' });
    await untilDone();
    expect(workshop.received).toEqual([]);
  });
});
