import type { LogFields } from './log.js';

const blot = '[redacted]';
const maxDepth = 6;
const maxCauses = 3;
const maxStackChars = 4_000;

/** Compared without case, dashes and underscores, so that `api_key`, `apiKey` and `X-Api-Key` are one. */
const blottedKeys = new Set(
  [
    ['authorization', 'proxyAuthorization', 'cookie', 'setCookie', 'headers'],
    [
      'apiKey',
      'xApiKey',
      'secret',
      'clientSecret',
      'password',
      'passphrase',
      'credentials',
      'privateKey',
      'dataKey',
    ],
    ['token', 'accessToken', 'refreshToken', 'idToken', 'sessionId', 'signature', 'connectionString'],
    [
      'url',
      'uri',
      'href',
      'address',
      'email',
      'phone',
      'handle',
      'username',
      'displayName',
      'locator',
      'input',
    ],
    ['explanation', 'text', 'html', 'subject', 'body', 'raw', 'content', 'snippet', 'note', 'answer'],
    ['to', 'from', 'cc', 'bcc', 'replyTo', 'recipient', 'sender', 'envelope'],
  ]
    .flat()
    .map(plainKey),
);

/** Copies fields for a line: thrown things shortened to what is safe, values under telling names blotted out. */
export function redact(fields: LogFields): Record<string, unknown> {
  return copyRecord(fields, 0, new Set());
}

/**
 * What a line may say of something thrown: name, code, kind, stack, and the same of its causes.
 *
 * Everything else that clients hang on their errors (request, response, configuration, rejected recipients) stays out;
 * what libraries quote in messages, and addresses, are blotted out. Of a fault of the database, which quotes names of
 * tables as it quotes values, those names are told by themselves.
 */
export function describeError(thrown: unknown, causesLeft = maxCauses): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const { code, kind, table, column, constraint } = thrown as Readonly<Record<string, unknown>> & Error;
  const ofDatabase = Object.entries({ table, column, constraint }).filter(([, value]) => isPlain(value));
  return {
    name: thrown.name,
    ...(isPlain(code) ? { code } : {}),
    ...(isPlain(kind) ? { kind } : {}),
    ...Object.fromEntries(ofDatabase),
    stack: blotAddresses(stackWithoutQuotes(thrown)).slice(0, maxStackChars),
    ...(thrown.cause === undefined || causesLeft === 0
      ? {}
      : { cause: describeError(thrown.cause, causesLeft - 1) }),
  };
}

function copyRecord(record: object, depth: number, parents: ReadonlySet<object>): Record<string, unknown> {
  const seen = new Set(parents).add(record);
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      blottedKeys.has(plainKey(key)) && value !== null && value !== undefined
        ? blot
        : copy(value, depth, seen),
    ]),
  );
}

function copy(value: unknown, depth: number, parents: ReadonlySet<object>): unknown {
  if (value instanceof Error) return describeError(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= maxDepth || parents.has(value)) return '[deeper]';
  if (Array.isArray(value)) return value.map((each) => copy(each, depth + 1, new Set(parents).add(value)));
  return copyRecord(value, depth + 1, parents);
}

/** The message repeats what a parser, a mail server or a database was given; names of our own code in it stay. */
function stackWithoutQuotes({ name, message, stack = `${name}: ${message}`, ...more }: Error): string {
  const end = stack.includes(message) ? stack.indexOf(message) + message.length : stack.search(/\n {4}at |$/);
  const [head, frames] = [stack.slice(0, end), stack.slice(end)];
  const { response } = more as { response?: unknown };
  // What a mail server said, word by word.
  const said = typeof response === 'string' && response !== '' ? head.replaceAll(response, blot) : head;
  const unquoted = said
    .replace(/"[^]*"/g, blot)
    .replace(/'(?![A-Za-z_$][\w$]{0,40}')[^]*'/g, blot)
    .replace(/\bReceived [^]*$/, `Received ${blot}`);
  return `${unquoted}${frames}`;
}

/** Web and database addresses, and mail addresses, wherever they stand in a text; file names of a stack stay. */
function blotAddresses(text: string): string {
  return text
    .replace(/\b(?!file:|node:)[a-z][a-z0-9+.-]{0,30}:\/\/[^\s)'"<>]+/gi, blot)
    .replace(
      /(?<![^\s<>"'()[\],;:/@])[^\s<>"'()[\],;:/@]+@[^\s<>"'()[\],;:/@]+\.[^\s<>"'()[\],;:/@]+/g,
      blot,
    );
}

function plainKey(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
