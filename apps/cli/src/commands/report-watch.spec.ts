import { aReport, aSubmission, anEvent, eventStream, FakeApi, reportId } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

describe('uniflag report watch', () => {
  const history = [
    anEvent(1, {
      ...{ type: 'report.created', submissionId: null, platform: null },
      word: null,
      previousWord: null,
    }),
    anEvent(2, { type: 'submission.queued', word: 'queued', previousWord: null }),
    anEvent(3),
  ];
  const decided = anEvent(4, {
    ...{ type: 'submission.decided', word: 'refused', previousWord: 'sent' },
    detail: { refusalReason: 'NO_POLICY_VIOLATION' },
  });
  const closed = anEvent(5, {
    ...{ type: 'report.status_changed', submissionId: null, platform: null, word: null, previousWord: null },
    ...{ status: 'UNSUCCESSFUL', previousStatus: 'IN_PROGRESS' },
  });

  function apiWith(stored: readonly object[], live: Parameters<typeof eventStream>[0]): FakeApi {
    return new FakeApi()
      .on('GET /v1/reports/UF-2026-000123', aReport())
      .on(`GET /v1/reports/${reportId}`, aReport({ submissions: [aSubmission(1, { word: 'refused' })] }))
      .on(`GET /v1/reports/${reportId}/events`, { data: stored, nextCursor: null })
      .on('GET /v1/stream', () => eventStream(live));
  }

  it('prints what is stored, then what happens, and how it stands once it is settled', async () => {
    const { exitCode, out } = await runUniflag(apiWith(history, [decided]), [
      ...['report', 'watch', 'UF-2026-000123', '--until-settled'],
    ]);
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
     "2026-11-23 14:02:01  report          IN_PROGRESS (created)
     2026-11-23 14:02:02  1 instagram     queued
     2026-11-23 14:02:03  1 instagram     queued → sent
     2026-11-23 14:02:04  1 instagram     sent → refused (NO_POLICY_VIOLATION)

     UF-2026-000123  IN_PROGRESS
       CYBERBULLYING · caller PARENT · fr · filed 2026-11-23 14:02
       asks: REMOVE_CONTENT
       nothing needs a person

       1  instagram  refused  instagram:post:Synthetic01
          instagram-partner-mail
     "
    `);
  });

  it('prints one JSON line an event, each once', async () => {
    const api = apiWith(history, [history[2] ?? decided, decided]);
    const { out } = await runUniflag(api, ['report', 'watch', 'UF-2026-000123', '--until-settled', '--json']);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([...history, decided]);
  });

  it('ends at once, with the whole timeline, where the report is settled already', async () => {
    const api = apiWith([...history, decided, closed], []);
    const { exitCode, out } = await runUniflag(api, ['report', 'watch', 'UF-2026-000123', '--until-settled']);
    expect(exitCode).toBe(0);
    expect(out).toContain('report          IN_PROGRESS → UNSUCCESSFUL');
    expect(api.calls.map(({ route }) => route)).not.toContain(`GET /v1/stream?report=${reportId}`);
  });

  it.each([
    [0, ['report', 'watch', 'UF-2026-000123']],
    [130, ['report', 'watch', 'UF-2026-000123', '--until-settled']],
  ])('ends with %i when Ctrl-C ends %j', async (exitCode, args) => {
    const ending = new AbortController();
    const api = apiWith(history, [anEvent(4, { word: 'acknowledged', previousWord: 'sent' })]);
    const ran = await runUniflag(api, args, {
      interruption: () => ending.signal,
      out: (text) => text.includes('acknowledged') && ending.abort(),
    });
    expect(ran.exitCode).toBe(exitCode);
  });
});
