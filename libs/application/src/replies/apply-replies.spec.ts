import { KeyServiceFault } from '#application';
import { unprovenOrigin, type Fact, type MailOrigin } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { replyDesk } from '../../../../test/support/reply-desk.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool, ['Synthetic words'])).toEqual([]);
  await workshop.close();
});

const sixth = 'sixth-example' as const;
const { apply, aSent, read, replyRow } = replyDesk(() => workshop);
const acknowledged: Fact = { kind: 'acknowledged', atMs: 1_000, externalRef: 'SYN-77001' };
const removed: Fact = { kind: 'actioned', atMs: 2_000, effects: ['CONTENT_REMOVED'] };

describe('a reply that says what we know how to take', () => {
  it('moves its submission and is applied, in one commit', async () => {
    const { reportId, submission } = await aSent();
    const id = await workshop.reply(submission as never, [acknowledged, removed]);
    expect(await apply()).toBe(1);
    expect(await read(reportId)).toMatchObject({
      word: 'removed',
      delivery: 'ACKNOWLEDGED',
      externalRef: 'SYN-77001',
    });
    expect(await replyRow(id)).toMatchObject({
      ...{ state: 'APPLIED', meaning: ['acknowledged', 'actioned'], submission_id: submission.id },
    });
    expect(await apply()).toBe(0);
  });

  it('changes nothing when it comes a second time in other words', async () => {
    const { reportId, submission } = await aSent();
    await workshop.reply(submission as never, [acknowledged, removed]);
    await apply();
    const before = await workshop.view(reportId);
    const again = await workshop.reply(submission as never, [removed]);
    await apply();
    expect(await workshop.view(reportId)).toEqual(before);
    expect(await replyRow(again)).toMatchObject({ state: 'APPLIED' });
  });

  it('counts by when the platform wrote it, not by when it came', async () => {
    const { reportId, submission } = await aSent();
    await workshop.reply(submission as never, [
      { kind: 'refused', atMs: 9_000, reason: 'NO_POLICY_VIOLATION' },
    ]);
    await workshop.reply(submission as never, [{ kind: 'informationRequested', atMs: 3_000 }]);
    await apply();
    expect((await read(reportId)).word).toBe('refused');
  });

  it('never takes a time to come, nor that of the process that received it', async () => {
    const times: (readonly number[])[] = [];
    const { submission } = await aSent();
    workshop.behave[sixth].readReply = ({ writtenAtMs, receivedAtMs }) => {
      times.push([writtenAtMs, receivedAtMs]);
      return { outcome: 'understood', facts: [] };
    };
    jest.spyOn(Date, 'now').mockReturnValue(0);
    const [{ now_ms: nowMs }] = (await workshop.schema.rows(
      'SELECT floor(extract(epoch FROM now()) * 1000)::float8 AS now_ms',
    )) as [{ now_ms: number }];
    for (const writtenAtMs of [null, 5_000, nowMs + 86_400_000])
      await workshop.reply(submission as never, [], { writtenAtMs });
    jest.restoreAllMocks();
    await apply();
    const received = times.map(([, at]) => at ?? 0);
    expect(received.every((at) => at >= nowMs)).toBe(true);
    expect(times.map(([written]) => written)).toEqual([received[0], 5_000, received[2]]);
  });

  it('gives a decision its time to come due, where the platform was not known to have the notice', async () => {
    const { reportId, submission } = await aSent();
    await workshop.schema.rows(
      `UPDATE submissions SET delivery = 'UNCERTAIN', word = 'delivery_uncertain', sent_at = NULL, due_at = NULL`,
    );
    await workshop.reply(submission as never, [acknowledged]);
    await apply();
    const { sentAtMs, dueAtMs } = await read(reportId);
    expect(dueAtMs).toBe((sentAtMs ?? 0) + 604_800_000);
  });

  it('moves several submissions of several reports side by side', async () => {
    const report = await workshop.file([sixth, 'lookup-example', 'dedupe-example']);
    const other = await workshop.file([sixth]);
    await workshop.sendDue();
    for (const submission of [...report.submissions, ...other.submissions])
      await workshop.reply(submission as never, [{ kind: 'reviewStarted', atMs: 5 }]);
    expect(await apply()).toBe(4);
    expect((await workshop.view(report.id)).counts).toEqual({ under_review: 3 });
    expect((await workshop.view(other.id)).counts).toEqual({ under_review: 1 });
  });
});

