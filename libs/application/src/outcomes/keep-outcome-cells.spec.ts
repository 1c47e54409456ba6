import { KeepOutcomeCells } from './keep-outcome-cells.js';

it('goes on while something is left to add up, then looks once a minute', async () => {
  const left = [2_000, 12, 0, 0];
  const zones: string[] = [];
  let nowMs = 0;
  const keep = (timeZone: string) => {
    zones.push(timeZone);
    return Promise.resolve(left.shift() ?? 0);
  };
  const cells = new KeepOutcomeCells({
    ...{ cells: { keep }, timeZone: 'Europe/Brussels', clock: { now: () => nowMs } },
  });
  for (let sweep = 0; sweep < 5; sweep += 1) await cells.run();
  expect(zones).toEqual(Array(3).fill('Europe/Brussels'));
  nowMs += 59_999;
  await cells.run();
  expect(zones).toHaveLength(3);
  nowMs += 1;
  await cells.run();
  expect(zones).toHaveLength(4);
});
