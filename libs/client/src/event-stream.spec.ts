import fc from 'fast-check';
import { messagesIn, type StreamMessage } from './event-stream.js';

async function read(
  text: string,
  chunkBytes = 1_000,
): Promise<{ messages: StreamMessage[]; retries: number[] }> {
  const bytes = new TextEncoder().encode(text);
  const chunks = (function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  })();
  const messages: StreamMessage[] = [];
  const retries: number[] = [];
  const source = (async function* () {
    await Promise.resolve();
    yield* chunks;
  })();
  for await (const message of messagesIn(source, (ms) => retries.push(ms))) messages.push(message);
  return { messages, retries };
}

describe('messagesIn', () => {
  it('reads id, event and data, and passes over heartbeats', async () => {
    const { messages } = await read(
      ': still here\n\nid: evt_1\nevent: submission.sent\ndata: {"é":1}\n\n: still here\n\n',
    );
    expect(messages).toEqual([{ lastEventId: 'evt_1', event: 'submission.sent', data: '{"é":1}' }]);
  });

  it('joins lines of data, keeps the last id, and drops what the end cuts short', async () => {
    const { messages } = await read('id: 7\ndata: a\ndata:b\n\ndata\n\ndata: cut');
    expect(messages).toEqual([
      { lastEventId: '7', event: 'message', data: 'a\nb' },
      { lastEventId: '7', event: 'message', data: '' },
    ]);
  });

  it('hears how long to wait before connecting again', async () => {
    expect((await read('retry: 2000\n\nretry: soon\n\n')).retries).toEqual([2_000]);
  });

  it('reads the same however lines end and wherever the stream is cut', async () => {
    const text =
      'retry: 5\n\nid: évt_1\nevent: x\ndata: ünicode 👍\ndata: two\n\n: beat\n\nid: 2\ndata: {}\n\n';
    const expected = await read(text);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 40 }),
        async (end, chunkBytes) => {
          // The last line needs another byte behind a lone CR to be known as one.
          expect(await read(`${text.replaceAll('\n', end)}:`, chunkBytes)).toEqual(expected);
        },
      ),
    );
  });
});
