import type { Visibility } from '#core';
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

const minuteMs = 60_000;
const { scheduleMs, firstCheckAfterMs, secondLookAfterMs, watchForMs } = watchRules;

/** A submission to a platform without a lookup, that was sent. */
async function sent() {
  const { id, submissions } = await workshop.file(['sixth-example']);
  await workshop.sendDue();
  const submissionId = submissions[0]!.id;
  const now = async () => (await workshop.view(id)).submissions[0]!;
  const look = async (
    seen: Visibility,
    more: { by?: 'STAFF' | 'MEMBER'; observedAtMs?: number | null } = {},
  ) => {
    const input = { submissionId, seen, by: 'STAFF', observedAtMs: null, ...more } as const;
    return workshop.cases.recordLook.run(input);
  };
  const dueInMs = async () => {
    const { lookDueAtMs } = await now();
    return lookDueAtMs === null ? null : Math.round((lookDueAtMs - Date.now()) / minuteMs) * minuteMs;
  };
  const says = async (effects: readonly string[], atMs = 0) => {
    const fact = { kind: 'actioned', atMs, effects } as never;
    await workshop.reply({ reference: submissions[0]!.reference, platform: 'sixth-example' }, [fact]);
    await workshop.cases.applyReplies.run();
  };
  return { id, submissionId, now, look, dueInMs, says };
}
const observations = () =>
  workshop.schema.rows<{ seen: string; observer: string; at: Date; is_late: boolean }>(
    `SELECT seen, observer, observed_at AS at, recorded_at - observed_at > interval '1 second' AS is_late
     FROM observations ORDER BY observed_at`,
  );

describe('looking without a lookup', () => {
  it('is due after a day of the schedule, at growing waits, until the watch ends', async () => {
    const { look, dueInMs, now } = await sent();
    expect(await dueInMs()).toBe(scheduleMs[0]);
    expect((await now()).nextCheckAtMs).toBeNull();
    await look('LIVE');
    expect(await dueInMs()).toBe(scheduleMs[0]);
    await look('LIVE');
    expect(await dueInMs()).toBe(scheduleMs[1]);
    await look('GONE');
    expect(await dueInMs()).toBe(scheduleMs[0]);
    await workshop.schema.pass(watchForMs - minuteMs);
    await look('GONE');
    expect(await dueInMs()).toBeNull();
    expect((await now()).watchEndsAtMs).toBeGreaterThan(Date.now());
  });

  it('is due soon once the platform says that it removed it', async () => {
    const { dueInMs, says } = await sent();
    await says(['AGE_RESTRICTED']);
    expect(await dueInMs()).toBe(scheduleMs[0]);
    await says(['CONTENT_REMOVED'], 1);
    expect(await dueInMs()).toBe(firstCheckAfterMs);
  });

  it('tells what was seen, by whom and when, and keeps every look', async () => {
    const { id, look, now } = await sent();
    const firstMs = Date.now();
    await workshop.schema.rows(`UPDATE reports SET created_at = now() - interval '1 day'`);
    await look('LIVE', { by: 'MEMBER', observedAtMs: firstMs - 3_600_000 });
    await look('GONE');
    expect(await now()).toMatchObject({ verification: 'GONE', word: 'gone_unexplained' });
    expect(await observations()).toEqual([
      { seen: 'LIVE', observer: 'MEMBER', at: new Date(firstMs - 3_600_000), is_late: true },
      { seen: 'GONE', observer: 'STAFF', at: expect.any(Date), is_late: false },
    ]);
    const told = await workshop.schema.rows(
      `SELECT detail FROM events WHERE report_id = $1 AND type = 'submission.verified' ORDER BY sequence`,
      [id],
    );
    expect(told).toMatchObject([
      { detail: { actor: 'MEMBER', visibility: 'LIVE', observedAtMs: firstMs - 3_600_000 } },
      { detail: { actor: 'STAFF', visibility: 'GONE' } },
    ]);
  });

  it('that comes to light late is kept, and changes nothing', async () => {
    const { look, now, dueInMs } = await sent();
    await workshop.schema.rows(`UPDATE reports SET created_at = now() - interval '1 day'`);
    await look('GONE');
    const before = await dueInMs();
    expect(await look('LIVE', { observedAtMs: Date.now() - 3_600_000 })).toEqual({ outcome: 'done' });
    expect([(await now()).word, await dueInMs()]).toEqual(['gone_unexplained', before]);
    expect((await observations()).map(({ seen }) => seen)).toEqual(['LIVE', 'GONE']);
  });

  it('that is told twice is kept once', async () => {
    const { look } = await sent();
    const observedAtMs = Date.now() - 1;
    await look('GONE', { observedAtMs });
    await look('GONE', { observedAtMs });
    await look('GONE', { observedAtMs, by: 'MEMBER' });
    expect(await observations()).toHaveLength(2);
  });

  it('a second time disproves a removal, not before its time', async () => {
    const { look, now, dueInMs, says } = await sent();
    await says(['CONTENT_REMOVED']);
    await look('LIVE');
    expect(await now()).toMatchObject({ word: 'removed', verification: 'LIVE', secondLook: 'PENDING' });
    expect(await dueInMs()).toBe(secondLookAfterMs);
    await look('LIVE');
    expect(await now()).toMatchObject({ word: 'removed', secondLook: 'PENDING' });
    await workshop.schema.pass(secondLookAfterMs);
    await look('LIVE');
    expect(await now()).toMatchObject({ word: 'not_really_gone', secondLook: null });
  });

  it('never begins before the platform has it, and ends where it is withdrawn', async () => {
    const { id, submissions } = await workshop.file(['sixth-example']);
    const { id: submissionId } = submissions[0]!;
    const about = async () => (await workshop.view(id)).submissions[0]!;
    await workshop.cases.recordLook.run({ submissionId, seen: 'LIVE', by: 'STAFF', observedAtMs: null });
    expect(await about()).toMatchObject({ verification: 'LIVE', lookDueAtMs: null, watchEndsAtMs: null });
    expect(await observations()).toHaveLength(1);
  });
});

describe('a time that cannot be right', () => {
  it.each([
    ['in the future', 3_600_000, 'OBSERVATION.IN_FUTURE'],
    ['before the report was filed', -3_600_000, 'OBSERVATION.BEFORE_FILING'],
  ])('%s is refused, and nothing is kept', async (_what, offsetMs, code) => {
    const { look, now } = await sent();
    expect(await look('GONE', { observedAtMs: Date.now() + offsetMs })).toEqual({ outcome: 'invalid', code });
    expect((await now()).verification).toBe('UNCHECKED');
    expect(await observations()).toEqual([]);
  });

  it('is no such time within the minute of filing, or a clock a little ahead', async () => {
    const { look, now } = await sent();
    const { createdAtMs } = await workshop.view(
      (await workshop.schema.rows('SELECT id FROM reports'))[0]?.['id'],
    );
    expect(await look('LIVE', { observedAtMs: createdAtMs - (createdAtMs % minuteMs) })).toEqual({
      outcome: 'done',
    });
    expect(await look('GONE', { observedAtMs: Date.now() + 30_000 })).toEqual({ outcome: 'done' });
    expect((await now()).seenAtMs).toBeLessThanOrEqual(Date.now());
  });

  it('needs a submission that is there', async () => {
    const submissionId = '01a209aa-0000-7000-8000-000000000000';
    const look = { submissionId, seen: 'GONE', by: 'STAFF', observedAtMs: null } as const;
    expect(await workshop.cases.recordLook.run(look)).toEqual({ outcome: 'notFound' });
  });
});
