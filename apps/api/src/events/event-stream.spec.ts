import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventStream, messageText } from './event-stream.js';

/** A server with one stream, and its reader on a real connection. */
async function aStream() {
  const stopping = new AbortController();
  let opened: (parts: { stream: EventStream; response: ServerResponse }) => void = () => undefined;
  const serving = new Promise<{ stream: EventStream; response: ServerResponse }>((resolve) => {
    opened = resolve;
  });
  const server: Server = createServer((_request, response) => {
    opened({ stream: new EventStream(response, stopping.signal), response });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const reader = await new Promise<IncomingMessage>((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port }, resolve);
    asking.on('error', reject);
    asking.end();
  });
  reader.on('error', () => undefined);
  const { stream, response } = await serving;
  return {
    ...{ stream, response, reader, stopping },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
const gone = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
async function readUntil(reader: IncomingMessage, end: string): Promise<string> {
  let text = '';
  for await (const chunk of reader.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.endsWith(end)) break;
  }
  return text;
}
const message = { id: 'evt_1', event: 'submission.sent', data: { a: 1 } };

describe('EventStream', () => {
  it('speaks as browsers understand it', async () => {
    const { stream, reader, close } = await aStream();
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    await stream.send(messageText(message));
    expect(await readUntil(reader, '}\n\n')).toBe(
      'retry: 2000\n\nid: evt_1\nevent: submission.sent\ndata: {"a":1}\n\n',
    );
    await close();
  });

  it('knows when its reader has left, and writes nothing more', async () => {
    const { stream, reader, close } = await aStream();
    reader.destroy();
    await gone(stream.signal);
    await stream.send(messageText(message));
    await close();
  });

  it('makes who waits for it wait while the reader reads nothing, and goes on when it does', async () => {
    const { stream, reader, response, close } = await aStream();
    const large = messageText({ ...message, data: 'x'.repeat(64_000) });
    let sent = 0;
    const sending = (async () => {
      while (sent < 400) {
        await stream.send(large);
        sent += 1;
      }
    })();
    const isStuck = async () => {
      const before = sent;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return sent === before;
    };
    while (!(await isStuck()));
    expect(sent).toBeLessThan(400);
    expect(response.writableLength).toBeLessThan(1_048_576);
    expect(stream.signal.aborted).toBe(false);
    reader.resume();
    await sending;
    await close();
  });

  it('cuts off a reader that is far behind while nobody waits for it', async () => {
    const { stream, reader, close } = await aStream();
    const large = messageText({ ...message, data: 'x'.repeat(64_000) });
    for (let n = 0; n < 400 && !stream.signal.aborted; n += 1) {
      void stream.send(large);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(stream.signal.aborted).toBe(true);
    reader.destroy();
    await close();
  });

  it('ends when the process stops, so that its reader comes back elsewhere', async () => {
    const { stream, reader, stopping, close } = await aStream();
    reader.resume();
    const ended = new Promise((resolve) => reader.once('end', resolve));
    stopping.abort();
    await ended;
    await gone(stream.signal);
    await close();
  });

  it('says from time to time that it is still there', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const { reader, close } = await aStream();
      jest.advanceTimersByTime(15_000);
      expect(await readUntil(reader, 'here\n\n')).toContain(': still here\n\n');
      await close();
    } finally {
      jest.useRealTimers();
    }
  });
});
