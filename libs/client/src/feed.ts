import { unlessEnded } from './abort.js';
import { ApiProblem, ApiUnreachable } from './problems.js';
import { backOffMs, isPassing, type Wait } from './retrying-fetch.js';
import type { FeedEvent, FeedPage, FeedQuery } from './shapes.js';

export interface FeedRules {
  readonly readPage: (query: FeedQuery) => Promise<FeedPage>;
  readonly wait: Wait;
  /** Between two looks that find nothing new. */
  readonly pollMs: number;
}

/** What following the feed brings. `connected` comes at the start, and when the API is back. */
export type FeedMessage =
  | { readonly kind: 'connected' }
  | { readonly kind: 'event'; readonly event: FeedEvent }
  /** The API does not answer for now; it is asked again. */
  | { readonly kind: 'away'; readonly error: ApiProblem | ApiUnreachable };

/**
 * Every event since a time, each once, as it is told in the feed. Ends when `signal` says so.
 *
 * An API that is away is asked again, at growing intervals, for as long as it takes; not so at the start.
 *
 * @param since ISO 8601
 * @throws ApiProblem where the API refuses for good
 * @throws ApiUnreachable where it cannot be reached from the start
 */
export async function* feedMessages(
  { readPage, wait, pollMs }: FeedRules,
  { since, signal }: { readonly since: string; readonly signal: AbortSignal },
): AsyncGenerator<FeedMessage> {
  let at: FeedQuery = { since };
  const sinceMs = Date.parse(since);
  let hasBegun = false;
  for (let failures = 0; !signal.aborted;) {
    const page = await unlessEnded(readPage({ ...at, limit }), signal).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      if (!hasBegun || !isAway(error)) throw error;
      return error;
    });
    if (page === undefined) return;
    if (page instanceof Error) {
      if (failures === 0) yield { kind: 'away', error: page };
      failures += 1;
    } else {
      if (!hasBegun || failures > 0) yield { kind: 'connected' };
      [hasBegun, failures, at] = [true, 0, { cursor: page.nextCursor }];
      // In the order of the feed, which is that of commits, something from before may come after its beginning.
      for (const event of page.data)
        if (Date.parse(event.timestamp) >= sinceMs) yield { kind: 'event', event };
      if (page.data.length === limit) continue;
    }
    await wait(failures > 0 ? backOffMs(failures) : pollMs, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

const limit = 200;

function isAway(error: unknown): error is ApiProblem | ApiUnreachable {
  return error instanceof ApiUnreachable || (error instanceof ApiProblem && isPassing(error.status));
}
