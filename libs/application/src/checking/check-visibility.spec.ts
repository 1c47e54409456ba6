import { PlatformFault, type PlatformFaultKind } from '#application';
import type { Effect, Visibility } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, watchRules, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

const key = 'lookup-example' as const;
const { scheduleMs } = watchRules;
const check = () => workshop.cases.checkVisibility.run(key);
/** Submissions that were sent and are to be looked at now. */
async function due(count = 1) {
  const report = await workshop.file(Array.from({ length: count }, () => key));
  for (let n = 0; n < count; n += 4) await workshop.sendDue();
  await workshop.schema.rows('UPDATE submissions SET next_check_at = now()');
  return report;
}
const sees = (visibility: Visibility, effects: readonly Effect[] = []) => {
  workshop.behave[key].checkVisibility = async () => ({ visibility, effects });
};
const nextCheckInMs = async () => {
  const [row] = await workshop.schema.rows(
    'SELECT extract(epoch FROM next_check_at - now()) * 1000 AS ms, checks FROM submissions LIMIT 1',
  );
  return [Math.round(Number(row?.ms) / 10_000) * 10_000, row?.checks];
};

describe('looking whether content is still there', () => {
  it('tells what is seen, and looks again at growing intervals', async () => {
    const { id } = await due();
    sees('LIVE');
    expect(await check()).toBe(1);
    expect(await nextCheckInMs()).toEqual([scheduleMs[0], 1]);
    expect(await check()).toBe(0);
    await workshop.schema.pass(3_600_000);
    await check();
    expect(await nextCheckInMs()).toEqual([scheduleMs[1], 2]);
    await workshop.schema.pass(21_600_000);
    await check();
    expect(await nextCheckInMs()).toEqual([scheduleMs[1], 3]);
    for (const [visibility, word] of [
      ['LIMITED', 'restricted'],
      ['GONE', 'gone_unexplained'],
      ['LIVE', 'reappeared'],
    ] as const) {
      await workshop.schema.pass(21_600_000);
      sees(visibility, visibility === 'LIMITED' ? ['GEO_RESTRICTED'] : []);
      await check();
      expect((await workshop.view(id)).submissions[0]?.word).toBe(word);
      // What looks otherwise is looked at soon again.
      expect(await nextCheckInMs()).toEqual([scheduleMs[0], 1]);
    }
    const types = await workshop.schema.rows<{ type: string }>(
      `SELECT type FROM events WHERE type IN ('submission.verified', 'submission.reappeared') ORDER BY sequence`,
    );
    expect(types.map(({ type }) => type)).toEqual([
      ...['submission.verified', 'submission.verified', 'submission.verified', 'submission.reappeared'],
    ]);
  });

  it('says nothing anew of what it has seen before, and keeps each look', async () => {
    const { id } = await due();
    sees('LIMITED', ['GEO_RESTRICTED']);
    await check();
    const before = (await workshop.view(id)).lastSequence;
    await workshop.schema.pass(21_600_000);
    await check();
    expect((await workshop.view(id)).lastSequence).toBe(before);
    expect(
      await workshop.schema.rows('SELECT seen, effects, observer FROM observations ORDER BY observed_at'),
    ).toEqual([
      { seen: 'LIMITED', effects: ['GEO_RESTRICTED'], observer: 'PLATFORM_LOOKUP' },
      { seen: 'LIMITED', effects: ['GEO_RESTRICTED'], observer: 'PLATFORM_LOOKUP' },
    ]);
  });

  it('looks a second time before it says that a removal did not happen', async () => {
    const { id, submissions } = await due();
    const { reference } = submissions[0]!;
    const removed = [{ kind: 'actioned', atMs: 0, effects: ['CONTENT_REMOVED'] }] as const;
    await workshop.reply({ reference, platform: key }, removed);
    await workshop.cases.applyReplies.run();
    expect(await nextCheckInMs()).toEqual([watchRules.firstCheckAfterMs, 0]);
    const looks = async (afterMs: number) => {
      await workshop.schema.pass(afterMs);
      await check();
      const [submission] = (await workshop.view(id)).submissions;
      return [submission?.word, submission?.secondLook, (await nextCheckInMs())[0]];
    };
    sees('LIVE');
    expect(await looks(watchRules.firstCheckAfterMs)).toEqual([
      ...['removed', 'PENDING', watchRules.secondLookAfterMs],
    ]);
    expect(await looks(watchRules.secondLookAfterMs)).toEqual(['not_really_gone', null, scheduleMs[1]]);
  });

  it('leaves to a person what the lookup cannot see', async () => {
    const { id } = await due();
    sees('UNCHECKABLE');
    await check();
    const [submission] = (await workshop.view(id)).submissions;
    expect(submission).toMatchObject({ verification: 'UNCHECKABLE', nextCheckAtMs: null });
    expect(submission?.lookDueAtMs).not.toBeNull();
  });

  it('ends with the watch, and says when', async () => {
    const { id } = await due();
    sees('GONE');
    await check();
    await workshop.schema.pass(watchRules.watchForMs - 3_700_000);
    await check();
    const [submission] = (await workshop.view(id)).submissions;
    expect(submission?.nextCheckAtMs).toBeNull();
    expect(submission?.watchEndsAtMs).toBeLessThan(Date.now() + 3_700_000);
    await workshop.schema.pass(watchRules.watchForMs);
    expect(await check()).toBe(0);
  });

  it('looks no more where the address was erased', async () => {
    await due();
    await workshop.schema.rows('UPDATE submissions SET target = NULL');
    expect(await check()).toBe(0);
  });

  it.each<[PlatformFaultKind, boolean]>([
    ['temporary', false],
    ['unreadable', false],
    ['rateLimited', true],
    ['quotaExhausted', true],
    ['credentials', true],
  ])('after %s tries again later (holds the platform: %s)', async (kind, isHeld) => {
    const { id } = await due();
    workshop.behave[key].checkVisibility = () =>
      Promise.reject(new PlatformFault(key, kind, 'SYNTHETIC.CODE'));
    await check();
    expect((await workshop.view(id)).submissions[0]?.verification).toBe('UNCHECKED');
    expect(await nextCheckInMs()).toEqual([scheduleMs[0], 0]);
    const standing = (await workshop.stores.platforms.list()).find(({ platform }) => platform === key);
    expect(standing?.heldBecause ?? null).toBe(isHeld ? 'SYNTHETIC.CODE' : null);
  });

  it('waits as long as the platform asks', async () => {
    await due();
    workshop.behave[key].checkVisibility = () =>
      Promise.reject(new PlatformFault(key, 'temporary', 'SYNTHETIC.CODE', 7_200_000));
    await check();
    expect(await nextCheckInMs()).toEqual([7_200_000, 0]);
  });

  it('tells of all others where one breaks', async () => {
    const { id } = await due(5);
    let count = 0;
    workshop.behave[key].checkVisibility = async () => {
      if ((count += 1) === 3) throw new TypeError('synthetic mistake');
      return { visibility: 'GONE', effects: [] };
    };
    expect(await check()).toBe(5);
    expect((await workshop.view(id)).counts).toEqual({ gone_unexplained: 4, sent: 1 });
    expect(await workshop.schema.rows('SELECT 1 FROM submissions WHERE next_check_at <= now()')).toEqual([]);
  });

  it('is tried again by another worker where the first one vanished', async () => {
    await due();
    sees('GONE');
    await workshop.stores.sends.claimChecks({ platform: key, limit: 10, leaseMs: 30_000 });
    expect(await check()).toBe(0);
    await workshop.schema.pass(30_000);
    expect(await check()).toBe(1);
  });
});
