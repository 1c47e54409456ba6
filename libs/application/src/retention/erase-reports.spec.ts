import { EraseDue, EraseReport, KeepReport, type RetentionRules } from '#application';
import { PgRetentionStore } from '#persistence';
import { uuidv7 } from 'uuidv7';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

const day = 86_400_000;
const canary = 'synthetic-canary-4711';
const rules = {
  ...{ isOn: true, reportsForMs: 180 * day, unmatchedRepliesForMs: 180 * day, checkEveryMs: 60_000 },
  byCategoryMs: { SEXTORTION: 30 * day },
};
const by = { id: 'one', name: 'Desk one' };

let workshop: Workshop;
let retention: PgRetentionStore;
let nowMs = 0;
beforeAll(async () => {
  workshop = await openWorkshop();
  retention = new PgRetentionStore(workshop.schema.pool);
});
afterAll(async () => {
  expect(await brokenPromises(workshop.schema.pool, [canary])).toEqual([]);
  await workshop.close();
});

const parts = () => ({
  ...{ reports: workshop.stores.reports, retention },
  ids: { uuid: uuidv7 },
});
const eraseDue = (more: Partial<RetentionRules> = {}) =>
  new EraseDue({
    ...{ ...parts(), log: workshop.log, rules: { ...rules, ...more } },
    clock: { now: () => (nowMs += rules.checkEveryMs) },
  });
const keep = () => new KeepReport({ ...parts(), cipher: workshop.cipher });
const erase = (reportId: string) => new EraseReport(parts()).run(reportId, by);
const isErased = async (reportId: string) => {
  const [row] = await workshop.schema.rows('SELECT erased_at FROM reports WHERE id = $1', [reportId]);
  return row?.['erased_at'] !== null;
};
const keysOf = async (reportId: string) =>
  workshop.schema.rows(
    `SELECT 1 FROM data_keys WHERE owner_id = $1 OR owner_id IN (
       SELECT p.id FROM replies p JOIN submissions s ON s.id = p.submission_id WHERE s.report_id = $1)`,
    [reportId],
  );
/** A report that was sent and answered, with the canary in every text. */
async function answered(more: Parameters<Workshop['file']>[1] = {}) {
  const report = await workshop.file(['lookup-example'], {
    ...{ explanation: `Explanation ${canary}.`, confidential: ['Synthetic Otherperson'] },
    ...more,
  });
  await workshop.sendDue();
  const [submission] = report.submissions;
  const facts = [{ kind: 'acknowledged', atMs: Date.now(), externalRef: 'SYN-0815' }] as const;
  await workshop.reply({ reference: submission!.reference, platform: 'lookup-example' }, facts, {
    subject: canary,
    inReplyTo: [`${submission!.id}.0@uniflag.example`],
  });
  await workshop.cases.applyReplies.run();
  return { id: report.id, reference: report.reference, submission: submission! };
}

