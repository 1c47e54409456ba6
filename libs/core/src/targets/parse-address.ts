import { hasUnwritableCharacters } from './clean-text.js';
import type { ResolveReason } from './resolution.js';

/** Longer than any address a platform hands out, wrapped ones included; in UTF-16 units. */
export const maxAddressChars = 4096;
const maxPathChars = 2048;

/** A web address taken apart. */
export interface Address {
  /** In lower case, ASCII, without a trailing dot. */
  readonly host: string;
  /** Decoded, starting with `/`, without a trailing slash, `.` or `..`; escapes that would change its structure stay. */
  readonly path: string;
  /** Without `?`, as written. */
  readonly query: string;
  /** Without `#`, decoded. */
  readonly fragment: string;
}

/**
 * Reads an address the way a browser would, and refuses what two readers could take for two different places.
 *
 * By hand rather than by the platform's `URL`: that one accepts user names, ports, numbers for hosts and letters of
 * other alphabets, and hides them by normalising. Every step is one pass over at most `maxAddressChars`.
 *
 * @param text one address, cleaned; a missing scheme is read as https
 * @returns the parts, or the reason why it is none
 */
export function parseAddress(text: string): Address | ResolveReason {
  if (text.length > maxAddressChars) return 'TOO_LONG';
  if (hasUnwritableCharacters(text)) return 'CONTROL_CHARACTERS';
  if (/[\s<>"|`]/.test(text)) return 'NOT_AN_ADDRESS';
  const { scheme, rest } = splitScheme(text);
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return 'NOT_HTTP';
  const [, authority = '', tail = ''] = /^([^/?#]*)(.*)$/s.exec(rest) ?? [];
  const host = readAuthority(authority, scheme);
  if (typeof host !== 'object') return host;
  const [beforeFragment, fragment] = cutAt(tail, '#');
  const [path, query] = cutAt(beforeFragment, '?');
  if (path.length > maxPathChars) return 'TOO_LONG';
  return { host: host.name, path: readPath(path), query, fragment: decodeText(fragment) };
}

/** Undoes percent-encoding and composes accents; text that is not well encoded stays as written. */
export function decodeText(text: string): string {
  return decodePercent(text).normalize('NFC');
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign is text like any other.
    return text;
  }
}

/** `host:443/path` has no scheme although it has a colon. */
function splitScheme(text: string): { readonly scheme?: string; readonly rest: string } {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1];
  if (scheme === undefined || scheme.includes('.')) return { rest: text.replace(/^[\\/]{2,}/, '') };
  return { scheme: scheme.toLowerCase(), rest: text.slice(scheme.length + 1).replace(/^[\\/]+/, '') };
}

/** Everything before the first slash: user name, host, port. */
function readAuthority(
  authority: string,
  scheme: string | undefined,
): { readonly name: string } | ResolveReason {
  if (authority.includes('@')) return 'USERINFO_IN_ADDRESS';
  // A browser ends the host at a backslash, other readers do not.
  if (authority.includes('\\')) return 'NOT_AN_ADDRESS';
  if (/^\[[0-9A-Fa-f:.]+\]/.test(authority)) return 'IP_HOST';
  const [host, port] = cutAt(authority, ':');
  const name = readHost(host, scheme !== undefined);
  if (typeof name !== 'object') return name;
  if (!/^\d*$/.test(port)) return 'NOT_AN_ADDRESS';
  if (port !== '' && Number(port) !== (scheme === 'http' ? 80 : 443)) return 'PORT_IN_ADDRESS';
  return name;
}

function readHost(written: string, hasScheme: boolean): { readonly name: string } | ResolveReason {
  const decoded = decodePercent(written);
  // Before composing and lower-casing, which turn the Kelvin sign into a plain k.
  // eslint-disable-next-line no-control-regex -- the range is ASCII
  if (/[^\u0000-\u007f]/.test(decoded))
    return hasScheme || decoded.includes('.') ? 'INTERNATIONAL_HOST' : 'NOT_AN_ADDRESS';
  const name = decoded.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  if (isNumber(last)) return hasScheme || labels.length === 4 ? 'IP_HOST' : 'NOT_AN_ADDRESS';
  if (name.length > 253 || labels.length < 2 || !labels.every(isLabel)) return 'NOT_AN_ADDRESS';
  if (labels.some((label) => label.startsWith('xn--'))) return 'INTERNATIONAL_HOST';
  return /^[a-z]{2,}$/.test(last) ? { name } : 'NOT_AN_ADDRESS';
}

function isLabel(label: string): boolean {
  return label.length <= 63 && /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/.test(label);
}

/** Browsers read a host that ends in a number, also a hexadecimal one, as an IP address. */
function isNumber(label: string): boolean {
  return /^(?:\d+|0x[0-9a-f]*)$/.test(label);
}

function readPath(written: string): string {
  const segments: string[] = [];
  for (const raw of written.replaceAll('\\', '/').split('/')) {
    const segment = decodeSegment(raw);
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** A segment whose decoded form holds a separator or a control character stays encoded. */
function decodeSegment(raw: string): string {
  const decoded = decodeText(raw);
  return /[/\\?#\s]/.test(decoded) || hasUnwritableCharacters(decoded) ? raw : decoded;
}

function cutAt(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + separator.length)];
}
