import { PlatformFault } from '#application';
import { sendingWorkshop } from '../../../../test/support/sending-workshop.js';
import { watchQueries } from '../../../../test/support/watch-queries.js';
import type { Key, Workshop } from '../../../../test/support/workshop.js';

const { current, answers, fileOne, read, outcomes, untilDone } = sendingWorkshop();
let workshop: Workshop;
beforeEach(() => {
  workshop = current();
});

describe('the fence', () => {
  /** A send whose platform answers only when the test says so. */
  async function aPausedSend(key: Key) {
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    workshop.behave[key].submit = async () => {
      await paused;
      return { receipt: 'late', facts: [] };
    };
    const one = await fileOne(key);
    await workshop.cases.sendSubmissions.run(key);
    return { ...one, goOn };
  }

  it('keeps a worker that paused beyond its lease from writing over its successor', async () => {
    const { reportId, submission, goOn } = await aPausedSend('dedupe-example');
    await workshop.schema.pass(31_000);
    expect(await workshop.cases.resolveStaleSends.run()).toBe(1);
    const before = await workshop.view(reportId);
    expect(before.submissions[0]).toMatchObject({
      delivery: 'RETRY_WAIT',
      waitingFor: 'SEND.OUTCOME_UNKNOWN',
    });
    goOn();
    await workshop.cases.sendSubmissions.settled();
    expect(await workshop.view(reportId)).toEqual(before);
    expect(await outcomes(submission.id)).toEqual(['unknown']);
    expect(workshop.log.of('submission.send_fenced')).toHaveLength(1);
  });

  it('keeps it out also while its successor sends', async () => {
    const { reportId, submission, goOn } = await aPausedSend('dedupe-example');
    await workshop.schema.pass(31_000);
    await workshop.cases.resolveStaleSends.run();
    await workshop.schema.pass(3_600_000);
    const [second] = await workshop.stores.sends.claimDue({
      ...{ platform: 'dedupe-example', limit: 1, leaseMs: 30_000, messageDomain: 'uniflag.example' },
    });
    goOn();
    await workshop.cases.sendSubmissions.settled();
    expect((await read(reportId)).delivery).toBe('SENDING');
    expect(await outcomes(submission.id)).toEqual(['unknown', 'intent']);
    expect(second?.epoch).toBe(3);
    await workshop.schema.pass(31_000);
    await workshop.cases.resolveStaleSends.run();
  });
});

describe('a reply that overtakes our own commit', () => {
  it('wins: the notice arrived, however the call ended, and nothing is sent again', async () => {
    const { reportId, submission } = await fileOne('sixth-example');
    workshop.behave['sixth-example'].submit = async () => {
      await workshop.reply({ reference: submission.reference, platform: 'sixth-example' }, [
        { kind: 'refused', atMs: 5, reason: 'NO_POLICY_VIOLATION' },
      ]);
      await workshop.cases.applyReplies.run();
      throw new PlatformFault('sixth-example', 'outcomeUnknown', 'SYNTHETIC.TIMEOUT');
    };
    await workshop.sendDue();
    expect(await read(reportId)).toMatchObject({ word: 'refused', delivery: 'SENT', nextTryAtMs: null });
    expect(await outcomes(submission.id)).toEqual(['unknown']);
    await untilDone();
    expect(workshop.received).toHaveLength(1);
  });

  it('proves receipt also while the marked repeat waits: it never leaves', async () => {
    answers('sixth-example', 'outcomeUnknown');
    const { reportId, submission } = await fileOne('sixth-example');
    await workshop.sendDue();
    expect(await read(reportId)).toMatchObject({ delivery: 'RETRY_WAIT' });
    await workshop.reply({ reference: submission.reference, platform: 'sixth-example' }, [
      { kind: 'acknowledged', atMs: 5, externalRef: 'SYN-5' },
    ]);
    await workshop.cases.applyReplies.run();
    await untilDone();
    expect(await read(reportId)).toMatchObject({ delivery: 'ACKNOWLEDGED', nextTryAtMs: null });
    expect(workshop.received).toHaveLength(1);
  });

  it('does not hide the number that the platform gave in its answer', async () => {
    const { reportId, submission } = await fileOne('lookup-example');
    workshop.behave['lookup-example'].submit = async () => {
      await workshop.reply({ reference: submission.reference, platform: 'lookup-example' }, [
        { kind: 'reviewStarted', atMs: 5 },
      ]);
      await workshop.cases.applyReplies.run();
      return { receipt: 'SYN-7', facts: [{ kind: 'acknowledged', atMs: 4, externalRef: 'SYN-7' }] };
    };
    await workshop.sendDue();
    expect(await read(reportId)).toMatchObject({ word: 'under_review', externalRef: 'SYN-7' });
  });

  it('does not take back a hand-off that the platform asked for', async () => {
    const { reportId, submission } = await fileOne('dedupe-example');
    workshop.behave['dedupe-example'].submit = async () => {
      await workshop.reply({ reference: submission.reference, platform: 'dedupe-example' }, [
        { kind: 'memberReportRequired', atMs: 5, channel: 'dedupe-example-in-app' },
      ]);
      await workshop.cases.applyReplies.run();
      return { receipt: null, facts: [{ kind: 'acknowledged', atMs: 4, externalRef: 'SYN-7' }] };
    };
    await workshop.sendDue();
    expect(await read(reportId)).toMatchObject({ word: 'staff_action', channel: 'dedupe-example-in-app' });
  });
});

