import net from 'node:net';
import fc from 'fast-check';
import { AddressGuard } from '../../libs/webhooks/src/address-guard.js';
import { checkEndpointUrl } from '../../libs/webhooks/src/endpoint-url.js';
import { promise, pureSurface } from './surface.js';
import { oddText, textOf } from './texts.js';

/**
 * What is not public, by Node's own list and IANA's registries of special-purpose addresses: nothing of the product's
 * own reading of addresses, which would be wrong twice in the same place.
 */
const notPublicV4 = new net.BlockList();
for (const [network, bits] of [
  ...[
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ],
  ...[
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
  ],
  ...[
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ],
  // Sinks for stray questions to name servers (AS112) and relays for multicast: whichever is nearest answers, which may be one inside.
  ...[
    ['192.31.196.0', 24],
    ['192.52.193.0', 24],
    ['192.175.48.0', 24],
  ],
  ['168.63.129.16', 32],
] as [string, number][])
  notPublicV4.addSubnet(network, bits, 'ipv4');

const globalV6 = new net.BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const notPublicV6 = new net.BlockList();
for (const [network, bits] of [
  ...[
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ],
] as [string, number][])
  notPublicV6.addSubnet(network, bits, 'ipv6');

/** 2001::/23 is IANA's for protocols; it gave these of it out as global: 2001:1::/…, 2001:3::/32, 2001:4:112::/48, 2001:20::/28, 2001:30::/28. */
function isPublic(address: string): boolean {
  if (net.isIPv4(address)) return !notPublicV4.check(address, 'ipv4');
  return globalV6.check(address, 'ipv6') && !notPublicV6.check(address, 'ipv6');
}

const edges = [
  '0.0.0.0',
  '10.0.0.0',
  '100.64.0.0',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.0',
  '172.31.255.255',
]
  .concat([
    '192.0.0.192',
    '192.168.0.1',
    '198.18.0.0',
    '198.19.255.255',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
  ])
  .concat(['9.255.255.255', '11.0.0.0', '100.128.0.0', '126.255.255.255', '8.8.8.8', '168.63.129.16']);
const numberOf = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');

/** Numbers of IPv4 addresses, most of them at the edges of networks. */
const v4 = fc.oneof(
  fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -2, max: 2 }))
    .map(([edge, by]) => (numberOf(edge) + by) >>> 0),
  fc.integer({ min: 0, max: 0xffff_ffff }),
);

/** One address in the ways URLs may write it. */
const spelledV4 = fc
  .tuple(v4, fc.integer({ min: 0, max: 4 ** 4 - 1 }), fc.constantFrom(1, 2, 3, 4))
  .map(([number, bases, parts]) => {
    const bytes = dotted(number).split('.').map(Number);
    const values = [
      ...bytes.slice(0, parts - 1),
      bytes.slice(parts - 1).reduce((sum, byte) => sum * 256 + byte, 0),
    ];
    const host = values.map((value, place) => spelled(value, (bases >> (2 * place)) & 3)).join('.');
    return { number, host };
  });

function spelled(value: number, base: number): string {
  if (base === 0) return String(value);
  if (base === 1) return `0x${value.toString(16)}`;
  return base === 2 ? `0${value.toString(8)}` : `0X000${value.toString(16).toUpperCase()}`;
}

const disguises: readonly ((host: string) => string)[] = [
  (host) => host,
  (host) => `${host}.`,
  (host) => host.replaceAll('.', '。'),
  (host) => host.replaceAll('.', '%2e'),
  (host) => host.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  (host) => host.replace(/\d/g, (digit) => `%3${digit}`),
  (host) => `user@${host}`,
  (host) => `example.org@${host}`,
];

const group = fc.oneof(
  fc.constantFrom(0, 1, 0xffff, 0x2001, 0x2002, 0x64, 0xff9b, 0xfe80, 0xfc00, 0x7f00),
  fc.nat(0xffff),
);
const v6 = fc.oneof(
  fc
    .array(group, { minLength: 8, maxLength: 8 })
    .map((groups) => groups.map((each) => each.toString(16)).join(':')),
  fc
    .tuple(
      fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::', '64:ff9b:1::', 'fe80::', '2001:db8::'),
      v4,
    )
    .map(([head, number]) => `${head}${dotted(number)}`),
  fc
    .tuple(
      fc.constantFrom('2002:', '2001:0:', '2606:4700:', 'fd00:', 'ff02:', '2a00:1450:', '3fff:'),
      group,
      group,
    )
    .map(([head, one, other]) => `${head}${one.toString(16)}:${other.toString(16)}::1`),
);