describe('a reply that comes late, twice or too early', () => {
  it('is kept for a report that was withdrawn, and does not bring it back', async () => {
    const { reportId, submission } = await aSent();
    await workshop.schema.rows(`UPDATE submissions SET delivery = 'CANCELLED', word = 'withdrawn'`);
    const id = await workshop.reply(submission as never, [removed]);
    for (const waitMs of [0, 60_000, 600_000, 3_600_000, 36_000_000]) {
      await workshop.schema.pass(waitMs);
      await apply();
    }
    expect(await replyRow(id)).toMatchObject({ state: 'REFUSED', meaning: ['actioned'] });
    expect((await read(reportId)).word).toBe('withdrawn');
  });

  it('overtakes the receipt that it is known by, and the receipt changes nothing then', async () => {
    const { reportId, submission } = await aSent();
    await workshop.reply(submission as never, [removed]);
    await apply();
    await workshop.reply(submission as never, [acknowledged]);
    await apply();
    expect(await read(reportId)).toMatchObject({ word: 'removed', externalRef: 'SYN-77001' });
  });

  it('keeps where a restriction holds, and the earlier case that ours repeats', async () => {
    const one = await aSent();
    const geo: Fact = { kind: 'actioned', atMs: 2_000, effects: ['GEO_RESTRICTED'], territories: ['BE'] };
    await workshop.reply(one.submission as never, [geo]);
    await workshop.reply(one.submission as never, [{ ...geo, atMs: 3_000, territories: ['BE', 'FR'] }]);
    const other = await aSent();
    await workshop.reply(other.submission as never, [{ kind: 'duplicate', atMs: 2_000, ofRef: 'SYN-77000' }]);
    await apply();
    expect(await read(one.reportId)).toMatchObject({ word: 'restricted', territories: ['BE', 'FR'] });
    expect(await read(other.reportId)).toMatchObject({ word: 'duplicate', duplicateOf: 'SYN-77000' });
    await workshop.reply(one.submission as never, [{ kind: 'reversed', atMs: 4_000 }]);
    await apply();
    expect(await read(one.reportId)).toMatchObject({ effects: [], territories: [] });
  });
});

