import type { Catalogue, CompiledRules } from './compile-rules.js';
import type { PlatformHost } from './rules.js';

/** The platform a host belongs to. `isKnown` is false for its subdomains that hold no content, such as a help site. */
export interface FoundHost {
  readonly compiled: CompiledRules;
  /** The host as listed in the rules. */
  readonly listed: string;
  readonly isKnown: boolean;
}

/** Looks the host up, then what is left of it after each dot: never a part of a label. */
export function findPlatformHost(host: string, catalogue: Catalogue): FoundHost | undefined {
  for (let start = 0; start >= 0; start = nextLabel(host, start)) {
    const found = catalogue.byHost.get(host.slice(start));
    if (found) {
      const isKnown = start === 0 || allowsSubdomain(found.host, host.slice(0, start - 1));
      return { compiled: found.compiled, listed: found.host.host, isKnown };
    }
  }
  return undefined;
}

function nextLabel(host: string, start: number): number {
  const dot = host.indexOf('.', start);
  return dot < 0 ? -1 : dot + 1;
}

function allowsSubdomain({ subdomains = [], languages = false }: PlatformHost, subdomain: string): boolean {
  if (subdomain === 'www' || subdomains.includes(subdomain)) return true;
  return languages && /^[a-z]{2}(?:-[a-z]{2})?$/.test(subdomain);
}

/**
 * Whether a host that belongs to no platform pretends to: it holds a platform's host (`facebook.com.example`) or
 * spells its name, also with digits for letters (`faceb00k`), hyphens, or `rn` for `m`.
 */
export function isLookAlike(host: string, catalogue: Catalogue): boolean {
  const bounded = `.${host.replaceAll('-', '.')}.`;
  if ([...catalogue.byHost.keys()].some((known) => bounded.includes(`.${known}.`))) return true;
  const spelling = skeleton(host);
  return catalogue.platforms.some(
    ({ platform }) => platform.length >= minNameChars && spelling.includes(skeleton(platform)),
  );
}

/** Shorter names turn up in words that mean nothing by it. */
const minNameChars = 6;

const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  i: 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
};

function skeleton(text: string): string {
  return text
    .replace(/[-_]/g, '')
    .replace(/[01i34578]/g, (character) => lookAlikes[character] ?? character)
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
