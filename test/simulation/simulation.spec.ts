import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plants } from './plants.js';
import { promised } from './promised.js';
import { runSeed } from './run-seed.js';
import { runSeeds, shortTrace } from './run-seeds.js';
import { simulate } from './simulate.js';

const simulated = async (...args: string[]) => {
  const lines: string[] = [];
  const code = await simulate(args, (line) => lines.push(line));
  return { code, lines, last: JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> };
};

describe('a thousand simulated storms', () => {
  it('break no promise, and take every dangerous path', async () => {
    // In a process of their own: Jest makes every import several times as dear.
    const main = join(import.meta.dirname, 'main.cjs');
    const { stdout } = await promisify(execFile)(process.execPath, [main, '--seeds', '1000', '--json']).catch(
      (broken: { stdout: string }) => broken,
    );
    const { seeds, violations, failingSeeds, neverTaken } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ seeds, violations, failingSeeds, neverTaken }).toEqual({
      ...{ seeds: 1_000, violations: 0, failingSeeds: [], neverTaken: [] },
    });
  }, 300_000);
});

describe('the same seed', () => {
  it.each([1, 2, 3, 58, 4_711])('gives the same run, step for step (seed %i)', async (seed) => {
    const first = await runSeed(seed, { isTraced: true });
    const again = await runSeed(seed, { isTraced: true });
    expect(again).toEqual(first);
    expect(first.lines.length).toBeGreaterThan(50);
  });

  it('gives the same run whether or not it is traced', async () => {
    const { lines: _lines, ...traced } = await runSeed(5, { isTraced: true });
    const { lines, ...untraced } = await runSeed(5);
    expect(untraced).toEqual(traced);
    expect(lines).toEqual([]);
  });

  it('gives another run than the next one', async () => {
    const [one, other] = [await runSeed(6, { isTraced: true }), await runSeed(7, { isTraced: true })];
    expect(one.lines).not.toEqual(other.lines);
  });
});

describe('a planted defect', () => {
  it.each(Object.entries(plants))(
    'breaks what it must within four hundred seeds: %s',
    async (_name, { replace, breaks }) => {
      const { broken } = await runSeeds(1, 400, { replace, untilBroken: true });
      expect(breaks).toContain(broken[0]?.violations[0]?.promise);
    },
    60_000,
  );

  it('is explained in at most fifty lines that end with how to see it again', async () => {
    const { code, lines } = await simulated('--seeds', '10', '--plant', 'no-mark');
    expect(code).toBe(1);
    const from = lines.findIndex((line) => line.startsWith('seed '));
    expect(lines.length - 1 - from).toBeLessThanOrEqual(50);
    expect(lines.at(-2)).toMatch(/^again: npm run simulate -- --seed \d+ --plant no-mark$/);
    const seed = Number(/--seed (\d+)/.exec(lines.at(-2) ?? '')?.[1]);
    const again = await runSeed(seed, { replace: plants['no-mark']!.replace, isTraced: true });
    expect(shortTrace(again)).toEqual(lines.slice(from + 1, -2));
    expect(again.violations[0]?.promise).toBe(promised.unmarked);
  });
});

describe('what is printed', () => {
  it('ends with one line of JSON, and is nothing else where that is asked for', async () => {
    const { code, lines, last } = await simulated('--seeds', '20', '--from', '100', '--json');
    expect(lines).toHaveLength(1);
    expect(code).toBe(0);
    expect(last).toMatchObject({ seeds: 20, violations: 0, plant: null, failingSeeds: [], neverTaken: [] });
  });

  it('names the defects there are where it is asked for another', async () => {
    const lines: string[] = [];
    expect(await simulate(['--plant', 'none-such'], (line) => lines.push(line))).toBe(2);
    expect(lines).toEqual([expect.stringContaining('webhook-order-ignored')]);
  });
});
