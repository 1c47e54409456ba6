import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgOutbox } from './pg-outbox.js';

let workshop: Workshop;
let outbox: PgOutbox;
beforeEach(async () => {
  workshop = await openWorkshop();
  outbox = new PgOutbox(workshop.schema.pool);
});
afterEach(() => workshop.close());

const dueLanes = async () => [...(await outbox.dueLanes())].sort();

describe('the outbox', () => {
  it('holds the lanes of what was filed, each named once, until they are taken', async () => {
    await workshop.file(['sixth-example', 'lookup-example', 'sixth-example']);
    await workshop.file(['sixth-example']);
    expect([...(await outbox.take())].sort()).toEqual([
      'submissions-lookup-example',
      'submissions-sixth-example',
    ]);
    expect(await outbox.take()).toEqual([]);
  });

  it('gives each wake-up to one of several relays', async () => {
    await workshop.schema.rows(
      `INSERT INTO outbox (lane) SELECT 'lane-' || n FROM generate_series(1, 500) n`,
    );
    const taken = await Promise.all(Array.from({ length: 10 }, () => outbox.take(50)));
    const lanes = taken.flat();
    expect(new Set(lanes).size).toBe(lanes.length);
    for (let rest = await outbox.take(50); rest.length > 0; rest = await outbox.take(50)) lanes.push(...rest);
    expect(new Set(lanes).size).toBe(500);
  });

  it('makes no relay wait for another', async () => {
    await workshop.schema.rows(`INSERT INTO outbox (lane) VALUES ('a'), ('b')`);
    const other = await workshop.schema.pool.connect();
    await other.query(`BEGIN; DELETE FROM outbox WHERE lane = 'a'`);
    expect(await outbox.take()).toEqual(['b']);
    await other.query('ROLLBACK');
    other.release();
    expect(await outbox.take()).toEqual(['a']);
  });

  it('holds nothing of a report that was not stored', async () => {
    await workshop.schema.rows('ALTER TABLE events ADD CONSTRAINT never CHECK (sequence < 0) NOT VALID');
    await expect(workshop.file(['sixth-example'])).rejects.toThrow();
    expect(await outbox.take()).toEqual([]);
    await workshop.schema.rows('ALTER TABLE events DROP CONSTRAINT never');
  });
});

describe('lanes with due rows, whatever became of hints', () => {
  it('are found from the rows alone', async () => {
    expect(await dueLanes()).toEqual([]);
    await workshop.file(['sixth-example', 'lookup-example']);
    await outbox.take();
    expect(await dueLanes()).toEqual(['submissions-lookup-example', 'submissions-sixth-example']);
    await workshop.sendDue();
    expect(await dueLanes()).toEqual([]);
  });

  it('leave out what is stopped or held', async () => {
    await workshop.file(['sixth-example', 'lookup-example', 'dedupe-example']);
    await workshop.schema.rows('UPDATE submissions SET next_check_at = now()');
    await workshop.stores.platforms.setMode('sixth-example', 'stopped', 'test');
    await workshop.stores.platforms.hold('lookup-example', 60_000, 'PLATFORM.QUOTA');
    expect(await dueLanes()).toEqual(['checks-dedupe-example', 'submissions-dedupe-example']);
    await workshop.stores.platforms.setMode('sixth-example', 'rehearsed', 'test');
    await workshop.schema.pass(60_000);
    expect(await dueLanes()).toHaveLength(6);
  });

  it('name replies once they are due', async () => {
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense');
    expect(await dueLanes()).toEqual(['replies']);
    await workshop.stores.replies.claimDue(10, 30_000);
    expect(await dueLanes()).toEqual([]);
    await workshop.schema.pass(30_000);
    expect(await dueLanes()).toEqual(['replies']);
  });

  it('name webhooks while a delivery could be made, not while one only waits for an exhausted one', async () => {
    const endpoint = await workshop.addEndpoint();
    await workshop.file(['sixth-example']);
    await workshop.stores.platforms.setMode('sixth-example', 'stopped', 'test');
    expect(await dueLanes()).toEqual(['webhooks']);
    await workshop.schema.rows(`UPDATE webhook_deliveries SET state = 'EXHAUSTED' WHERE sequence = 1`);
    expect(await dueLanes()).toEqual([]);
    await workshop.schema.rows(`UPDATE webhook_deliveries SET state = 'DELIVERED' WHERE sequence = 1`);
    expect(await dueLanes()).toEqual(['webhooks']);
    await workshop.stores.webhooks.setEnabled(endpoint, false, 'WEBHOOK.PAUSED');
    expect(await dueLanes()).toEqual([]);
  });
});
