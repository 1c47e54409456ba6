/**
 * Reads a stream until what came is enough.
 *
 * @throws Error where it ends before: whoever only waited for more would wait for ever
 */
export async function readUntil(
  { body, status }: Pick<Response, 'body' | 'status'>,
  isEnough: (text: string) => boolean,
): Promise<string> {
  if (body === null) throw new Error(`the answer ${status} has no stream`);
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (!isEnough(text)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`the stream (${status}) ended after: ${text}`);
    text += decoder.decode(value, { stream: true });
  }
  return text;
}
