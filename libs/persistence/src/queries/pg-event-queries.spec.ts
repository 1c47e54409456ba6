import type { FeedPosition } from './pg-event-queries.js';
import { PgEventQueries } from './pg-event-queries.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
let queries: PgEventQueries;
beforeEach(async () => {
  workshop = await openWorkshop();
  queries = new PgEventQueries(workshop.schema.pool);
});
afterEach(() => workshop.close());

const start: FeedPosition = { xid: '0', position: '0' };

/** Reads on from a position as consumers do, page by page. */
async function readOn(from: FeedPosition, limit = 3): Promise<{ ids: string[]; at: FeedPosition }> {
  const ids: string[] = [];
  let at = from;
  for (;;) {
    const page = await queries.after(at, limit);
    const last = page.at(-1);
    if (!last) return { ids, at };
    ids.push(...page.map(({ event }) => event.id));
    at = last.at;
  }
}
const allIds = async () =>
  (await workshop.schema.rows<{ id: string }>('SELECT id FROM events')).map(({ id }) => id);

describe('the timeline of a report', () => {
  it('is told in order, from any place on', async () => {
    const { id } = await workshop.file(['lookup-example', 'sixth-example', 'dedupe-example']);
    const events = await queries.ofReport(id, 0, 100);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(await queries.ofReport(id, 2, 1)).toEqual([events[2]]);
  });
});

describe('the feed of all', () => {
  it('says of each event which report it is of, in the same order', async () => {
    const { reference, category } = await workshop.file(['lookup-example', 'sixth-example']);
    await workshop.schema.allTold();
    const told = await queries.toldAfter(start, 2);
    expect(told).toMatchObject([
      { reportReference: reference, category },
      { reportReference: reference, category },
    ]);
    expect(told.map(({ event, at }) => ({ event, at }))).toEqual(await queries.after(start, 2));
  });

  it('begins with the first event since a time, and at its end where there is none', async () => {
    await workshop.file(['lookup-example']);
    const later = await workshop.file(['sixth-example', 'lookup-example']);
    await workshop.schema.allTold();
    const wanted = await queries.ofReport(later.id, 0, 10);
    const { ids } = await readOn(await queries.beforeFirstSince(wanted[0]?.atMs ?? 0));
    expect(ids).toEqual(wanted.map(({ id }) => id));
    expect(await queries.beforeFirstSince(Date.now() + 60_000)).toEqual(await queries.end());
    expect((await readOn(await queries.beforeFirstSince(0))).ids).toHaveLength(5);
  });

  it('gives every event once, page by page', async () => {
    for (let n = 0; n < 4; n += 1) await workshop.file(['lookup-example', 'sixth-example']);
    await workshop.schema.allTold();
    const { ids, at } = await readOn(start);
    expect(new Set(ids)).toEqual(new Set(await allIds()));
    expect(ids).toHaveLength(12);
    expect(await queries.after(at, 10)).toEqual([]);
  });

  it('skips nothing that a slow transaction commits after later ones', async () => {
    const report = await workshop.file(['lookup-example']);
    await workshop.schema.allTold();
    const { at } = await readOn(start);
    const slow = await workshop.schema.pool.connect();
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO events (report_id, sequence, id, type, v, at, status, attention, detail)
       SELECT id, 99, gen_random_uuid(), 'submission.sent', 1, now(), 'IN_PROGRESS', '{}', '{}' FROM reports WHERE id = $1`,
      [report.id],
    );
    await workshop.file(['sixth-example']);
    await workshop.file(['dedupe-example']);
    const between = await readOn(at);
    await slow.query('COMMIT');
    slow.release();
    await workshop.schema.allTold();
    const after = await readOn(between.at);
    const known = (await readOn(start)).ids;
    expect(new Set(known)).toEqual(new Set(await allIds()));
    expect([...between.ids, ...after.ids]).toHaveLength(5);
    expect(new Set([...between.ids, ...after.ids]).size).toBe(5);
  });

  it('skips nothing while many file at once and somebody reads all the time', async () => {
    let isFiling = true;
    const read: string[] = [];
    const reading = (async () => {
      let at = start;
      for (;;) {
        const wasFiling = isFiling;
        const more = await readOn(at, 5);
        read.push(...more.ids);
        at = more.at;
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it changes while this waits
        if (!wasFiling && more.ids.length === 0) return;
      }
    })();
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let n = 0; n < 6; n += 1) await workshop.file(['lookup-example', 'dedupe-example']);
      }),
    );
    await workshop.schema.allTold();
    isFiling = false;
    await reading;
    expect(read).toHaveLength(8 * 6 * 3);
    expect(new Set(read)).toEqual(new Set(await allIds()));
  });

  it('tells the events of one report in their order', async () => {
    const report = await workshop.file(['lookup-example']);
    const submissionId = report.submissions[0]?.id ?? '';
    for (const visibility of ['LIVE', 'GONE', 'LIVE'] as const)
      await workshop.cases.recordByStaff.run(submissionId, {
        facts: (_state, nowMs) => [{ kind: 'seen', atMs: nowMs, visibility }],
      });
    await workshop.schema.allTold();
    const page = await queries.after(start, 100);
    const sequences = page.map(({ event }) => event.sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(sequences.length).toBeGreaterThan(5);
  });

  it('ends at its last event, however many digits its numbers have', async () => {
    expect(await queries.end()).toEqual(start);
    const report = await workshop.file(['lookup-example']);
    await workshop.schema.rows('ALTER TABLE events DISABLE TRIGGER events_append_only');
    await workshop.schema.rows('UPDATE events SET xid = $1, position = sequence WHERE report_id = $2', [
      '99',
      report.id,
    ]);
    await workshop.schema.rows(
      `INSERT INTO events (report_id, sequence, id, type, v, at, status, attention, detail, xid, position)
       SELECT id, 8 + n, gen_random_uuid(), 'submission.sent', 1, now(), 'IN_PROGRESS', '{}', '{}', '100'::xid8, 8 + n
       FROM reports, generate_series(1, 3) n WHERE id = $1`,
      [report.id],
    );
    expect(await queries.end()).toEqual({ xid: '100', position: '11' });
    expect(await queries.after(await queries.end(), 10)).toEqual([]);
  });

  it('finds where an event stands', async () => {
    await workshop.file(['lookup-example']);
    await workshop.schema.allTold();
    const [first, second] = await queries.after(start, 2);
    expect(await queries.positionOf(first!.event.id)).toEqual(first?.at);
    expect((await queries.after(first!.at, 1))[0]).toEqual(second);
    expect(await queries.positionOf('01a209aa-0000-7000-8000-000000000000')).toBeUndefined();
  });
});
