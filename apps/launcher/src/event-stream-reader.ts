/** One message of a `text/event-stream`. */
export interface StreamMessage {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string;
}

/** Cuts a `text/event-stream` into messages, however it arrives. Source: WHATWG HTML, 9.2.6. */
export class EventStreamReader {
  private rest = '';

  /** @returns messages that are complete now; those without data (heartbeats) are left out */
  read(chunk: string): StreamMessage[] {
    const blocks = `${this.rest}${chunk}`.split(/\r\n\r\n|\n\n|\r\r/);
    this.rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const message = messageIn(block);
      return message.data === '' ? [] : [message];
    });
  }
}

function messageIn(block: string): StreamMessage {
  const fields = block.split(/\r\n|\n|\r/).map((line) => {
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    return { name, value };
  });
  const last = (name: string) => fields.findLast((field) => field.name === name)?.value;
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value);
  return { id: last('id'), event: last('event'), data: data.join('\n') };
}
