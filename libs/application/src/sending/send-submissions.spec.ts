import { sendingWorkshop } from '../../../../test/support/sending-workshop.js';
import { until } from '../../../../test/support/services/until.js';
import { watchQueries } from '../../../../test/support/watch-queries.js';
import type { Workshop } from '../../../../test/support/workshop.js';

const { current, answers, fileOne, read, outcomes, types, untilDone } = sendingWorkshop();
let workshop: Workshop;
beforeEach(() => {
  workshop = current();
});

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

describe('a worker that may wait no longer', () => {
  it('hands back its sends as the channel demands when nobody knows', async () => {
    const report = await workshop.file(['sixth-example', 'dedupe-example']);
    for (const key of ['sixth-example', 'dedupe-example'] as const)
      workshop.behave[key].submit = () => new Promise(() => undefined);
    const { sendSubmissions } = workshop.cases;
    for (const key of ['sixth-example', 'dedupe-example']) await sendSubmissions.run(key);
    await until('both platforms were called', async () => workshop.received.length === 2);
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
