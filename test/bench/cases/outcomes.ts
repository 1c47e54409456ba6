import { openInstallation, type Installation } from '../installation.js';
import { percentile, rounded, timed } from '../load.js';
import type { BenchOptions, Figures } from '../case.js';
import { addUp, fillYears } from '../years.js';

/** Questions of each kind; the first one warms. */
const questions = 41;
const dayMs = 24 * 3_600_000;
const periods = { month: 30, quarter: 91, year: 365, three_years: 1_095 };
const groupings = {
  all: '',
  platforms: 'platform',
  platforms_by_month: 'platform,month',
  teams_by_category: 'team,category',
};

/** Three years of submissions that were sent and answered: how long questions about its outcomes take over HTTP. */
export async function outcomes(options: BenchOptions): Promise<Figures> {
  const { submissions = 100_000, say } = options;
  const installation = await openInstallation({ backend: options.backend, workers: 1 });
  try {
    const filled = await fillYears(installation, submissions, say);
    const addedInMs = await timed(() => addUp(installation.pool));
    await installation.pool.query('VACUUM ANALYZE');
    const figures: Record<string, number> = { submissions: filled, added_up_s: rounded(addedInMs / 1_000) };
    for (const [period, days] of Object.entries(periods))
      for (const [name, by] of Object.entries(groupings)) {
        const timesMs = await askedMs(installation, days, by);
        figures[`${period}_${name}_p50_ms`] = rounded(percentile(timesMs, 0.5));
        figures[`${period}_${name}_p99_ms`] = rounded(percentile(timesMs, 0.99));
      }
    for (const [name, value] of Object.entries(figures)) say(`${name.padEnd(28)} ${value}`);
    return figures;
  } finally {
    await installation.stop();
  }
}

/** The days before the day after tomorrow: by then the last submission was sent, on whatever clock. */
async function askedMs({ request }: Installation, days: number, by: string): Promise<readonly number[]> {
  const day = (ago: number) => new Date(Date.now() - ago * dayMs).toISOString().slice(0, 10);
  const query = `from=${day(days - 2)}&to=${day(-2)}${by && `&by=${by}`}`;
  const timesMs: number[] = [];
  for (let question = 0; question < questions; question += 1)
    timesMs.push(
      await timed(async () => {
        const { status, body } = await request('GET', `/v1/outcomes?${query}`);
        if (status !== 200 || body.groups.length === 0) throw new Error(`outcomes answered ${status}`);
      }),
    );
  return timesMs.slice(1);
}
