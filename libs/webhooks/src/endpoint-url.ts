import net from 'node:net';
import { AddressGuard, type AddressOptions, type AddressRefusal } from './address-guard.js';

export type EndpointUrlError =
  | 'WEBHOOK.URL_INVALID'
  | 'WEBHOOK.URL_TOO_LONG'
  | 'WEBHOOK.URL_HAS_CREDENTIALS'
  | 'WEBHOOK.URL_HAS_FRAGMENT'
  | 'WEBHOOK.HTTPS_REQUIRED'
  | 'WEBHOOK.PORT_NOT_ALLOWED'
  | 'WEBHOOK.ADDRESS_NOT_PUBLIC';

/** `detail` is a sentence for staff with the way out; it never repeats the address. */
export type EndpointUrlCheck =
  { readonly ok: true } | { readonly ok: false; readonly error: EndpointUrlError; readonly detail: string };

/**
 * Whether an endpoint may be created with this address. No name is looked up: what it resolves to is checked at each
 * connection.
 */
export function checkEndpointUrl(text: string, options: AddressOptions = {}): EndpointUrlCheck {
  if (text.length > maxUrlChars) return refused('WEBHOOK.URL_TOO_LONG');
  // The parser drops tabs and line ends and reads \ as /: what people see is then not what is called.
  if (/[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text)) return refused('WEBHOOK.URL_INVALID');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('WEBHOOK.HTTPS_REQUIRED');
  if (!/^https?:\/\/[^/]/i.test(text)) return refused('WEBHOOK.URL_INVALID');
  if (/^https?:\/\/[^/?#]*@/i.test(text)) return refused('WEBHOOK.URL_HAS_CREDENTIALS');
  if (text.includes('#')) return refused('WEBHOOK.URL_HAS_FRAGMENT');
  return checkHost(url, new AddressGuard(options), options.allowPorts ?? [443]);
}

const maxUrlChars = 2_048;

function checkHost(url: URL, guard: AddressGuard, ports: readonly number[]): EndpointUrlCheck {
  const isTls = url.protocol === 'https:';
  const port = Number(url.port || (isTls ? 443 : 80));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (net.isIP(host) !== 0) {
    const refusal = guard.refusal(host, { isTls, port });
    return refusal ? refused(errorByRefusal[refusal]) : { ok: true };
  }
  // With an allow list a name may mean an allowed address, for which every scheme and port will do.
  if (guard.allowsSomePrivate) return { ok: true };
  if (!isTls) return refused('WEBHOOK.HTTPS_REQUIRED');
  if (isLocalName(host)) return refused('WEBHOOK.ADDRESS_NOT_PUBLIC');
  return ports.includes(port) ? { ok: true } : refused('WEBHOOK.PORT_NOT_ALLOWED');
}

/** Names that no public DNS answers. Sources: RFC 6761, 6762, 8375, 9476; ICANN's `.internal` of 2024. */
function isLocalName(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.');
  const last = labels.at(-1) ?? '';
  return (
    labels.length === 1 ||
    ['localhost', 'local', 'internal', 'alt', 'test', 'invalid', 'onion'].includes(last) ||
    labels.slice(-2).join('.') === 'home.arpa'
  );
}

const errorByRefusal: Record<AddressRefusal, EndpointUrlError> = {
  NOT_PUBLIC: 'WEBHOOK.ADDRESS_NOT_PUBLIC',
  NOT_HTTPS: 'WEBHOOK.HTTPS_REQUIRED',
  PORT: 'WEBHOOK.PORT_NOT_ALLOWED',
};

const detailByError: Record<EndpointUrlError, string> = {
  'WEBHOOK.URL_INVALID':
    'Give one complete address such as https://hooks.example.org/uniflag, without spaces or backslashes.',
  'WEBHOOK.URL_TOO_LONG': `Use an address of at most ${maxUrlChars} characters.`,
  'WEBHOOK.URL_HAS_CREDENTIALS':
    'Leave user name and password out: deliveries prove themselves by their signature.',
  'WEBHOOK.URL_HAS_FRAGMENT': 'Leave out # and what follows: it is never sent.',
  'WEBHOOK.HTTPS_REQUIRED': 'Use an https:// address.',
  'WEBHOOK.PORT_NOT_ALLOWED': 'Use port 443, or ask the operator to allow this port.',
  'WEBHOOK.ADDRESS_NOT_PUBLIC':
    'Use an address on the public internet, or ask the operator to allow this network.',
};

function refused(error: EndpointUrlError): EndpointUrlCheck {
  return { ok: false, error, detail: detailByError[error] };
}
