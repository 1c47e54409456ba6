import { PlatformFault } from '#application';
import type { PlatformFaultKind } from '#application';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { watchQueries } from '../../../../test/support/watch-queries.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop({ onUnknown: { 'sixth-mail': 'resendMarked' } });
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool, ['Synthetic explanation'])).toEqual([]);
  await workshop.close();
});

/** What the platform answers to its first, second, … notice; afterwards it takes each. */
function answers(key: Key, ...faults: (PlatformFaultKind | undefined)[]): void {
  workshop.behave[key].submit = async () => {
    const kind = faults.shift();
    if (kind) throw new PlatformFault(key, kind, `SYNTHETIC.${kind.toUpperCase()}`);
    return { receipt: 'synthetic', facts: [] };
  };
}
const fileOne = async (key: Key) => {
  const report = await workshop.file([key]);
  return { reportId: report.id, submission: report.submissions[0]! };
};
const read = async (reportId: string) => (await workshop.view(reportId)).submissions[0]!;
const outcomes = async (submissionId: string) =>
  (
    await workshop.schema.rows<{ outcome: string }>(
      'SELECT outcome FROM sends WHERE submission_id = $1 ORDER BY number',
      [submissionId],
    )
  ).map(({ outcome }) => outcome);
const types = async (reportId: string) =>
  (
    await workshop.schema.rows<{ type: string }>(
      'SELECT type FROM events WHERE report_id = $1 ORDER BY sequence',
      [reportId],
    )
  ).map(({ type }) => type);
/** Sends what is due, and again after each wait, until nothing waits any more. */
async function untilDone(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await workshop.sendDue();
    await workshop.schema.pass(3_600_000);
  }
}

describe('sending', () => {
  it('sends each notice once and closes it with its receipt, deadline and first look', async () => {
    const report = await workshop.file(['lookup-example', 'sixth-example', 'sixth-example']);
    await workshop.sendDue();
    await workshop.sendDue();
    expect(workshop.received.map(({ platform }) => platform).sort()).toEqual([
      'lookup-example',
      'sixth-example',
      'sixth-example',
    ]);
    const { submissions } = await workshop.view(report.id);
    for (const submission of submissions) {
      expect(submission).toMatchObject({ delivery: 'SENT', word: 'sent', nextTryAtMs: null });
      expect(submission.dueAtMs).toBe((submission.sentAtMs ?? 0) + 604_800_000);
      expect(submission.nextCheckAtMs !== null).toBe(submission.platform === 'lookup-example');
    }
    const sends = await workshop.schema.rows(
      'SELECT DISTINCT outcome, closed_at IS NOT NULL AS is_closed FROM sends',
    );
    expect(sends).toEqual([{ outcome: 'confirmed', is_closed: true }]);
  });

  it('gives the platform what was filed, opened', async () => {
    const { submission } = await fileOne('sixth-example');
    await workshop.sendDue();
    expect(workshop.received[0]).toMatchObject({
      notice: {
        reference: submission.reference,
        explanation: 'Synthetic explanation for a test.',
        repeatOf: null,
      },
      attempt: {
        idempotencyKey: `${submission.reference}.0`,
        messageId: `${submission.id}.0@uniflag.example`,
      },
    });
  });

  it('tells what the platform said at once, after the notice was sent', async () => {
    workshop.behave['lookup-example'].submit = async () => ({
      receipt: 'SYN-7',
      facts: [{ kind: 'acknowledged', atMs: 5, externalRef: 'SYN-7' }],
    });
    const { reportId } = await fileOne('lookup-example');
    await workshop.sendDue();
    expect(await read(reportId)).toMatchObject({ delivery: 'ACKNOWLEDGED', externalRef: 'SYN-7' });
    expect((await types(reportId)).slice(2)).toEqual(['submission.sent', 'submission.acknowledged']);
  });

  it('commits what one platform sent in one group', async () => {
    await workshop.file(Array.from({ length: 4 }, () => 'lookup-example' as const));
    let commits = 0;
    const end = watchQueries(workshop.schema.pool, (text) => {
      if (text === 'COMMIT') commits += 1;
      return undefined;
    });
    await workshop.cases.sendSubmissions.run('lookup-example');
    await workshop.cases.sendSubmissions.settled();
    end();
    expect(commits).toBe(1);
  });

  it('works off more than it has places for', async () => {
    await workshop.file(Array.from({ length: 23 }, () => 'lookup-example' as const));
    let underWay = 0;
    let most = 0;
    workshop.behave['lookup-example'].submit = async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return { receipt: null, facts: [] };
    };
    const { sendSubmissions } = workshop.cases;
    await Promise.all([1, 2, 3].map(() => sendSubmissions.run('lookup-example')));
    await sendSubmissions.settled();
    expect(workshop.received).toHaveLength(23);
    expect(most).toBe(4);
  });

  it('claims nothing more once it is stopped, and commits what is under way', async () => {
    const report = await workshop.file(Array.from({ length: 9 }, () => 'lookup-example' as const));
    const { sendSubmissions } = workshop.cases;
    const running = sendSubmissions.run('lookup-example');
    sendSubmissions.stop();
    await running;
    await sendSubmissions.settled();
    await sendSubmissions.run('sixth-example');
    const { counts } = await workshop.view(report.id);
    expect(counts.sent).toBe(workshop.received.length);
    expect(counts.queued).toBe(9 - workshop.received.length);
    expect(workshop.received.length).toBeLessThanOrEqual(4);
  });
});

