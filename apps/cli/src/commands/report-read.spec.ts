import { aReport, aRow, aSubmission, FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

describe('uniflag report show', () => {
  const report = aReport({
    status: 'IN_PROGRESS_PARTLY',
    attention: ['staff_action'],
    submissions: [
      aSubmission(1, {
        word: 'gone_verified',
        effects: ['CONTENT_REMOVED'],
        externalRef: 'SYN-1',
        verification: 'GONE',
      }),
      aSubmission(2, {
        ...{ platform: 'whatsapp', channel: 'wa-in-app', word: 'staff_action' },
        waitingFor: 'PLATFORM.MEMBER_REPORT_FIRST',
        sla: 'DUE_SOON',
        clock: { whose: 'STAFF', expectation: 'FIRST_LOOK', dueAt: '2026-11-30T13:02:00.000Z' },
        target: { ...aSubmission(2).target, locator: 'synthetic group', input: '\u001b[31mred\u202eder' },
      }),
    ],
  });
  const api = () => new FakeApi().on('GET /v1/reports/UF-2026-000123', report);

  it('shows status, what is needed, and each submission', async () => {
    const { exitCode, out } = await runUniflag(api(), ['report', 'show', 'UF-2026-000123']);
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
     "UF-2026-000123  IN_PROGRESS_PARTLY
       CYBERBULLYING · caller PARENT · fr · filed 2026-11-23 14:02
       asks: REMOVE_CONTENT
       needs a person: staff_action

       1  instagram  gone_verified  instagram:post:Synthetic01
          instagram-partner-mail · their number SYN-1 · CONTENT_REMOVED · seen GONE
       2  whatsapp   staff_action   instagram:post:Synthetic02
          wa-in-app · waits for PLATFORM.MEMBER_REPORT_FIRST · our FIRST_LOOK due
          2026-11-30 14:02 (DUE_SOON)
     "
    `);
  });

  it('shows what persons wrote only where asked to, and lets none of it steer the terminal', async () => {
    const without = await runUniflag(api(), ['report', 'show', 'UF-2026-000123']);
    expect(without.out).not.toContain('Synthetic explanation.');
    const { out } = await runUniflag(api(), ['report', 'show', 'UF-2026-000123', '--texts']);
    expect(out).toContain('  Synthetic explanation.\n  Second line.\n');
    expect(out).toContain('locator: synthetic group');
    expect(out).toContain('given: ?[31mred?der');
  });

  it('prints the report as the API gives it with --json, wherever that stands', async () => {
    for (const args of [
      ['--json', 'report', 'show', 'UF-2026-000123'],
      ['report', 'show', '--json', 'UF-2026-000123'],
    ])
      expect(JSON.parse((await runUniflag(api(), args)).out)).toEqual(report);
  });

  it('ends with 1 where there is no such report', async () => {
    const none = new FakeApi().on('GET /v1/reports/UF-2026-999999', () =>
      problem(404, 'REPORT.NOT_FOUND', 'There is no such report, or it is not yours to see.'),
    );
    expect(await runUniflag(none, ['report', 'show', 'UF-2026-999999'])).toEqual({
      exitCode: 1,
      out: '',
      err: 'Refused: There is no such report, or it is not yours to see.\n  REPORT.NOT_FOUND (404)\n',
    });
  });
});

describe('uniflag report list', () => {
  /** A list of `count` reports that pages as the API does. */
  function listOf(count: number): FakeApi {
    const api = new FakeApi();
    return api.on('GET /v1/reports', (request: Request) => {
      const query = new URL(request.url).searchParams;
      const from = Number(query.get('cursor') ?? 0);
      const upTo = from + Number(query.get('limit'));
      const data = Array.from({ length: count }, (_, index) => aRow(count - index)).slice(from, upTo);
      return Response.json({ data, nextCursor: upTo < count ? String(upTo) : null });
    });
  }
  const references = (out: string) =>
    (JSON.parse(out) as { data: { reference: string }[] }).data.map(({ reference }) => reference);

  it('shows two lines a report and says when there are more', async () => {
    const api = new FakeApi().on('GET /v1/reports', {
      data: [
        aRow(2, { status: 'RESOLVED_UNVERIFIED', platforms: ['facebook', 'youtube'] }),
        aRow(1, { attention: ['info_requested', 'staff_action'] }),
      ],
      nextCursor: 'more',
    });
    const { out } = await runUniflag(api, ['report', 'list', '--limit', '2']);
    expect(out).toMatchInlineSnapshot(`
     "UF-2026-000002  2026-11-23 14:02  RESOLVED_UNVERIFIED  CYBERBULLYING
                     facebook, youtube
     UF-2026-000001  2026-11-23 14:02  IN_PROGRESS          CYBERBULLYING
                     needs info_requested, staff_action · instagram
     There are more: --all, or a larger --limit.
     "
    `);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('hands on every filter', async () => {
    const api = listOf(0);
    const filters =
      '--status in_progress --attention INFO_REQUESTED --sla breached --escalated --long-wait --platform YouTube --category cyberbullying --word Refused ' +
      '--from 2026-11-01 --to 2026-12-01 --reference UF-2026-0001';
    const { out } = await runUniflag(api, ['report', 'list', ...filters.split(' ')]);
    expect(out).toBe('No report.\n');
    const query = new URL(api.calls[0]?.route.slice('GET '.length) ?? '', 'http://x.example').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      ...{
        status: 'IN_PROGRESS',
        attention: 'info_requested',
        sla: 'BREACHED',
        escalated: 'true',
        wait: 'long',
        platform: 'youtube',
        category: 'CYBERBULLYING',
      },
      ...{ word: 'refused', from: '2026-11-01', to: '2026-12-01', q: 'UF-2026-0001', limit: '20' },
    });
  });

  it('gives as many as asked, over several pages, and goes on exactly behind them', async () => {
    const api = listOf(405);
    const first = await runUniflag(api, ['report', 'list', '--limit', '250', '--json']);
    const { nextCursor } = JSON.parse(first.out) as { nextCursor: string };
    const rest = await runUniflag(api, ['report', 'list', '--all', '--json', '--cursor', nextCursor]);
    const found = [...references(first.out), ...references(rest.out)];
    expect(references(first.out)).toHaveLength(250);
    expect(found).toEqual(Array.from({ length: 405 }, (_, index) => aRow(405 - index).reference));
    expect(JSON.parse(rest.out)).toMatchObject({ nextCursor: null });
  });

  it.each([['0'], ['many'], ['-1'], ['1.5']])('takes no %s for a number', async (limit) => {
    expect(await runUniflag(listOf(1), ['report', 'list', '--limit', limit])).toMatchObject({ exitCode: 2 });
  });

  it('takes either --all or --limit', async () => {
    expect(await runUniflag(listOf(1), ['report', 'list', '--limit', '3', '--all'])).toMatchObject({
      exitCode: 2,
    });
  });
});
