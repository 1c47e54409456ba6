import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';
import type { CorrectInput } from './correct-report.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
beforeEach(() => {
  for (const list of [workshop.received, workshop.reminded]) list.splice(0);
});
afterAll(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

const correct = async (reportId: string, more: Partial<CorrectInput>) =>
  workshop.cases.correctReport.run({ view: await workshop.view(reportId), by: 'Desk one', ...more });
const rightAddress = (submissionId: string) => ({
  targets: [{ submissionId, input: `https://sixth.example/~/${(right += 1)}` }],
});
let right = 555_000_000_000;
const aReport = async (on: readonly Key[], isSent: boolean) => {
  const report = await workshop.file(on);
  if (isSent) await workshop.sendDue();
  workshop.received.splice(0);
  return report;
};

describe('before it leaves', () => {
  it('simply changes: what leaves is what was corrected', async () => {
    const report = await aReport(['sixth-example'], false);
    const more = { category: 'HATE', explanation: 'Synthetic, corrected.' };
    expect(await correct(report.id, more)).toMatchObject({ outcome: 'done' });
    await workshop.sendDue();
    expect(workshop.received).toMatchObject([
      { notice: { category: { code: 'HATE' }, explanation: 'Synthetic, corrected.' } },
    ]);
    const view = await workshop.view(report.id);
    expect(view).toMatchObject({ category: 'HATE', explanation: 'Synthetic, corrected.' });
    expect(view.submissions).toHaveLength(1);
    expect(await correct(report.id, { category: 'HATE' })).toEqual({ outcome: 'repeated' });
    const events = await workshop.schema.rows(
      `SELECT detail FROM events WHERE report_id = $1 AND type = 'report.corrected'`,
      [report.id],
    );
    expect(events).toEqual([{ detail: { corrected: ['category', 'explanation'], actor: 'STAFF' } }]);
  });

  it('goes to the right address alone', async () => {
    const report = await aReport(['sixth-example'], false);
    const { id } = report.submissions[0]!;
    expect(await correct(report.id, rightAddress(id))).toMatchObject({ outcome: 'done' });
    await workshop.sendDue();
    expect(workshop.received.map(({ notice }) => notice.target.url)).toEqual([
      `https://sixth.example/~/${right}`,
    ]);
    const [wrong, better] = (await workshop.view(report.id)).submissions;
    expect(wrong).toMatchObject({ word: 'withdrawn', correctedBy: better?.id });
    expect(wrong?.withdrawal).toMatchObject({ reason: 'WRONG_ADDRESS', standing: [] });
    expect(better).toMatchObject({ word: 'sent', corrects: id });
  });

  it('is checked as it is when filed, and by what was read', async () => {
    const report = await aReport(['sixth-example'], false);
    const stale = await workshop.view(report.id);
    expect(await correct(report.id, { category: 'NONE_SUCH' })).toMatchObject({
      ...{ outcome: 'invalid', errors: [{ pointer: '/category', code: 'CATEGORY.UNKNOWN' }] },
    });
    expect(await correct(report.id, { explanation: 'Write to synthetic@example.org' })).toMatchObject({
      ...{ outcome: 'invalid', errors: [{ pointer: '/explanation', code: 'OUTGOING.EMAIL' }] },
    });
    const input = 'nothing that has an address';
    expect(
      await correct(report.id, { targets: [{ submissionId: report.submissions[0]!.id, input }] }),
    ).toMatchObject({ outcome: 'invalid', errors: [{ pointer: '/targets/0/input' }] });
    expect(await correct(report.id, { targets: [{ submissionId: '', input }] })).toMatchObject({
      ...{ outcome: 'invalid', errors: [{ code: 'SUBMISSION.NOT_IN_REPORT' }] },
    });
    await correct(report.id, { category: 'HATE' });
    expect(await correct(report.id, { view: stale, category: 'THREAT' })).toEqual({ outcome: 'stale' });
  });

  it('stays held where its report is', async () => {
    await workshop.sendDue();
    const report = await aReport(['sixth-example'], false);
    await workshop.cases.holdReport.run(report.id, {
      ...{ reason: 'OTHER', untilMs: Date.now() + 86_400_000, note: null, by: { id: '1', name: 'one' } },
    });
    await correct(report.id, rightAddress(report.submissions[0]!.id));
    await workshop.sendDue();
    expect(workshop.received).toEqual([]);
    expect((await workshop.view(report.id)).submissions[1]?.word).toBe('blocked');
  });
});

describe('into a category that a second person confirms', () => {
  const gradedBy = { id: 'one', name: 'one' };
  const release = (id: string, by: string) =>
    workshop.cases.releaseReport.run(id, { id: by, name: by }, true);

  it('is held from the same change on, and goes out once somebody else confirms it', async () => {
    const report = await aReport(['sixth-example'], false);
    expect(await correct(report.id, { category: 'HATE', gradedBy })).toMatchObject({ outcome: 'done' });
    await workshop.sendDue();
    expect(workshop.received).toEqual([]);
    expect((await workshop.view(report.id)).hold).toMatchObject({
      ...{ by: 'one', reason: 'CATEGORY_UNCONFIRMED', isUngraded: true },
    });
    expect(await release(report.id, 'one')).toMatchObject({ outcome: 'refused' });
    expect(await release(report.id, 'two')).toEqual({ outcome: 'done' });
    await workshop.sendDue();
    expect(workshop.received.map(({ notice }) => notice.category.code)).toEqual(['HATE']);
  });

  it('is not told to a platform before, and waits with a hold that there is', async () => {
    const report = await aReport(['sixth-example'], true);
    await correct(report.id, { category: 'HATE', gradedBy });
    await workshop.answerDue();
    expect(workshop.reminded).toEqual([]);
    await release(report.id, 'two');
    await workshop.answerDue();
    expect(workshop.reminded).toMatchObject([{ about: 'CORRECTION' }]);

    const held = await aReport(['sixth-example'], false);
    await workshop.cases.holdReport.run(held.id, {
      ...{ reason: 'OTHER', untilMs: Date.now() + 86_400_000, note: null, by: { id: '1', name: '1' } },
    });
    await correct(held.id, { category: 'HATE', gradedBy });
    expect((await workshop.view(held.id)).hold).toMatchObject({ by: '1', reason: 'OTHER', isUngraded: true });
    expect(await release(held.id, 'one')).toMatchObject({ code: 'HOLD.SECOND_PERSON' });
    expect(await release(held.id, '1')).toMatchObject({ code: 'HOLD.SECOND_PERSON' });
    expect(await release(held.id, 'two')).toEqual({ outcome: 'done' });
  });

  it('holds nothing where the category stays', async () => {
    const report = await aReport(['sixth-example'], false);
    await correct(report.id, { explanation: 'Synthetic, corrected.', gradedBy });
    expect((await workshop.view(report.id)).hold).toBeNull();
  });
});

describe('after it left', () => {
  it('tells each platform of the category in its own way, by reference', async () => {
    const report = await aReport(['sixth-example', 'lookup-example'], true);
    expect(await correct(report.id, { category: 'HATE' })).toMatchObject({ outcome: 'done' });
    await workshop.answerDue();
    expect(workshop.received).toEqual([]);
    expect(workshop.reminded).toMatchObject([{ about: 'CORRECTION', to: 'DESK' }]);
    const view = await workshop.view(report.id);
    expect(view.submissions.map(({ correction }) => correction?.state ?? null)).toEqual(['SENT', null]);
    const told = await workshop.schema.rows<{ detail: object }>(
      `SELECT detail FROM events WHERE report_id = $1 AND type = 'submission.told' ORDER BY sequence`,
      [report.id],
    );
    expect(told.map(({ detail }) => detail)).toMatchObject([
      { told: 'CORRECTION', outcome: 'BY_HAND' },
      { told: 'CORRECTION', outcome: 'DONE' },
    ]);
  });

  it('withdraws the wrong address, and sends the right one', async () => {
    const report = await aReport(['sixth-example'], true);
    await correct(report.id, rightAddress(report.submissions[0]!.id));
    await workshop.answerDue();
    await workshop.sendDue();
    expect(workshop.reminded).toMatchObject([{ about: 'WITHDRAWAL' }]);
    expect(workshop.received).toHaveLength(1);
    const view = await workshop.view(report.id);
    expect(view.submissions.map(({ word }) => word)).toEqual(['withdrawn', 'sent']);
    expect(view.status).toBe('IN_PROGRESS');
  });

  it('leaves a text as the platform has it', async () => {
    const report = await aReport(['sixth-example'], true);
    expect(await correct(report.id, { explanation: 'Synthetic, too late.' })).toEqual({
      ...{ outcome: 'refused', code: 'CORRECTION.HAS_LEFT' },
    });
  });
});
