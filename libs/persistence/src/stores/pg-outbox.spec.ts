import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgOutbox } from './pg-outbox.js';

let workshop: Workshop;
let outbox: PgOutbox;
beforeEach(async () => {
  workshop = await openWorkshop();
  outbox = new PgOutbox(workshop.schema.pool);
});
afterEach(() => workshop.close());

describe('the outbox', () => {
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
