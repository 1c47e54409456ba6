import { isIPv4 } from 'node:net';

/** Whether a host is this machine itself, so that a connection to it needs no TLS. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