describe('after a fault', () => {
  it('says what it waits for and when it tries again, and goes on', async () => {
    answers('sixth-example', 'temporary', 'temporary');
    const { reportId, submission } = await fileOne('sixth-example');
    await workshop.sendDue();
    const waiting = await read(reportId);
    expect(waiting).toMatchObject({
      delivery: 'RETRY_WAIT',
      waitingFor: 'SYNTHETIC.TEMPORARY',
      word: 'queued',
    });
    const [event] = await workshop.schema.rows(
      `SELECT detail FROM events WHERE type = 'submission.deferred'`,
    );
    expect(event?.detail).toEqual({
      actor: 'WORKER',
      reason: 'SYNTHETIC.TEMPORARY',
      nextTryAtMs: waiting.nextTryAtMs,
    });
    await untilDone();
    expect(await outcomes(submission.id)).toEqual(['deferred', 'deferred', 'confirmed']);
    expect(new Set(workshop.received.map(({ attempt }) => attempt.idempotencyKey)).size).toBe(1);
  });

  it('has failed with a reason once the tries are used up', async () => {
    answers('sixth-example', 'temporary', 'temporary', 'temporary', 'temporary');
    const { reportId } = await fileOne('sixth-example');
    await untilDone();
    expect(await read(reportId)).toMatchObject({ word: 'failed', waitingFor: 'SEND.RETRIES_USED_UP' });
    expect(workshop.received).toHaveLength(4);
  });

  it.each(['rateLimited', 'quotaExhausted', 'credentials'] as const)(
    'holds the whole platform after %s, and no other',
    async (kind) => {
      answers('lookup-example', kind);
      await fileOne('lookup-example');
      await workshop.sendDue();
      const late = await fileOne('lookup-example');
      const other = await fileOne('dedupe-example');
      await workshop.sendDue();
      expect((await read(late.reportId)).word).toBe('queued');
      expect((await read(other.reportId)).word).toBe('sent');
      const [standing] = (await workshop.stores.platforms.list()).filter(({ heldBecause }) => heldBecause);
      expect(standing).toMatchObject({
        platform: 'lookup-example',
        heldBecause: `SYNTHETIC.${kind.toUpperCase()}`,
      });
      await untilDone();
      expect((await read(late.reportId)).word).toBe('sent');
    },
  );

  it('spends no try on waiting that the platform asked for', async () => {
    answers('sixth-example', ...Array.from({ length: 8 }, () => 'rateLimited' as const), 'temporary');
    const { reportId } = await fileOne('sixth-example');
    await untilDone();
    expect((await read(reportId)).word).toBe('sent');
  });

  it('has failed at once where the platform will not take it', async () => {
    answers('sixth-example', 'refused');
    const { reportId, submission } = await fileOne('sixth-example');
    await untilDone();
    expect(await read(reportId)).toMatchObject({ word: 'failed', waitingFor: 'SYNTHETIC.REFUSED' });
    expect(await outcomes(submission.id)).toEqual(['refused']);
  });
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

describe('a worker that may wait no longer', () => {
  it('hands back its sends as the channel demands when nobody knows', async () => {
    const report = await workshop.file(['sixth-example', 'dedupe-example']);
    for (const key of ['sixth-example', 'dedupe-example'] as const)
      workshop.behave[key].submit = () => new Promise(() => undefined);
    const { sendSubmissions } = workshop.cases;
    for (const key of ['sixth-example', 'dedupe-example']) await sendSubmissions.run(key);
    sendSubmissions.giveUp();
    await sendSubmissions.settled();
    for (const { id } of report.submissions) expect(await outcomes(id)).toEqual(['unknown']);
    const { submissions } = await workshop.view(report.id);
    expect(submissions.map(({ delivery }) => delivery)).toEqual(['RETRY_WAIT', 'RETRY_WAIT']);
    expect(await workshop.schema.rows('SELECT round FROM submissions ORDER BY ordinal')).toEqual([
      { round: 1 },
      { round: 0 },
    ]);
    // It stopped as well: nothing more is claimed.
    await workshop.schema.pass(3_600_000);
    await workshop.sendDue();
    expect(workshop.received).toHaveLength(2);
  });
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
