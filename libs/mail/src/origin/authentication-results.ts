/** What a mail server found out about a mail. */
export interface AuthenticationResults {
  readonly authservId: string;
  readonly results: readonly { readonly method: string; readonly result: string; readonly of: Properties }[];
}

/** Such as `header.from` to `platform.example`. */
type Properties = ReadonlyMap<string, string>;

/**
 * Reads the value of a header Authentication-Results.
 *
 * Source: RFC 8601, section 2.2
 *
 * @param value unfolded
 * @returns undefined where it has no such shape
 */
export function readAuthenticationResults(value: string): AuthenticationResults | undefined {
  const [head = '', ...statements] = partsOf(withoutComments(value.slice(0, maxChars)));
  const [authservId = ''] = head.trim().split(/\s+/);
  if (authservId === '' || authservId.includes('=')) return undefined;
  const results = statements.flatMap((statement) => {
    const [found, ...properties] = statement
      .trim()
      .replace(/\s+/g, ' ')
      .split(/ (?=[^ =]+ ?=)/);
    const [, method, result] = /^([\w-]+)(?:\s*\/\s*\d+)?\s*=\s*([\w-]+)/.exec(found ?? '') ?? [];
    if (method === undefined || result === undefined) return [];
    const of = properties.flatMap((property): [string, string][] => {
      const [, name, text] = /^([\w-]+\.[\w-]+)\s*=\s*"?([^"\s]+)"?/.exec(property) ?? [];
      return name === undefined || text === undefined ? [] : [[name.toLowerCase(), text.toLowerCase()]];
    });
    return [{ method: method.toLowerCase(), result: result.toLowerCase(), of: new Map(of) }];
  });
  return { authservId: authservId.replace(/^"|"$/g, '').toLowerCase(), results };
}

const maxChars = 20_000;

/** Comments can hold anything, also what looks like a result. */
function withoutComments(text: string): string {
  let depth = 0;
  let isQuoted = false;
  let kept = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\\') {
      if (depth === 0) kept += text.slice(at, at + 2);
      at += 1;
    } else if (char === '"' && depth === 0) {
      isQuoted = !isQuoted;
      kept += char;
    } else if (char === '(' && !isQuoted) depth += 1;
    else if (char === ')' && depth > 0) depth -= 1;
    else if (depth === 0) kept += char;
  }
  return kept;
}

/** Cut at semicolons outside of quotes. */
function partsOf(text: string): string[] {
  return (text.match(/(?:"(?:[^"\\]|\\.)*"|[^;"]|")+|(?<=;)(?=;|$)/g) ?? []).map((part) => part.trim());
}
