import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Call {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** As sent; empty where there was none. */
  readonly body: string;
}

export type Answer = (response: ServerResponse) => void | Promise<void>;

/** An HTTP server on this machine that plays the API: it gives prepared answers in turn and keeps what it was asked. */
export class LocalApi {
  readonly calls: Call[] = [];
  private readonly answers: Answer[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Adds answers for the next requests. Further requests get 500. */
  gives(...answers: Answer[]): this {
    this.answers.push(...answers);
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    this.calls.push({ method, url, headers, body: await text(request) });
    await (this.answers.shift() ?? problem(500, 'TEST.NO_ANSWER', 'This request was not expected.'))(
      response,
    );
  }
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function problem(
  status: number,
  code: string,
  detail: string,
  more: { readonly errors?: readonly object[]; readonly headers?: Readonly<Record<string, string>> } = {},
): Answer {
  const body = {
    type: `urn:uniflag:problem:${code.toLowerCase()}`,
    title: 'Synthetic',
    status,
    detail,
    code,
  };
  return json(
    status,
    { ...body, ...(more.errors ? { errors: more.errors } : {}) },
    { 'content-type': 'application/problem+json', ...more.headers },
  );
}

/** Takes the request and closes the connection without a word. */
export const cutsTheLine: Answer = (response) => {
  response.socket?.destroy();
};

/** Opens a stream, sends messages, and then ends it, cuts it or leaves it open. */
export function stream(messages: readonly string[], then: 'ends' | 'cuts' | 'stays'): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write('retry: 20\n\n');
    for (const message of messages) response.write(message);
    if (then === 'ends') response.end();
    if (then === 'cuts') setImmediate(() => response.socket?.destroy());
  };
}
