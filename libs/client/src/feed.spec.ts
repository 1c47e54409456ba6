import { feedMessages, type FeedMessage } from './feed.js';
import { ApiProblem, ApiUnreachable } from './problems.js';
import type { FeedPage, FeedQuery } from './shapes.js';
import { aFeedEvent } from './testing/shapes.js';

const since = '2026-11-23T13:00:00.000Z';
const away = new ApiUnreachable('http://uniflag.example', 'ECONNREFUSED');

/** Follows a feed that answers so, in turn, and ends when it has nothing more to say. */
async function follow(answers: (FeedPage | Error)[]) {
  const ending = new AbortController();
  const queries: FeedQuery[] = [];
  const waits: number[] = [];
  const messages: FeedMessage[] = [];
  const rules = {
    readPage: async (query: FeedQuery) => {
      queries.push(query);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      if (answer) return answer;
      ending.abort();
      return new Promise<FeedPage>(() => undefined);
    },
    wait: async (durationMs: number) => void waits.push(durationMs),
    pollMs: 1_000,
  };
  for await (const message of feedMessages(rules, { since, signal: ending.signal })) messages.push(message);
  return { queries, waits, messages };
}

const pageOf = (nextCursor: string, ...sequences: number[]): FeedPage => ({
  data: sequences.map((sequence) => aFeedEvent(sequence)),
  nextCursor,
});
const told = (messages: readonly FeedMessage[]) =>
  messages.map((message) => (message.kind === 'event' ? message.event.sequence : message.kind));

describe('following the feed', () => {
  it('begins at a time, goes on at each cursor, and gives each event once', async () => {
    const { queries, messages } = await follow([pageOf('a'), pageOf('b', 1, 2), pageOf('b'), pageOf('c', 3)]);
    expect(told(messages)).toEqual(['connected', 1, 2, 3]);
    expect(queries.map(({ limit: _limit, ...query }) => query)).toEqual([
      { since },
      ...['a', 'b', 'b', 'c'].map((cursor) => ({ cursor })),
    ]);
  });

  it('leaves out what happened before that time and was told only later', async () => {
    const late = { ...aFeedEvent(1), timestamp: '2026-11-23T12:59:59.999Z' };
    const first = { ...aFeedEvent(2), timestamp: since };
    const { messages } = await follow([pageOf('a'), { data: [late, first], nextCursor: 'b' }]);
    expect(told(messages)).toEqual(['connected', 2]);
  });

  it('waits between looks, but not while pages are full', async () => {
    const all = Array.from({ length: 200 }, (_, index) => index + 1);
    const { waits, messages } = await follow([pageOf('a', ...all), pageOf('b', 201)]);
    expect(told(messages)).toHaveLength(202);
    expect(waits).toEqual([1_000]);
  });

  it('asks an API that went away again, ever later, and says once that it is away and once that it is back', async () => {
    const busy = new ApiProblem(503, 'DATABASE.UNAVAILABLE', 'Come back.');
    const { waits, messages } = await follow([pageOf('a', 1), away, busy, away, pageOf('b', 2)]);
    expect(told(messages)).toEqual(['connected', 1, 'away', 'connected', 2]);
    const [poll, ...backOff] = waits;
    expect(poll).toBe(1_000);
    expect(backOff.slice(0, 3)).toEqual([...backOff.slice(0, 3)].sort((one, other) => one - other));
  });

  it('throws where nothing answers from the start, and where the API refuses for good', async () => {
    await expect(follow([away])).rejects.toBe(away);
    const revoked = new ApiProblem(401, 'ACCESS.KEY', 'This key is unknown.');
    await expect(follow([pageOf('a', 1), revoked])).rejects.toBe(revoked);
  });

  it('ends at once where it is told to', async () => {
    const ended = AbortSignal.abort();
    const rules = { readPage: () => Promise.reject(new Error('not asked')), wait: async () => {}, pollMs: 1 };
    const messages: FeedMessage[] = [];
    for await (const message of feedMessages(rules, { since, signal: ended })) messages.push(message);
    expect(messages).toEqual([]);
  });
});
