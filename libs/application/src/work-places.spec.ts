import fc from 'fast-check';
import { WorkPlaces } from './work-places.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Work on a stock of items; each ends when the test says so. */
function aWorkshop(places: number, stock: number) {
  const active = new Map<number, () => void>();
  const errors: unknown[] = [];
  let left = stock;
  let next = 0;
  let most = 0;
  let failure: Error | undefined;
  const workPlaces = new WorkPlaces<number>({
    places: () => places,
    claim: async (limit) => {
      await turn();
      if (failure) throw failure;
      const count = Math.min(limit, left);
      left -= count;
      return Array.from({ length: count }, () => (next += 1));
    },
    work: (item) =>
      new Promise((resolve) => {
        active.set(item, resolve);
        most = Math.max(most, active.size);
      }),
    onClaimError: (error) => errors.push(error),
  });
  return {
    workPlaces,
    active,
    errors,
    most: () => most,
    left: () => left,
    add: (count: number) => (left += count),
    failWith: (error: Error | undefined) => (failure = error),
    end: (item = [...active.keys()][0] ?? 0) => {
      active.get(item)?.();
      active.delete(item);
    },
  };
}

describe('WorkPlaces', () => {
  it('takes what is due up to its places, and returns while the work goes on', async () => {
    const shop = aWorkshop(3, 5);
    await shop.workPlaces.run();
    expect([shop.active.size, shop.left()]).toEqual([3, 2]);
  });

  it('never takes more than its places, however many runs come at once', async () => {
    const shop = aWorkshop(3, 50);
    await Promise.all(Array.from({ length: 10 }, () => shop.workPlaces.run()));
    expect(shop.most()).toBe(3);
  });

  it('claims again when a place becomes free while there was more', async () => {
    const shop = aWorkshop(2, 3);
    await shop.workPlaces.run();
    shop.end();
    await turn();
    await turn();
    expect([shop.active.size, shop.left()]).toEqual([2, 0]);
  });

  it('claims nothing by itself once nothing was due', async () => {
    const shop = aWorkshop(3, 2);
    await shop.workPlaces.run();
    shop.add(5);
    shop.end();
    await turn();
    await turn();
    expect(shop.left()).toBe(5);
    await shop.workPlaces.run();
    expect([shop.active.size, shop.left()]).toEqual([3, 3]);
  });

  it('looks again for a run that came while it claimed', async () => {
    const shop = aWorkshop(3, 0);
    const first = shop.workPlaces.run();
    shop.add(1);
    await Promise.all([first, shop.workPlaces.run()]);
    expect(shop.active.size).toBe(1);
  });

  it('says so where a claim fails, and works on with the next run', async () => {
    const shop = aWorkshop(3, 5);
    shop.failWith(new Error('synthetic'));
    await expect(shop.workPlaces.run()).rejects.toThrow('synthetic');
    shop.failWith(undefined);
    await shop.workPlaces.run();
    expect(shop.active.size).toBe(3);
  });

  it('tells of a failed claim that nobody waits for', async () => {
    const shop = aWorkshop(1, 5);
    await shop.workPlaces.run();
    shop.failWith(new Error('synthetic'));
    shop.end();
    await turn();
    await turn();
    expect(shop.errors).toEqual([new Error('synthetic')]);
    shop.failWith(undefined);
    await shop.workPlaces.run();
    expect(shop.active.size).toBe(1);
  });

  it('is settled when nothing is under way and nothing is being claimed', async () => {
    const shop = aWorkshop(2, 3);
    let isSettled = false;
    void shop.workPlaces.run();
    void shop.workPlaces.settled().then(() => {
      isSettled = true;
    });
    for (let ended = 0; ended < 3; ended += 1) {
      await turn();
      await turn();
      expect(isSettled).toBe(false);
      shop.end();
    }
    await shop.workPlaces.settled();
    expect(shop.left()).toBe(0);
  });

  it('claims nothing more once it is stopped, and settles with what it has', async () => {
    const shop = aWorkshop(2, 50);
    await shop.workPlaces.run();
    shop.workPlaces.stop();
    const settled = shop.workPlaces.settled();
    shop.end();
    shop.end();
    await settled;
    await shop.workPlaces.run();
    expect([shop.active.size, shop.left()]).toEqual([0, 48]);
  });

  it('works on what a claim gave that was under way when it was stopped', async () => {
    const shop = aWorkshop(2, 50);
    const running = shop.workPlaces.run();
    shop.workPlaces.stop();
    await running;
    expect([shop.active.size, shop.left()]).toEqual([2, 48]);
  });

  it('works on everything once, whatever runs and ends when', async () => {
    const anySteps = fc.array(fc.constantFrom('run', 'end', 'turn', 'add'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.nat(10), anySteps, async (places, stock, steps) => {
        const shop = aWorkshop(places, stock);
        for (const step of steps) {
          if (step === 'run') void shop.workPlaces.run();
          else if (step === 'end') shop.end();
          else if (step === 'add') shop.add(2);
          else await turn();
        }
        void shop.workPlaces.run();
        for (let tick = 0; tick < 200 && (shop.left() > 0 || shop.active.size > 0); tick += 1) {
          await turn();
          shop.end();
        }
        await shop.workPlaces.settled();
        expect([shop.left(), shop.active.size]).toEqual([0, 0]);
        expect(shop.most()).toBeLessThanOrEqual(places);
      }),
    );
  });
});