describe('a result that cannot be committed', () => {
  /** Lets a commit fail on its way: before it reaches the server, or after. */
  function loseCommits(when: 'before' | 'after', count: number): () => void {
    let lost = 0;
    const { pool } = workshop.schema;
    return watchQueries(pool, (text) => {
      if (!text.startsWith('WITH changed_reports') || lost >= count) return undefined;
      lost += 1;
      if (when === 'before') return Promise.reject(new Error('synthetic loss'));
      return undefined;
    });
  }

  it('is tried again until it is', async () => {
    const { reportId } = await fileOne('sixth-example');
    const end = loseCommits('before', 3);
    await workshop.sendDue();
    end();
    expect((await read(reportId)).word).toBe('sent');
    expect(workshop.received).toHaveLength(1);
    expect(workshop.log.of('submission.commit_failed')).toHaveLength(3);
  });

  it('changes nothing when it went through after all: a wait stays a wait', async () => {
    answers('sixth-example', 'temporary');
    const { reportId } = await fileOne('sixth-example');
    let isLost = false;
    const { reports } = workshop.stores;
    const change = reports.change.bind(reports);
    // The commit goes through, and its answer is lost on the way.
    reports.change = async (...args) => {
      const done = await change(...(args as Parameters<typeof change>));
      if (!isLost) {
        isLost = true;
        throw new Error('synthetic loss');
      }
      return done as never;
    };
    await workshop.sendDue();
    const waiting = await read(reportId);
    expect(waiting).toMatchObject({ delivery: 'RETRY_WAIT' });
    expect(waiting.nextTryAtMs).not.toBeNull();
    await untilDone();
    expect((await read(reportId)).word).toBe('sent');
    expect(workshop.received).toHaveLength(2);
  });

  it('takes no other of its group with it', async () => {
    const report = await workshop.file(Array.from({ length: 4 }, () => 'lookup-example' as const));
    const poisoned = report.submissions[2]?.reference;
    workshop.behave['lookup-example'].submit = async ({ reference }) => ({
      // PostgreSQL stores no NUL.
      receipt: reference === poisoned ? 'synthetic\u0000' : 'synthetic',
      facts: [],
    });
    const sending = workshop.sendDue();
    const submissions = async () => (await workshop.view(report.id)).submissions;
    const delivery = async () =>
      (await submissions()).find(({ reference }) => reference === poisoned)?.delivery;
    while ((await submissions()).filter(({ word }) => word === 'sent').length < 3);
    expect(await delivery()).toBe('SENDING');
    await workshop.schema.pass(31_000);
    await workshop.cases.resolveStaleSends.run();
    // Fenced: whoever tried to store it gives up.
    await sending;
    expect(await delivery()).toBe('RETRY_WAIT');
  });

  it('is left to the sweep once the worker may wait no longer', async () => {
    const { reportId } = await fileOne('sixth-example');
    const end = loseCommits('before', 1_000_000);
    const sending = workshop.sendDue();
    while (workshop.log.of('submission.commit_failed').length < 3)
      await new Promise((resolve) => setImmediate(resolve));
    workshop.cases.sendSubmissions.giveUp();
    await sending;
    end();
    expect(await read(reportId)).toMatchObject({ delivery: 'SENDING' });
  });
});
