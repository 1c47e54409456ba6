/** One message of a `text/event-stream`. */
export interface StreamMessage {
  /** Id of this message, or of the last one that had any. */
  readonly lastEventId: string;
  readonly event: string;
  readonly data: string;
}

/**
 * Cuts a `text/event-stream` into messages, however it arrives. Comments (heartbeats) are passed over.
 *
 * Source: WHATWG HTML, 9.2.6. What the connection's end cuts short is no message.
 *
 * @param onRetry the server says how long to wait before connecting again, in milliseconds
 */
export async function* messagesIn(
  chunks: AsyncIterable<Uint8Array>,
  onRetry: (retryMs: number) => void = () => undefined,
): AsyncGenerator<StreamMessage> {
  let lastEventId = '';
  let event = '';
  let data: string[] = [];
  for await (const line of linesIn(chunks)) {
    if (line === '') {
      if (data.length > 0) yield { lastEventId, event: event || 'message', data: data.join('\n') };
      event = '';
      data = [];
      continue;
    }
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id' && !value.includes('\0')) lastEventId = value;
    else if (field === 'retry' && /^\d+$/.test(value)) onRetry(Number(value));
  }
}

/** Lines end in LF, CR or CRLF; a CRLF may be cut in two. */
async function* linesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of chunks) {
    const lines = `${rest}${decoder.decode(bytes, { stream: true })}`.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
