import { Ending, unlessEnded } from './abort.js';
import { messagesIn } from './event-stream.js';
import { ApiProblem, ApiUnreachable } from './problems.js';
import { backOffMs, isPassing, unreachable, type Wait } from './retrying-fetch.js';
import type { ReportEvent, ReportEventPage } from './shapes.js';

export interface StreamRules {
  readonly baseUrl: string;
  /**
   * Connects, going on after an event where its id is given.
   *
   * @throws ApiProblem where the API refuses
   */
  readonly open: (
    lastEventId: string | undefined,
    signal: AbortSignal,
  ) => Promise<ReadableStream<Uint8Array>>;
  readonly wait: Wait;
  /** Failed connections in a row after which it gives up. */
  readonly reconnects: number;
  /** A connection that says nothing for so long, not even a heartbeat, is taken for dead. */
  readonly idleTimeoutMs: number;
}

/** What a live connection brings. `connected` comes each time, also when it is opened anew. */
export type LiveMessage =
  | { readonly kind: 'connected' }
  | { readonly kind: 'event'; readonly event: ReportEvent }
  /** The list of alerts to staff is another than before. */
  | { readonly kind: 'alertsChanged' }
  /** Somebody else takes care of a report than before. */
  | { readonly kind: 'claimsChanged' }
  /** Somebody wrote a note, or struck one out. */
  | { readonly kind: 'notesChanged' }
  /** Somebody came to the page of a report, or left it. */
  | { readonly kind: 'presenceChanged' };

/**
 * Events as they happen, over as many connections as it takes. Ends when `signal` says so.
 *
 * @throws ApiProblem where the API refuses for good
 * @throws ApiUnreachable after too many failed connections in a row
 */
export async function* liveMessages(
  rules: StreamRules,
  from: { readonly lastEventId?: string | undefined; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<LiveMessage> {
  const { signal } = from;
  const isOver = () => signal?.aborted ?? false;
  let { lastEventId } = from;
  let failures = 0;
  let retryMs = 0;
  while (!isOver()) {
    const connection = new Ending(signal);
    try {
      connection.endIn(rules.idleTimeoutMs);
      const body = await unlessEnded(rules.open(lastEventId, connection.signal), connection.signal);
      yield { kind: 'connected' };
      const onChunk = () => {
        connection.endIn(rules.idleTimeoutMs);
        failures = 0;
      };
      for await (const message of messagesIn(chunksOf(body, connection, onChunk), (ms) => (retryMs = ms))) {
        if (message.lastEventId !== '') ({ lastEventId } = message);
        if (message.event === 'alerts.changed') yield { kind: 'alertsChanged' };
        else if (message.event === 'claims.changed') yield { kind: 'claimsChanged' };
        else if (message.event === 'notes.changed') yield { kind: 'notesChanged' };
        else if (message.event === 'presence.changed') yield { kind: 'presenceChanged' };
        else yield { kind: 'event', event: JSON.parse(message.data) as ReportEvent };
      }
      throw new ApiUnreachable(new URL(rules.baseUrl).origin, 'STREAM_ENDED');
    } catch (error) {
      if (isOver()) return;
      if (error instanceof ApiProblem && !isPassing(error.status)) throw error;
      failures += 1;
      if (failures > rules.reconnects) throw isOurs(error) ? error : unreachable(rules.baseUrl, error);
    } finally {
      connection.release();
      connection.end();
    }
    await rules.wait(Math.max(retryMs, backOffMs(failures)), signal).catch((error: unknown) => {
      if (!isOver()) throw error;
    });
  }
}

function isOurs(error: unknown): boolean {
  return error instanceof ApiProblem || error instanceof ApiUnreachable;
}

async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  { signal }: Ending,
  onChunk: () => void,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await unlessEnded(reader.read(), signal);
      if (done) return;
      onChunk();
      yield value;
    }
  } finally {
    // Closes the connection where it is still open; where it broke there is nothing to close.
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * Every event of one report after `afterSequence`, each once and in order, as it happens.
 *
 * The stream makes it prompt. It does not order by report, and says nothing of what happened before it was opened: the
 * stored timeline, read on every connection and at every gap, does.
 *
 * @param readPage one page of the timeline, from its beginning or at a cursor
 */
export async function* eventsOfReport(
  live: AsyncIterable<LiveMessage>,
  readPage: (query: { readonly cursor?: string }) => Promise<ReportEventPage>,
  afterSequence: number,
): AsyncGenerator<ReportEvent> {
  let lastSequence = afterSequence;
  /** Of the last page of the timeline: what comes next is on it, or after it. */
  let cursor = {};
  for await (const message of live) {
    if (message.kind !== 'event' && message.kind !== 'connected') continue;
    if (message.kind === 'event' && message.event.sequence <= lastSequence) continue;
    if (message.kind === 'event' && message.event.sequence === lastSequence + 1) {
      lastSequence = message.event.sequence;
      yield message.event;
      continue;
    }
    for (let more = true; more;) {
      const page = await readPage(cursor);
      for (const event of page.data.filter(({ sequence }) => sequence > lastSequence)) {
        lastSequence = event.sequence;
        yield event;
      }
      more = page.nextCursor !== null;
      if (page.nextCursor !== null) cursor = { cursor: page.nextCursor };
    }
  }
}