describe('a reply that names persons', () => {
  const answered: Fact = { kind: 'asksAnswered', atMs: 2_000, answers: { IDENTIFY_ADMINS: 'YES' } };
  const aNaming = async () => {
    const sent = await aSent();
    workshop.behave[sixth].readReply = () => ({
      outcome: 'understood',
      facts: [answered],
      namesPersons: true,
    });
    const replyId = await workshop.reply(sent.submission as never, [answered], {
      subject: 'Synthetic words',
    });
    await apply();
    return { ...sent, replyId };
  };

  it('is recorded as an answer, and waits for a person', async () => {
    const { reportId, replyId } = await aNaming();
    expect((await read(reportId)).askAnswers).toEqual({ IDENTIFY_ADMINS: 'YES' });
    expect(await replyRow(replyId)).toMatchObject({ state: 'NAMES_PERSONS', meaning: ['asksAnswered'] });
    const events = await workshop.schema.rows(
      'SELECT type FROM events WHERE report_id = $1 ORDER BY sequence',
      [reportId],
    );
    expect(events.at(-1)).toEqual({ type: 'reply.names_persons' });
    expect(await apply()).toBe(0);
  });

  it('is shown once, to one of many who ask; then its key is gone, and what it meant remains', async () => {
    const { reportId, replyId } = await aNaming();
    const shown = await Promise.all(
      ['One', 'Other', 'Third'].map((person) => workshop.cases.showReplyOnce.run(replyId, person)),
    );
    expect(shown.filter((each) => each !== undefined)).toMatchObject([{ subject: 'Synthetic words' }]);
    expect(await workshop.cases.showReplyOnce.run(replyId, 'One')).toBeUndefined();
    expect(await workshop.schema.rows('SELECT 1 FROM data_keys WHERE owner_id = $1', [replyId])).toEqual([]);
    const kept = await workshop.schema.rows(
      'SELECT state, meaning, sealed, content_hash IS NOT NULL AS has_hash, shown_by FROM replies WHERE id = $1',
      [replyId],
    );
    expect(kept).toMatchObject([
      { state: 'APPLIED', meaning: ['asksAnswered'], sealed: null, has_hash: true },
    ]);
    expect(['One', 'Other', 'Third']).toContain(kept[0]?.shown_by);
    expect((await read(reportId)).askAnswers).toEqual({ IDENTIFY_ADMINS: 'YES' });
  });

  it('waits also where nothing else of it can be read', async () => {
    const { submission } = await aSent();
    workshop.behave[sixth].readReply = () => ({ outcome: 'unreadable', namesPersons: true });
    const id = await workshop.reply(submission as never, 'nonsense');
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'NAMES_PERSONS', meaning: [] });
  });

  it('is not destroyed while it cannot be opened', async () => {
    const { replyId } = await aNaming();
    const broken = [replyId, Buffer.alloc(61, 1)];
    await workshop.schema.rows('UPDATE data_keys SET wrapped = $2 WHERE owner_id = $1', broken);
    await expect(workshop.cases.showReplyOnce.run(replyId, 'One')).rejects.toThrow();
    expect(await replyRow(replyId)).toMatchObject({ state: 'NAMES_PERSONS' });
  });
});

describe('a reply that fits by its number only', () => {
  it('finds its submission, also when the mail with the number is in the same batch and came later', async () => {
    const { reportId, submission } = await aSent();
    const text = `${JSON.stringify([removed]).slice(0, -1)},{"kind":"reviewStarted","atMs":1,"of":"SYN-77001"}]`;
    const byNumber = await workshop.reply({ platform: sixth }, 'nonsense', { text });
    await workshop.reply(submission as never, [acknowledged]);
    await apply();
    expect(await replyRow(byNumber)).toMatchObject({ state: 'APPLIED', submission_id: submission.id });
    expect((await read(reportId)).word).toBe('removed');
  });

  it('is left to staff where two submissions have that number', async () => {
    await aSent();
    await aSent();
    await workshop.schema.rows(`UPDATE submissions SET external_ref = 'SYN-77001'`);
    const id = await workshop.reply({ platform: sixth }, 'nonsense', { subject: 'About SYN-77001' });
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'UNMATCHED', submission_id: null });
  });
});

describe('a reply for staff', () => {
  it('is kept with its text where nobody can place it', async () => {
    const id = await workshop.reply({ platform: sixth }, [removed]);
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'UNMATCHED' });
  });

  it('is kept where nobody can read it, and nothing is guessed', async () => {
    const { reportId, submission } = await aSent();
    const before = await workshop.view(reportId);
    const id = await workshop.reply(submission as never, 'nonsense');
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'UNREADABLE', submission_id: submission.id });
    expect((await workshop.view(reportId)).submissions).toEqual(before.submissions);
    const [told] = await workshop.schema.rows('SELECT type FROM events ORDER BY sequence DESC LIMIT 1');
    expect(told).toEqual({ type: 'reply.unreadable' });
  });

  it('is read anew once a person says whose it is', async () => {
    const { reportId, submission } = await aSent();
    const id = await workshop.reply({ platform: sixth }, [removed]);
    await apply();
    await workshop.stores.replies.assign(id, submission.id);
    await apply();
    expect((await read(reportId)).word).toBe('removed');
  });
});

