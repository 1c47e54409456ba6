import type { Visibility } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

/** A report that was sent, and whose submissions were then seen so, one look after the other. */
async function seen(looks: Readonly<Partial<Record<Key, readonly Visibility[]>>>) {
  const on = Object.keys(looks) as Key[];
  const { id, submissions } = await workshop.file(on);
  await workshop.sendDue();
  for (const { id: submissionId, platform } of submissions)
    for (const sight of looks[platform as Key] ?? [])
      await workshop.cases.recordLook.run({ submissionId, seen: sight, by: 'STAFF', observedAtMs: null });
  const idOf = (key: Key) => submissions.find(({ platform }) => platform === key)?.id ?? '';
  const refile = (submissionIds: readonly string[] | null = null) =>
    workshop.cases.refileReport.run({ reportId: id, submissionIds, idempotency: null });
  return {
    id,
    idOf,
    refile,
    view: () => workshop.view(id),
    drafts: () => workshop.cases.draftRefiling.run(id),
  };
}

const back = ['GONE', 'LIVE'] as const;

describe('filing again what came back', () => {
  it('sends a new notice that names the earlier one, and counts in its place', async () => {
    const { refile, view, idOf } = await seen({ 'sixth-example': back });
    expect((await view()).status).toBe('REOPENED');
    expect(await refile()).toEqual({ outcome: 'done' });
    const [earlier, later] = (await view()).submissions;
    expect([earlier, later]).toMatchObject([
      { word: 'reappeared', repeatedBy: later?.id, lookDueAtMs: null, repeats: null },
      { word: 'queued', repeats: idOf('sixth-example'), target: earlier?.target },
    ]);
    expect(await view()).toMatchObject({ status: 'IN_PROGRESS', attention: [], counts: { queued: 1 } });
    await workshop.sendDue();
    const [first, second] = workshop.received;
    expect(second?.notice.reference).toBe(later?.reference);
    expect(second?.notice.target).toEqual(first?.notice.target);
    expect(second?.notice).toMatchObject({
      explanation: first?.notice.explanation,
      repeatOf: null,
      removedBefore: { reference: earlier?.reference, externalRef: null, removedAtMs: expect.any(Number) },
    });
    expect(second?.notice.goodFaithAtMs).toBeGreaterThan(first?.notice.goodFaithAtMs ?? Infinity);
    expect((await view()).submissions[1]?.lookDueAtMs).not.toBeNull();
  });

  it('takes only what was seen again, unless staff choose otherwise', async () => {
    const { refile, view, idOf, drafts } = await seen({
      ...{ 'sixth-example': back, 'dedupe-example': ['GONE'], 'lookup-example': ['LIVE'] },
    });
    expect((await drafts())?.map(({ platform, isSeenAgain }) => [platform, isSeenAgain])).toEqual([
      ['sixth-example', true],
      ['dedupe-example', false],
    ]);
    expect(await refile([idOf('dedupe-example')])).toEqual({ outcome: 'done' });
    await refile();
    expect((await view()).submissions.map(({ repeats }) => repeats).slice(3)).toEqual([
      idOf('dedupe-example'),
      idOf('sixth-example'),
    ]);
    expect(await drafts()).toEqual([]);
  });

  it('says no more than is true: what never was gone, is repeated already, or belongs elsewhere', async () => {
    const { refile, idOf } = await seen({ 'sixth-example': back, 'lookup-example': ['LIVE'] });
    const elsewhere = await seen({ 'sixth-example': back });
    await refile();
    const answer = await refile([
      ...[idOf('lookup-example'), idOf('sixth-example'), elsewhere.idOf('sixth-example')],
    ]);
    expect(answer).toMatchObject({
      outcome: 'invalid',
      errors: [
        { pointer: '/submissions/0', code: 'REFILE.NEVER_GONE' },
        { pointer: '/submissions/1', code: 'REFILE.ALREADY' },
        { pointer: '/submissions/2', code: 'SUBMISSION.NOT_IN_REPORT' },
      ],
    });
    expect(await refile()).toEqual({ outcome: 'refused', code: 'REFILE.NOTHING_REAPPEARED' });
  });

  it('is done once where two press at the same time', async () => {
    const { refile, view } = await seen({ 'sixth-example': back });
    const outcomes = (await Promise.all([refile(), refile(), refile()])).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['done', 'refused', 'refused']);
    expect((await view()).submissions).toHaveLength(2);
  });

  it('leaves the place to the earlier one where it is withdrawn, and can be done again', async () => {
    const { refile, view } = await seen({ 'sixth-example': back });
    await refile();
    const later = (await view()).submissions[1]?.id ?? '';
    await workshop.cases.withdrawNotices.submission(later, { reason: 'OTHER', note: null, by: 'test' });
    expect((await view()).status).toBe('REOPENED');
    expect(await refile()).toEqual({ outcome: 'done' });
    expect((await view()).submissions).toHaveLength(3);
  });

  it('needs the address: what was erased is left out, and refused where it is named', async () => {
    const { refile, idOf, drafts } = await seen({ 'sixth-example': back });
    await workshop.schema.rows('UPDATE submissions SET target = NULL');
    expect(await drafts()).toEqual([]);
    expect(await refile()).toMatchObject({ code: 'REFILE.NOTHING_REAPPEARED' });
    expect(await refile([idOf('sixth-example')])).toMatchObject({
      errors: [{ code: 'REFILE.ADDRESS_ERASED' }],
    });
  });

  it('needs a report that is there', async () => {
    const reportId = '01a209aa-0000-7000-8000-000000000000';
    const nothing = { outcome: 'notFound' };
    expect(
      await workshop.cases.refileReport.run({ reportId, submissionIds: null, idempotency: null }),
    ).toEqual(nothing);
    expect(await workshop.cases.draftRefiling.run(reportId)).toBeUndefined();
  });
});
