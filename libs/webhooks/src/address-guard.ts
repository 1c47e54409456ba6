import ipaddr from 'ipaddr.js';

export interface AddressOptions {
  /** Addresses and CIDRs that may be reached although they are not public, over http too and on any port. */
  readonly allowAddresses?: readonly string[];
  /** Ports of public addresses. Default 443. */
  readonly allowPorts?: readonly number[];
}

/**
 * NOT_PUBLIC  loopback, private, link-local, metadata, carrier NAT, multicast, tunnel, reserved, or of whichever relay or
 *             sink is nearest (AS112, AMT), which may be one inside
 * NOT_HTTPS   a public address without TLS
 * PORT        a public address on a port that is not allowed
 */
export type AddressRefusal = 'NOT_PUBLIC' | 'NOT_HTTPS' | 'PORT';

/**
 * Which addresses deliveries may connect to. Pure: no name is looked up here.
 *
 * Public is IPv4 global unicast, and IPv6 inside 2000::/3 that is neither a tunnel nor reserved. An IPv4 address in
 * IPv6 clothes (mapped, compatible, NAT64, 6to4) is never public, whatever it wraps.
 */
export class AddressGuard {
  readonly #allowed: readonly Range[];
  readonly #ports: readonly number[];

  /** Throws where an entry of `allowAddresses` is neither an address nor a CIDR. */
  constructor({ allowAddresses = [], allowPorts = [443] }: AddressOptions = {}) {
    this.#allowed = allowAddresses.map(parseRange);
    this.#ports = allowPorts;
  }

  /** Whether anything that is not public may be reached at all. */
  get allowsSomePrivate(): boolean {
    return this.#allowed.length > 0;
  }

  /** Why this address may not be connected to, or undefined. `address` is a literal IPv4 or IPv6 address. */
  refusal(
    address: string,
    connection: { readonly isTls: boolean; readonly port: number },
  ): AddressRefusal | undefined {
    if (!ipaddr.isValid(address)) return 'NOT_PUBLIC';
    const parsed = ipaddr.parse(address);
    if (this.#allowed.some((range) => isInside(parsed, range))) return undefined;
    if (!isPublic(parsed)) return 'NOT_PUBLIC';
    if (!connection.isTls) return 'NOT_HTTPS';
    return this.#ports.includes(connection.port) ? undefined : 'PORT';
  }
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [Address, number];

const globalUnicastV6: Range = ipaddr.parseCIDR('2000::/3');
/** Azure's host agent: public by number, reachable only from inside. */
const azureHostAgent = '168.63.129.16';

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4
    ? address.toString() !== azureHostAgent
    : isInside(address, globalUnicastV6);
}

function isInside(address: Address, [network, bits]: Range): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
}

function parseRange(text: string): Range {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.isValid(text)) throw new Error(`allowAddresses: ${text} is neither an address nor a CIDR`);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