describe('a reply that the state refuses', () => {
  it('waits, for it may have overtaken our own commit, and is applied once it fits', async () => {
    const report = await workshop.file([sixth]);
    const id = await workshop.reply(report.submissions[0] as never, [removed]);
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'WAITING' });
    await workshop.sendDue();
    expect(await apply()).toBe(0);
    await workshop.schema.pass(2_000);
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'APPLIED' });
    expect((await read(report.id)).word).toBe('removed');
  });

  it('goes to staff after its waits', async () => {
    const report = await workshop.file([sixth]);
    const id = await workshop.reply(report.submissions[0] as never, [removed]);
    const states = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await apply();
      states.push((await replyRow(id))?.state);
      await workshop.schema.pass(10_000);
    }
    expect(states).toEqual(['WAITING', 'WAITING', 'REFUSED', 'REFUSED']);
    expect((await read(report.id)).word).toBe('queued');
  });
});

describe('a mail whose origin proves nothing', () => {
  const says = (origin?: Partial<MailOrigin>) => ({
    origin: origin && { ...unprovenOrigin, fromDomain: 'sixth.example', ...origin },
  });
  const stateAfter = async (more: object, mode: 'rehearsed' | 'armed' = 'rehearsed') => {
    const { reportId, submission } = await aSent();
    await workshop.schema.rows('UPDATE submissions SET mode = $1', [mode]);
    const id = await workshop.reply(submission as never, [removed], more);
    await apply();
    const { state, code } = (await replyRow(id)) ?? {};
    return [(await read(reportId)).word, state, code];
  };
  const untrusted = ['sent', 'UNMATCHED', 'REPLY.ORIGIN_UNTRUSTED'];
  const trusted = ['removed', 'APPLIED', null];

  it('moves nothing and goes to staff with the reason, also where nothing was looked at', async () => {
    expect(await stateAfter(says({}))).toEqual(untrusted);
    expect(await stateAfter(says())).toEqual(untrusted);
    expect(await stateAfter(says({ hasPassedDmarc: true }))).toEqual(trusted);
  });

  it('is believed of the simulator for what was sent to it, and for nothing that was sent for real', async () => {
    expect(await stateAfter(says({ isSimulated: true }))).toEqual(trusted);
    expect(await stateAfter(says({ isSimulated: true, hasPassedDmarc: true }), 'armed')).toEqual(untrusted);
    expect(await stateAfter(says({ hasPassedDmarc: true }), 'armed')).toEqual(trusted);
  });

  it('goes to staff by its number as well, and moves what a person says it is about', async () => {
    const { reportId, submission } = await aSent();
    await workshop.reply(submission as never, [acknowledged]);
    await apply();
    const text = `${JSON.stringify([removed]).slice(0, -1)},{"kind":"reviewStarted","atMs":1,"of":"SYN-77001"}]`;
    const id = await workshop.reply({ platform: sixth }, 'nonsense', { text, ...says({}) });
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'UNMATCHED', code: 'REPLY.ORIGIN_UNTRUSTED' });
    await workshop.stores.replies.assign(id, submission.id);
    await apply();
    expect((await read(reportId)).word).toBe('removed');
  });

  it('that is incomplete is read by nobody but a person', async () => {
    const { reportId, submission } = await aSent();
    const id = await workshop.reply(submission as never, [removed], { isIncomplete: true });
    await apply();
    expect([(await read(reportId)).word, (await replyRow(id))?.state]).toEqual(['sent', 'UNREADABLE']);
  });
});

describe('a reply claimed by two', () => {
  it('is applied once: who paused beyond the lease changes nothing', async () => {
    const { reportId, submission } = await aSent();
    const id = await workshop.reply(submission as never, [
      { kind: 'memberReportRequired', atMs: 5, channel: 'sixth-mail' },
    ]);
    const { replies } = workshop.stores;
    const claimDue = replies.claimDue.bind(replies);
    let isFirst = true;
    // The first holder pauses between its claim and its commit; another one does the work meanwhile, then staff act.
    replies.claimDue = async (limit, leaseMs) => {
      const claimed = await claimDue(limit, leaseMs);
      if (!isFirst) return claimed;
      isFirst = false;
      await workshop.schema.pass(30_000);
      await apply();
      await workshop.cases.recordByStaff.run(submission.id, { facts: () => [{ kind: 'sendConfirmed' }] });
      return claimed;
    };
    await apply();
    expect(await read(reportId)).toMatchObject({ word: 'sent', delivery: 'SENT' });
    expect(await replyRow(id)).toMatchObject({ state: 'APPLIED', tries: 2 });
    const events = await workshop.schema.rows(`SELECT 1 FROM events WHERE type = 'submission.handed_off'`);
    expect(events).toHaveLength(1);
  });
});

