import { PgOutbox } from '#persistence';
import { keys, openWorkshop, type Workshop } from '../support/workshop.js';
import { roundTripsOf } from '../support/watch-queries.js';

/**
 * What a report costs in round trips to PostgreSQL, from filing until what its platforms said is stored. Counts, and no times:
 * who makes it more has to say so here.
 */
let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop.close());

it('files a report with two, and takes what wakes the workers with one', async () => {
  const { pool } = workshop.schema;
  expect(await roundTripsOf(pool, () => workshop.file(keys))).toHaveLength(2);
  expect(await roundTripsOf(pool, () => new PgOutbox(pool).take())).toHaveLength(1);
  await workshop.sendDue();
});

it('sends a report that comes alone with two claims for each platform, and three to store each answer at most', async () => {
  await workshop.file(keys);
  const trips = await roundTripsOf(workshop.schema.pool, () => workshop.sendDue());
  expect(trips.length).toBeLessThanOrEqual(keys.length * (2 + 3));
});

it('sends many with fewer for each, as answers that come together are stored together', async () => {
  const reports = 30;
  for (let count = 0; count < reports; count += 1) await workshop.file(keys);
  const trips = await roundTripsOf(workshop.schema.pool, () => workshop.sendDue());
  expect(trips.length).toBeLessThan(reports * keys.length * 2);
});
