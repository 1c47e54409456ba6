import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resolveTarget, type ResolvedTarget, type TargetKind, type TargetRules } from '#core';

/**
 * What every platform's target rules promise, registered as Jest tests: canonical addresses and keys name themselves,
 * spelling makes no difference, and nobody else's host gets in.
 */
export function describeTargets(rules: TargetRules): void {
  const resolve = (input: string) => resolveTarget(input, [rules]);
  const { platform, kinds, shapes, hosts, phoneKind } = rules;
  const addresses = [...Object.values(kinds), ...shapes].flatMap(({ url }) => url ?? []);
  const anyAddress = fc.oneof(...addresses.map((template) => addressesFrom(template, rules)));

  describe(`the target rules of ${platform}`, () => {
    it.each(Object.keys(kinds))('resolve the key of any %s to itself', (kind) => {
      fc.assert(
        fc.property(keysOf(kind, rules), (key) => {
          const target = resolved(resolve(key));
          expect(target.kind).toBe(kind);
          expect(resolve(target.key)).toEqual(target);
        }),
      );
    });

    it.each([...new Set(addresses)])('resolve any canonical address %s to itself', (template) => {
      fc.assert(
        fc.property(addressesFrom(template, rules), (address) => {
          const target = resolved(resolve(address));
          expect(resolve(target.url ?? '')).toEqual(target);
          expect(resolved(resolve(target.key)).ids).toEqual(target.ids);
        }),
      );
    });

    it('find the canonical address of a kind under the kind', () => {
      for (const [kind, { url }] of Object.entries(kinds)) {
        if (url === null) continue;
        fc.assert(
          fc.property(addressesFrom(url, rules), (address) => resolved(resolve(address)).kind === kind),
        );
      }
    });

    it('reach every kind by an address, but for bare telephone numbers', () => {
      const reached = new Set(shapes.map(({ kind }) => kind));
      expect(Object.keys(kinds).filter((kind) => !reached.has(kind) && kind !== phoneKind)).toEqual([]);
    });

    it.each(Object.entries(respellings))(
      'give one key however an address is written: %s',
      (_name, respell) => {
        fc.assert(
          fc.property(anyAddress, (address) => {
            expect(resolved(resolve(respell(address))).key).toBe(resolved(resolve(address)).key);
          }),
        );
      },
    );

    it.each(Object.entries(disguises))('never let another host in: %s', (_name, disguise) => {
      fc.assert(
        fc.property(anyAddress, (address) => {
          const { host, pathname, search } = new URL(address);
          expect(resolve(disguise(host, `${pathname}${search}`)).outcome).toBe('invalid');
        }),
      );
    });

    it('never throw on what follows one of the hosts', () => {
      const anyHost = fc.constantFrom(...hosts.map(({ host }) => host));
      fc.assert(
        fc.property(anyHost, fc.string({ unit: 'binary' }), (host, rest) => {
          expect(typeof resolve(`https://${host}/${rest}`).outcome).toBe('string');
        }),
      );
    });
  });
}

/** Other ways to write an address that change nothing. */
const respellings: Readonly<Record<string, (address: string) => string>> = {
  'without a scheme': (address) => address.replace('https://', ''),
  'over http': (address) => address.replace('https://', 'http://'),
  'with a host in capitals': (address) => address.replace(/\/\/[^/]+/, (host) => host.toUpperCase()),
  'with the port that https has anyway': (address) => address.replace(/\/\/[^/]+/, '$&:443'),
  'with a fully qualified host': (address) => address.replace(/\/\/[^/]+/, '$&.'),
  'with tracking parameters': (address) =>
    address.replace(/(?=#|$)/, `${address.includes('?') ? '&' : '?'}utm_source=chat&fbclid=x&igsh=y&si=z`),
  'with an empty fragment': (address) => (address.includes('#') ? address : `${address}#`),
  'at the end of a sentence': (address) => `(${address}).`,
  'in angle brackets': (address) => `<${address}>`,
  'with zero-width characters': (address) => `\u200b${address.replace('//', '//\u2060')}\ufeff`,
  'in full-width characters': (address) =>
    address.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
  'encoded as a whole': (address) => encodeURIComponent(address),
  defanged: (address) =>
    address.replace('https', 'hxxps').replace(/\/\/[^/]+/, (host) => host.replaceAll('.', '[.]')),
};

/** Hosts that are not the platform's, with one of its addresses behind them. */
const disguises: Readonly<Record<string, (host: string, rest: string) => string>> = {
  'under another domain': (host, rest) => `https://${host}.evil.example${rest}`,
  'joined to another domain by a hyphen': (host, rest) => `https://${host}-login.example${rest}`,
  'as a user name': (host, rest) => `https://${host}@evil.example${rest}`,
  'as a user name behind a backslash': (host, rest) => `https://${host}\\@evil.example${rest}`,
  'in front of a user name': (host, rest) => `https://evil.example@${host}${rest}`,
  'behind another port': (host, rest) => `https://${host}:8443${rest}`,
  'with a letter of another alphabet': (host, rest) => `https://${host.replace(/[a-z]/, 'а')}${rest}`,
  'in punycode': (host, rest) => `https://xn--${host}${rest}`,
  'behind a scheme that is not http': (host, rest) => `ftp://${host}${rest}`,
};

/** Fills a template with whatever its parts allow. */
function addressesFrom(template: string, rules: TargetRules): fc.Arbitrary<string> {
  const pieces = template.split(/(\{[a-z][A-Za-z]*\})/);
  const filled = pieces.map((piece) =>
    piece.startsWith('{') ? valuesOf(piece.slice(1, -1), rules).map(encodeURIComponent) : fc.constant(piece),
  );
  return fc.tuple(...filled).map((values) => values.join(''));
}

function keysOf(kind: string, rules: TargetRules): fc.Arbitrary<string> {
  const ids = (rules.kinds[kind]?.ids ?? []).map((part) => valuesOf(part, rules).map(encodeURIComponent));
  return fc.tuple(...ids).map((values) => [rules.platform, kind, ...values].join(':'));
}

/** Values of a part that are still ones after its kinds have folded them. */
function valuesOf(part: string, rules: TargetRules): fc.Arbitrary<string> {
  const pattern = rules.parts[part] ?? '';
  const whole = new RegExp(`^(?:${pattern})$`, 'u');
  const kinds = Object.values(rules.kinds).filter(({ ids }) => ids.includes(part));
  return fc
    .stringMatching(new RegExp(`^(?:${generatable(pattern)})$`))
    .filter((value) => whole.test(value) && kinds.every((kind) => whole.test(folded(value, kind))));
}

function folded(value: string, { idsIgnore = '', idsIgnoreCase = false }: TargetKind): string {
  const kept = [...value].filter((character) => !idsIgnore.includes(character)).join('');
  return idsIgnoreCase ? kept.toLowerCase() : kept;
}

/** What the generator understands: a few letters for every letter, and what must not follow left to the filter. */
function generatable(pattern: string): string {
  return pattern
    .replaceAll('\\p{L}\\p{M}\\p{N}', 'A-Za-zé0-9')
    .replaceAll('\\p{L}\\p{N}', 'A-Za-zé0-9')
    .replace(lookahead, '');
}

const lookahead = /\(\?!(?:[^()]|\([^()]*\))*\)/g;

function resolved(resolution: ReturnType<typeof resolveTarget>): ResolvedTarget {
  if (resolution.outcome !== 'resolved') throw new Error(`${resolution.outcome}: ${resolution.reason}`);
  return resolution;
}