describe('a reply that breaks us', () => {
  it('goes to staff, and the others of its batch are applied: no key opens it', async () => {
    const [one, other] = [await aSent(), await aSent()];
    const broken = await workshop.reply(one.submission as never, [removed]);
    await workshop.reply(other.submission as never, [removed]);
    await workshop.schema.rows('UPDATE data_keys SET wrapped = $2 WHERE owner_id = $1', [
      broken,
      Buffer.alloc(61, 1),
    ]);
    await apply();
    expect(await replyRow(broken)).toMatchObject({ state: 'UNREADABLE' });
    expect((await read(other.reportId)).word).toBe('removed');
    expect(workshop.log.of('reply.not_opened')).toHaveLength(1);
  });

  it('waits uncounted while the key service is away, for as long as that takes, and is applied then', async () => {
    const { reportId, submission } = await aSent();
    const id = await workshop.reply(submission as never, [removed]);
    const away = jest
      .spyOn(workshop.cipher, 'openKey')
      .mockRejectedValue(new KeyServiceFault('KEYS.TOKEN', 'Synthetic.'));
    for (let n = 0; n < 20; n += 1) {
      expect(await apply()).toBe(1);
      expect(await replyRow(id)).toMatchObject({ state: 'NEW', tries: 0 });
      expect(await apply()).toBe(0);
      await workshop.schema.pass(5_000);
    }
    away.mockRestore();
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'APPLIED' });
    expect((await read(reportId)).word).toBe('removed');
  });

  it('goes to staff, and the others of its batch are applied: the reader throws', async () => {
    const [one, other] = [await aSent(), await aSent()];
    const broken = await workshop.reply(one.submission as never, [], { text: '[not json' });
    await workshop.reply(other.submission as never, [removed]);
    await apply();
    expect(await replyRow(broken)).toMatchObject({ state: 'UNREADABLE' });
    expect((await read(other.reportId)).word).toBe('removed');
  });

  it('holds up no other report where it cannot be stored', async () => {
    const [one, other] = [await aSent(), await aSent()];
    const broken = await workshop.reply(one.submission as never, [
      { ...acknowledged, externalRef: 'SYN\u0000' },
    ]);
    await workshop.reply(other.submission as never, [removed]);
    await apply();
    expect((await read(other.reportId)).word).toBe('removed');
    expect(await replyRow(broken)).toMatchObject({ state: 'NEW' });
    expect(workshop.log.of('reply.apply_failed')[0]?.fields).toMatchObject({ replyIds: [broken] });
  });

  it('goes to staff once it was claimed again and again without an end', async () => {
    const { submission } = await aSent();
    const id = await workshop.reply(submission as never, [removed]);
    for (let crash = 0; crash < 12; crash += 1) {
      await workshop.stores.replies.claimDue(10, 1);
      await workshop.schema.pass(1_000);
    }
    await apply();
    expect(await replyRow(id)).toMatchObject({ state: 'UNREADABLE', tries: 13 });
  });
});

describe('the log', () => {
  it('names replies, platforms and outcomes, and nothing that was written', async () => {
    const { submission } = await aSent();
    await workshop.reply(submission as never, 'nonsense', {
      subject: 'Synthetic subject',
      from: 'a.person@platform.example',
    });
    await workshop.reply({ platform: sixth }, [removed], { from: 'a.person@platform.example' });
    await apply();
    const said = JSON.stringify(workshop.log.lines);
    expect(said).not.toMatch(/Synthetic (words|subject|explanation)|a\.person|sixth\.example\/~/);
    expect(workshop.log.of('reply.received')).toHaveLength(2);
  });
});