const pieces = [
  ...[
    'https://',
    'http://',
    'HTTPS://',
    'https:/',
    'https:',
    'ftp://',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '#',
    '?',
    '%',
    '%00',
    '%2f',
  ],
  ...[
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[fe80::1%25lo]',
    'localhost',
    '.localhost',
  ],
  ...[
    'example.org',
    '.internal',
    '.local',
    '.home.arpa',
    '.onion',
    'xn--',
    'hook',
    ':443',
    ':80',
    ':65536',
    '8.8.8.8',
    ' ',
  ],
  ...[
    '１２７',
    '。',
    '。0。0。1',
    '⑯⑨',
    'ⓛocalhost',
    'ſ',
    '.',
    '..',
    'user:word@',
    '\t',
    '\n',
    '\u00ad',
    '\u200b',
  ],
];

export const webhookUrls = pureSurface('webhook-urls', [
  promise(
    'takes-no-address-inside-in-any-spelling',
    fc.property(
      fc.tuple(
        spelledV4,
        fc.constantFrom(...disguises),
        fc.constantFrom('', ':443'),
        fc.constantFrom('', '/hook', '?a=b'),
      ),
      ([{ number, host }, disguise, port, path]) => {
        const text = `https://${disguise(host)}${port}${path}`;
        if (checkEndpointUrl(text).ok && !isPublic(dotted(number))) throw new Error(`takes ${text}`);
      },
    ),
  ),
  promise(
    'takes-what-it-takes-as-the-parser-reads-it',
    fc.property(
      fc.oneof(
        textOf(pieces, 8).map((rest) => `https://${rest}`),
        textOf(pieces, 10),
        oddText,
      ),
      (text) => {
        const answer = checkEndpointUrl(text);
        if (!answer.ok) return;
        const url = new URL(text);
        const host = url.hostname.replace(/^\[|\]$/g, '');
        if (url.protocol !== 'https:' || url.username + url.password + url.hash !== '')
          throw new Error(`takes ${url.href}`);
        if (url.port !== '') throw new Error(`takes the port of ${url.href}`);
        if (
          net.isIP(host) !== 0
            ? !isPublic(host)
            : /(^|\.)(localhost|local|internal|onion|home\.arpa)\.?$/.test(host)
        )
          throw new Error(`takes ${url.href}`);
      },
    ),
  ),
  promise(
    'connects-to-public-addresses-only',
    fc.property(fc.oneof(v4.map(dotted), v6), (address) => {
      const refusal = new AddressGuard().refusal(address, { isTls: true, port: 443 });
      if (refusal === undefined && !isPublic(address)) throw new Error(`connects to ${address}`);
      if (refusal !== undefined && net.isIPv4(address) && isPublic(address))
        throw new Error(`refuses ${address}`);
    }),
  ),
  promise(
    'connects-to-an-allowed-network-and-nothing-beside-it',
    fc.property(fc.tuple(v4, fc.integer({ min: 1, max: 32 }), v4), ([network, bits, number]) => {
      const allowed = `${dotted(network)}/${bits}`;
      const list = new net.BlockList();
      list.addSubnet(dotted(network), bits, 'ipv4');
      const address = dotted(number);
      const refusal = new AddressGuard({ allowAddresses: [allowed] }).refusal(address, {
        isTls: false,
        port: 8080,
      });
      if ((refusal === undefined) !== list.check(address, 'ipv4')) throw new Error(`${allowed}: ${address}`);
      if (
        new AddressGuard({ allowAddresses: [allowed] }).refusal(`::ffff:${address}`, {
          isTls: true,
          port: 443,
        }) === undefined
      )
        throw new Error(`${allowed} lets ::ffff:${address} through`);
    }),
  ),
]);
