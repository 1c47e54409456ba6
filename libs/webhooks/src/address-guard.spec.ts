import fc from 'fast-check';
import { AddressGuard } from './address-guard.js';

const overTls = { isTls: true, port: 443 };

/** Every address here must be refused without an allow list. Sources: IANA special-purpose registries, cloud vendors. */
const notPublic = [
  // this host, loopback
  ['0.0.0.0', '0.1.2.3', '127.0.0.1', '127.255.255.254', '::', '::1'],
  // private, carrier NAT, link-local
  [
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '100.127.255.255',
  ],
  ['169.254.0.1', 'fe80::1', 'fe80::1%lo', 'febf::1', 'fec0::1', 'fc00::1', 'fd12:3456:789a::1'],
  // metadata services: AWS and most others, AWS over IPv6, Alibaba, Oracle, Azure's host agent
  ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
  // multicast, broadcast, reserved, documentation, benchmarks, relays
  ['224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255', '240.0.0.1', '192.0.0.1', '192.0.2.1'],
  ['198.51.100.1', '203.0.113.1', '198.18.0.1', '198.19.255.255', '192.88.99.1', '2001:db8::1', '3fff::1'],
  // AS112 and AMT: whichever is nearest
  ['192.31.196.1', '192.175.48.6', '192.52.193.1', '2001:3::1', '2001:4:112::1', '2620:4f:8000::6'],
  // IPv4 in IPv6 clothes: mapped, compatible, translated, NAT64, 6to4, Teredo
  [
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '::7f00:1',
    '::127.0.0.1',
    '::8.8.8.8',
    '::ffff:0:127.0.0.1',
  ],
  [
    '64:ff9b::127.0.0.1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2002:808:808::',
    '2001::1',
    '2001:0:7f00:1::',
  ],
  // outside what IANA gives out
  ['100::1', '5f00::1', '4000::1', '8000::1', '2001:20::1', '2001:2::1'],
].flat();

describe('AddressGuard', () => {
  it.each(notPublic)('refuses %s', (address) => {
    expect(new AddressGuard().refusal(address, overTls)).toBe('NOT_PUBLIC');
  });

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('lets %s through over TLS on port 443 only', (address) => {
    const guard = new AddressGuard();
    expect(guard.refusal(address, overTls)).toBeUndefined();
    expect(guard.refusal(address, { isTls: false, port: 443 })).toBe('NOT_HTTPS');
    expect(guard.refusal(address, { isTls: true, port: 22 })).toBe('PORT');
  });

  it('lets other ports of public addresses through where the operator allows them', () => {
    const guard = new AddressGuard({ allowPorts: [443, 8443] });
    expect(guard.refusal('8.8.8.8', { isTls: true, port: 8443 })).toBeUndefined();
  });

  it('lets allowed networks of both families through, on any port and without TLS, and nothing beside them', () => {
    const guard = new AddressGuard({ allowAddresses: ['127.0.0.0/8', '10.1.2.3', 'fd00:1::/32', '::1'] });
    const plain = { isTls: false, port: 8080 };
    const allowed = ['127.0.0.1', '127.9.9.9', '10.1.2.3', 'fd00:1::5', '::1'];
    expect(allowed.map((address) => guard.refusal(address, plain))).toEqual(allowed.map(() => undefined));
    const beside = ['10.1.2.4', 'fd00:2::5', '::2', '::ffff:127.0.0.1', '169.254.169.254'];
    expect(beside.map((address) => guard.refusal(address, plain))).toEqual(beside.map(() => 'NOT_PUBLIC'));
  });

  it('refuses whatever is not an address', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^[\d.]+$|:/.test(text) && !/^0x/i.test(text));
        expect(new AddressGuard().refusal(text, overTls)).toBe('NOT_PUBLIC');
      }),
    );
  });

  it('never lets a private IPv4 address through, however it is wrapped', () => {
    const privateV4 = fc.oneof(
      fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(127), fc.nat(255), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
      fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
    );
    fc.assert(
      fc.property(
        privateV4,
        fc.constantFrom('', '::', '::ffff:', '::ffff:0:', '64:ff9b::'),
        (bytes, wrapping) => {
          expect(new AddressGuard().refusal(`${wrapping}${bytes.join('.')}`, overTls)).toBe('NOT_PUBLIC');
        },
      ),
    );
  });

  it.each(['', 'localhost', '127.0.0.0/33', '10.0.0.0/', '*', 'fd00::/129'])(
    'says at start that %j is neither an address nor a CIDR',
    (entry) => {
      expect(() => new AddressGuard({ allowAddresses: [entry] })).toThrow('neither an address nor a CIDR');
    },
  );
});
