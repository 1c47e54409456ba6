import fc from 'fast-check';
import { createClient, type ReportEvent, type ReportEventPage } from './index.js';
import { eventsOfReport, type LiveMessage } from './live-events.js';
import { cutsTheLine, json, LocalApi, problem, stream } from './testing/local-api.js';
import { anEvent, sseMessage } from './testing/shapes.js';

const events = [1, 2, 3, 4, 5].map((sequence) => anEvent(sequence));
const lines = events.map(sseMessage);
const reportId = 'rep_01kb0000000000000000000000';

describe('live events', () => {
  let api: LocalApi;
  beforeEach(async () => {
    api = await new LocalApi().start();
  });
  afterEach(() => api.stop());

  const client = (idleTimeoutMs?: number) =>
    createClient({
      baseUrl: api.url,
      apiKey: 'uf_synthetic',
      wait: () => Promise.resolve(),
      ...(idleTimeoutMs === undefined ? {} : { idleTimeoutMs }),
    });

  async function take(source: AsyncIterable<ReportEvent>, count: number): Promise<number[]> {
    const taken: number[] = [];
    for await (const { sequence } of source) if (taken.push(sequence) === count) break;
    return taken;
  }

  it('connects again after the last event it has, however the connection ends', async () => {
    api.gives(
      stream(lines.slice(0, 2), 'cuts'),
      cutsTheLine,
      problem(503, 'DATABASE.UNAVAILABLE', 'Later.'),
      stream(lines.slice(2, 4), 'ends'),
      stream(lines.slice(4), 'stays'),
    );
    expect(await take(client().streamEvents({ reportId }), 5)).toEqual([1, 2, 3, 4, 5]);
    expect(api.calls.map(({ headers }) => headers['last-event-id'])).toEqual([
      undefined,
      events[1]?.id,
      events[1]?.id,
      events[1]?.id,
      events[3]?.id,
    ]);
    expect(api.calls[0]?.url).toBe(`/v1/stream?report=${reportId}`);
  });

  it('goes on after the event it is given', async () => {
    api.gives(stream(lines.slice(3), 'stays'));
    expect(await take(client().streamEvents({ lastEventId: 'evt_given' }), 1)).toEqual([4]);
    expect(api.calls[0]?.headers['last-event-id']).toBe('evt_given');
  });

  it('takes a connection without even a heartbeat for dead', async () => {
    // On a busy machine the second one may be taken for dead as well.
    const others = Array.from({ length: 9 }, () => stream(lines.slice(1), 'stays'));
    api.gives(stream(lines.slice(0, 1), 'stays'), ...others);
    expect(await take(client(40).streamEvents(), 2)).toEqual([1, 2]);
  });

  it('stops at what the API refuses for good', async () => {
    api.gives(problem(404, 'EVENT.NOT_FOUND', 'Connect without it.'));
    await expect(take(client().streamEvents(), 1)).rejects.toMatchObject({ code: 'EVENT.NOT_FOUND' });
    expect(api.calls).toHaveLength(1);
  });

  it('gives up after ten more tries without a connection', async () => {
    api.gives(...Array.from({ length: 11 }, () => cutsTheLine));
    await expect(take(client().streamEvents(), 1)).rejects.toMatchObject({ name: 'ApiUnreachable' });
    expect(api.calls).toHaveLength(11);
  });

  it('says when a single connection is open, and when it broke', async () => {
    api.gives(stream(lines.slice(0, 2), 'ends'));
    const heard: string[] = [];
    const listen = async () => {
      for await (const message of client().streamOnce({ lastEventId: 'evt_given' })) heard.push(message.kind);
    };
    await expect(listen()).rejects.toMatchObject({ name: 'ApiUnreachable', reason: 'STREAM_ENDED' });
    expect(heard).toEqual(['connected', 'event', 'event']);
    expect(api.calls.map(({ headers }) => headers['last-event-id'])).toEqual(['evt_given']);
  });

  it('ends quietly, with its connection, when it is told to', async () => {
    const closed = new Promise((resolve) => {
      api.gives((response) => {
        response.on('close', resolve);
        return stream(lines.slice(0, 1), 'stays')(response);
      });
    });
    const ending = new AbortController();
    const seen: number[] = [];
    for await (const { sequence } of client().streamEvents({ signal: ending.signal })) {
      seen.push(sequence);
      ending.abort();
    }
    expect(seen).toEqual([1]);
    await closed;
  });

  it('ends although fetch does not notice, as it may after garbage collection', async () => {
    const ending = new AbortController();
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(lines[0])),
      cancel: () => {
        isCancelled = true;
      },
    });
    const deaf = createClient({
      baseUrl: api.url,
      apiKey: 'uf_synthetic',
      fetch: () => Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } })),
    });
    for await (const _ of deaf.streamEvents({ signal: ending.signal })) setImmediate(() => ending.abort());
    expect(isCancelled).toBe(true);
  });

  it('follows a report from its stored timeline into the live stream', async () => {
    const page = (data: readonly ReportEvent[], nextCursor: string | null = null) =>
      json(200, { data, nextCursor });
    api.gives(
      stream([], 'cuts'),
      page(events.slice(0, 1), 'one'),
      page(events.slice(1, 2)),
      // Three happened while there was no connection.
      stream(lines.slice(1), 'stays'),
      page(events.slice(1, 3)),
    );
    expect(await take(client().followReport(reportId), 5)).toEqual([1, 2, 3, 4, 5]);
    expect(api.calls.map(({ url }) => url.replace(reportId, 'REPORT'))).toEqual([
      '/v1/stream?report=REPORT',
      '/v1/reports/REPORT/events',
      '/v1/reports/REPORT/events?cursor=one',
      '/v1/stream?report=REPORT',
      '/v1/reports/REPORT/events?cursor=one',
    ]);
  });
});

describe('eventsOfReport', () => {
  it('gives each event once and in order, whatever the stream repeats, loses or swaps', async () => {
    const step = fc.oneof(
      fc.record({ happens: fc.integer({ min: 0, max: 3 }), connects: fc.constant(true) }),
      fc.record({ happens: fc.integer({ min: 0, max: 3 }), brings: fc.integer({ min: 1, max: 40 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.integer({ min: 0, max: 5 }),
        async (steps, after) => {
          const stored: ReportEvent[] = [];
          const live = (async function* (): AsyncGenerator<LiveMessage> {
            await Promise.resolve();
            for (const { happens, ...what } of [...steps, { happens: 0, connects: true as const }]) {
              for (let more = happens; more > 0; more -= 1) stored.push(anEvent(stored.length + 1));
              const event = 'brings' in what ? stored[what.brings - 1] : undefined;
              yield event ? { kind: 'event', event } : { kind: 'connected' };
            }
          })();
          const given: number[] = [];
          for await (const { sequence } of eventsOfReport(live, pagesOf(stored), after)) given.push(sequence);
          expect(given).toEqual(
            stored.map(({ sequence }) => sequence).filter((sequence) => sequence > after),
          );
        },
      ),
    );
  });

  /** Pages of three, with cursors as the API gives them: none behind the last row. */
  function pagesOf(stored: readonly ReportEvent[]) {
    return ({ cursor }: { readonly cursor?: string }): Promise<ReportEventPage> => {
      const rest = stored.filter(({ sequence }) => sequence > Number(cursor ?? 0));
      const data = rest.slice(0, 3);
      return Promise.resolve({ data, nextCursor: rest.length > 3 ? String(data.at(-1)?.sequence) : null });
    };
  }
});