describe('the personal part of a report', () => {
  it('is destroyed when its time is over, with every text and key, and its record stays', async () => {
    const { id, reference, submission } = await answered();
    expect(await keysOf(id)).toHaveLength(2);
    expect(await eraseDue().run()).toBe(0);
    await workshop.schema.pass(181 * day);
    expect(await retention.countDue(rules)).toEqual({ CYBERBULLYING: 1 });
    expect(await retention.due(rules, 10)).toMatchObject([{ reference, category: 'CYBERBULLYING' }]);
    expect(await eraseDue().run()).toBe(1);
    expect(await keysOf(id)).toEqual([]);
    await expect(workshop.view(id)).rejects.toThrow(`${reference} was erased`);
    const [row] = await workshop.schema.rows(
      `SELECT r.explanation, r.confidential, r.status, s.target, s.external_ref, s.word, s.content_hash, p.sealed
       FROM reports r JOIN submissions s ON s.report_id = r.id JOIN replies p ON p.submission_id = s.id WHERE r.id = $1`,
      [id],
    );
    expect(row).toMatchObject({
      ...{ explanation: null, confidential: null, target: null, external_ref: null, sealed: null },
      ...{ status: 'IN_PROGRESS', word: 'acknowledged' },
    });
    expect(row?.['content_hash']).not.toBeNull();
    const events = await workshop.schema.rows(
      `SELECT detail FROM events WHERE report_id = $1 AND type = 'report.erased'`,
      [id],
    );
    expect(events).toEqual([{ detail: { reason: 'RETENTION', actor: 'WORKER' } }]);
    const [proof] = await retention.erasures(1);
    expect(proof).toMatchObject({ reference, because: 'RETENTION', by: null, keysDestroyed: 2 });
    expect(proof?.keyFingerprints.every((print) => /^[0-9a-f]{64}$/.test(print))).toBe(true);
    expect(await eraseDue().run()).toBe(0);
    expect(await erase(id)).toEqual({ outcome: 'repeated' });
    await workshop.schema.pass(90 * day);
    await workshop.cases.escalateOverdue.run();
    await workshop.answerDue();
    expect(workshop.reminded).toEqual([]);
    // Whoever files the same content again is told of it, by the keyed hash alone.
    const again = await workshop.fileAnswer({ targets: [{ input: submission.target.input }] });
    expect(again).toMatchObject({
      answer: expect.stringContaining(`"earlierReference":"${reference}"`) as string,
    });
    await workshop.sendDue();
  });

  it('has a time of its own by category', async () => {
    const [usual, urgent] = [await answered(), await answered({ category: 'SEXTORTION' })];
    await workshop.schema.pass(31 * day);
    await eraseDue().run();
    expect([await isErased(usual.id), await isErased(urgent.id)]).toEqual([false, true]);
  });

  it('is kept while it is held, on its way, or kept for a reason', async () => {
    const hold = { reason: 'POLICE_FIRST', untilMs: Date.now() + day, note: null, by } as const;
    const held = await workshop.file(['lookup-example'], { hold });
    const kept = await answered();
    const waiting = await workshop.file(['dedupe-example']);
    const input = { reason: 'PROCEEDINGS', untilMs: Date.now() + 400 * day, note: canary, by } as const;
    expect(await keep().keep(kept.id, input)).toEqual({ outcome: 'done' });
    expect(await keep().keep(kept.id, { ...input, note: null })).toEqual({ outcome: 'repeated' });
    await workshop.schema.pass(300 * day);
    await eraseDue().run();
    for (const { id } of [held, waiting, kept]) expect(await isErased(id)).toBe(false);
    expect(await erase(held.id)).toEqual({ outcome: 'refused', code: 'REPORT.HELD' });
    expect(await erase(waiting.id)).toEqual({ outcome: 'refused', code: 'REPORT.ON_ITS_WAY' });
    expect(await erase(kept.id)).toEqual({ outcome: 'refused', code: 'REPORT.KEPT' });
    expect(await keep().lift(kept.id, by)).toEqual({ outcome: 'done' });
    await workshop.schema.pass(181 * day);
    await eraseDue().run();
    expect(await isErased(kept.id)).toBe(true);
    await workshop.cases.releaseReport.run(held.id, { id: 'two', name: 'Desk two' });
    await workshop.sendDue();
  });

  it('is destroyed at once where somebody asks for it, and the proof says who did', async () => {
    const { id, reference } = await answered();
    expect(await erase(id)).toEqual({ outcome: 'done' });
    expect((await retention.erasures(1))[0]).toMatchObject({ reference, because: 'REQUEST', by: 'Desk one' });
    expect(await keep().keep(id, { reason: 'OTHER', untilMs: null, note: null, by })).toEqual({
      outcome: 'notFound',
    });
  });

  it('takes along answers that come later, once they were understood', async () => {
    const { id, submission } = await answered();
    await erase(id);
    await workshop.reply({ reference: submission.reference, platform: 'lookup-example' }, [
      { kind: 'actioned', atMs: Date.now(), effects: ['CONTENT_REMOVED'] },
    ]);
    await workshop.cases.applyReplies.run();
    expect(await keysOf(id)).toHaveLength(1);
    await eraseDue().run();
    expect(await keysOf(id)).toEqual([]);
    const [row] = await workshop.schema.rows('SELECT word FROM submissions WHERE report_id = $1', [id]);
    expect(row).toEqual({ word: 'removed' });
  });

  it('is erased by one of several workers, once', async () => {
    const reports = [];
    for (let n = 0; n < 5; n += 1) reports.push(await answered());
    await eraseDue().run();
    await workshop.schema.pass(181 * day);
    const due = Object.values(await retention.countDue(rules)).reduce((sum, each) => sum + each, 0);
    const counts = await Promise.all([eraseDue().run(2), eraseDue().run(2), eraseDue().run(2)]);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(due);
    for (const { id } of reports) expect(await keysOf(id)).toEqual([]);
  });
});

describe('answers that belong to no report', () => {
  it('are destroyed when their time is over', async () => {
    const replyId = await workshop.reply({ platform: 'lookup-example' }, 'nonsense', { text: canary });
    await workshop.cases.applyReplies.run();
    await eraseDue().run();
    const read = () =>
      workshop.schema.rows('SELECT state, sealed IS NULL AS gone FROM replies WHERE id = $1', [replyId]);
    expect(await read()).toEqual([{ state: 'UNMATCHED', gone: false }]);
    await workshop.schema.pass(181 * day);
    await eraseDue().run();
    expect(await read()).toEqual([{ state: 'DISMISSED', gone: true }]);
  });
});
