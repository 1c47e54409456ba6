import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

const heartbeatMs = 15_000;
/** A reader so far behind is cut off; it comes back with the last event it has. */
const maxBufferedBytes = 1_048_576;

/** One message of a stream. Without an id it is nothing to go on after. */
export function messageText(message: {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}): string {
  const { id, event, data } = message;
  const place = id === undefined ? '' : `id: ${id}\n`;
  return `${place}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Server-sent events to one reader, on an answer that was taken out of the framework's hands.
 *
 * Source: html.spec.whatwg.org, "Server-sent events".
 */
export class EventStream {
  private readonly ended = new AbortController();
  private draining: Promise<void> | undefined;

  constructor(
    private readonly response: ServerResponse,
    stopping: AbortSignal,
  ) {
    const heartbeat = setInterval(() => void this.send(': still here\n\n'), heartbeatMs);
    stopping.addEventListener('abort', this.end);
    this.ended.signal.addEventListener('abort', () => {
      clearInterval(heartbeat);
      stopping.removeEventListener('abort', this.end);
    });
    response.on('error', () => this.ended.abort());
    response.on('close', () => this.ended.abort());
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write('retry: 2000\n\n');
    if (stopping.aborted) this.end();
  }

  /** Nothing more is sent; the reader may come back. */
  readonly end = (): void => {
    this.response.end();
  };

  /** Aborts when the reader is gone. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  /** @param text made by `messageText`; resolves when the reader can take more, or is gone */
  async send(text: string): Promise<void> {
    if (this.ended.signal.aborted || this.response.writableEnded || this.response.write(text)) return;
    if (this.response.writableLength > maxBufferedBytes) this.response.destroy();
    this.draining ??= this.drained();
    await this.draining;
  }

  private async drained(): Promise<void> {
    // Rejects where the reader is gone: there is nothing to wait for then.
    await once(this.response, 'drain', { signal: this.ended.signal }).catch(() => undefined);
    this.draining = undefined;
  }
}
