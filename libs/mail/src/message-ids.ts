/** Whether this can stand between angle brackets as a Message-ID: printable ASCII, one `@`, at most 250 characters. */
export function isMessageId(text: string): boolean {
  return text.length <= 250 && /^[!-;=?A-~]+@[!-;=?A-~]+$/.test(text);
}

/** Every well-formed Message-ID in a header's text, without angle brackets, in order, each once. */
export function messageIdsIn(headerText: string): string[] {
  const found = Array.from(headerText.matchAll(/<([^<>]{3,250})>/g), ([, id = '']) => id.replace(/\s+/g, ''));
  return [...new Set(found.filter(isMessageId))];
}
