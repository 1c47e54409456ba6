import { workLists } from '#persistence';
import type { BenchOptions, Figures } from '../case.js';
import { openInstallation, type Installation } from '../installation.js';
import { percentile, rounded, timed } from '../load.js';
import { fillYears } from '../years.js';

/** Times that each list is asked for; the first ones warm. */
const questions = 110;
const warming = 10;
/** Beside the work lists: what the console and programs ask for. */
const asked: Readonly<Record<string, string>> = {
  all: '/v1/reports?limit=50',
  open: '/v1/reports?status=IN_PROGRESS&limit=50',
  category: '/v1/reports?category=SEXTORTION&limit=50',
  platform: '/v1/reports?platform=youtube&limit=50',
  platform_refused: '/v1/reports?platform=youtube&word=refused&limit=50',
  reference: '/v1/reports?q=UF-2026-0001&limit=50',
  counts: '/v1/reports/lists',
  queues: '/v1/queues',
  alerts: '/v1/alerts',
  replies: '/v1/replies',
};

/** Three years of reports with five submissions each: how long each list takes over HTTP, its first page and the next. */
export async function lists(options: BenchOptions): Promise<Figures> {
  const { submissions = 5_000_000, say } = options;
  const installation = await openInstallation({ backend: options.backend, workers: 1 });
  try {
    const filled = await fillYears(installation, submissions, say);
    await wakeSome(installation);
    const figures: Record<string, number> = { reports: filled / 5, submissions: filled };
    const paths = Object.entries({
      // A key takes care of nothing.
      ...Object.fromEntries(
        workLists
          .filter((list) => list !== 'mine')
          .map((list) => [list, `/v1/reports?list=${list}&limit=50`]),
      ),
      ...asked,
    });
    for (const [name, path] of paths) {
      const next = await nextPage(installation, path);
      for (const [page, address] of [
        ['', path],
        ['_next', next],
      ] as const) {
        if (address === undefined) continue;
        const timesMs = await askedMs(installation, address);
        const [p50, p99] = [0.5, 0.99].map((share) => rounded(percentile(timesMs, share))) as [
          number,
          number,
        ];
        figures[`${name}${page}_p50_ms`] = p50;
        figures[`${name}${page}_p99_ms`] = p99;
        say(`${name}${page} p50 ${p50} p99 ${p99} ms`);
      }
    }
    return figures;
  } finally {
    await installation.stop();
  }
}

/** Of the newest hundredth some wait for staff, for a look or were put aside, as on a day's desk. */
async function wakeSome({ pool }: Installation): Promise<void> {
  await pool.query(`
    UPDATE submissions SET word = 'staff_action'
      WHERE created_at > now() - interval '10 days' AND hashtext(report_id::text) % 4 = 0 AND ordinal = 1;
    UPDATE reports SET attention = ARRAY['staff_action']
      WHERE created_at > now() - interval '10 days' AND hashtext(id::text) % 4 = 0;
    UPDATE submissions SET look_due_at = now() WHERE created_at > now() - interval '10 days' AND hashtext(reference) % 5 = 0;
    UPDATE submissions SET snoozed_until = now() + interval '1 day'
      WHERE created_at > now() - interval '10 days' AND hashtext(reference) % 7 = 0`);
  await pool.query('VACUUM ANALYZE');
}

async function nextPage({ request }: Installation, path: string): Promise<string | undefined> {
  const { status, body } = await request('GET', path);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
  const cursor: unknown = body.nextCursor;
  return typeof cursor === 'string' ? `${path}&cursor=${encodeURIComponent(cursor)}` : undefined;
}

async function askedMs({ request }: Installation, path: string): Promise<readonly number[]> {
  const timesMs: number[] = [];
  for (let question = 0; question < questions; question += 1)
    timesMs.push(
      await timed(async () => {
        const { status } = await request('GET', path);
        if (status !== 200) throw new Error(`${path} answered ${status}`);
      }),
    );
  return timesMs.slice(warming);
}
