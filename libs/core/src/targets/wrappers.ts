import type { Catalogue } from './compile-rules.js';
import { findPlatformHost } from './platform-host.js';
import type { Address } from './parse-address.js';
import { readInnerAddress } from './query-parameters.js';

/** Wrappers one inside the other before we stop looking: people forward forwards, but not six times. */
export const maxWrappers = 5;

/** The address that this one only carries, or undefined where it stands for itself. */
export function unwrap(address: Address, catalogue: Catalogue): string | undefined {
  const wrapper = ownWrapper(address, catalogue) ?? sharedWrappers.find((shared) => isAt(shared, address));
  const inner = wrapper && readInnerAddress(address.query, wrapper.parameters);
  if (inner === undefined) return undefined;
  return /^\/(?!\/)/.test(inner) ? `https://${address.host}${inner}` : inner;
}

function ownWrapper(
  { host, path }: Address,
  catalogue: Catalogue,
): { readonly parameters: readonly string[] } | undefined {
  const wrappers = findPlatformHost(host, catalogue)?.compiled.wrappers ?? [];
  return wrappers.find((wrapper) => (wrapper.hosts?.includes(host) ?? true) && wrapper.path.test(path));
}

interface SharedWrapper {
  readonly host: RegExp;
  readonly path: RegExp;
  readonly parameters: readonly string[];
}

/** Wrappers of services that are nobody's platform here. */
const sharedWrappers: readonly SharedWrapper[] = [
  { host: /^(?:www\.)?google\.(?:com|(?:com?\.)?[a-z]{2})$/, path: /^\/url$/, parameters: ['q', 'url'] },
  { host: /^accounts\.google\.com$/, path: /^\/./, parameters: ['continue'] },
  { host: /^duckduckgo\.com$/, path: /^\/l$/, parameters: ['uddg'] },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: /^\//, parameters: ['url'] },
];

function isAt(wrapper: SharedWrapper, { host, path }: Address): boolean {
  return wrapper.host.test(host) && wrapper.path.test(path);
}
