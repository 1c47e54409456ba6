import { buildTarget, resolveKey } from './build-target.js';
import { cleanText, hasUnwritableCharacters, trimPunctuation } from './clean-text.js';
import { catalogueOf, type Catalogue, type CompiledRules, type CompiledShape } from './compile-rules.js';
import { maxAddressChars, parseAddress, type Address } from './parse-address.js';
import { findPlatformHost, isLookAlike } from './platform-host.js';
import { readParameters } from './query-parameters.js';
import { invalid, unsupported, type Resolution } from './resolution.js';
import type { PhoneReader, TargetRules } from './rules.js';
import { maxWrappers, unwrap } from './wrappers.js';

/**
 * Says which target one input names: an address in any spelling, a canonical key, a name with its platform, or a
 * telephone number. Never throws, never opens anything, and takes time linear in the length of the input.
 *
 * @param input     what somebody typed or pasted, as it came
 * @param readPhone reads telephone numbers; without it they are not recognised
 */
export function resolveTarget(
  input: string,
  rules: readonly TargetRules[],
  readPhone?: PhoneReader,
): Resolution {
  const catalogue = catalogueOf(rules);
  if (hasUnwritableCharacters(input)) return invalid('CONTROL_CHARACTERS');
  const text = cleanText(input).trim();
  if (text === '') return invalid('EMPTY');
  if (text.length > maxAddressChars) return invalid('TOO_LONG');
  const bare = trimPunctuation(text);
  return (
    resolveKey(bare, catalogue) ??
    resolveLabelled(bare, catalogue, readPhone) ??
    resolvePhone(text, catalogue.platforms, readPhone) ??
    resolveNakedHandle(bare) ??
    resolvePlainAddress(bare, catalogue)
  );
}

/** `instagram @name`, `snapchat: name`, `whatsapp +32 …`: a platform's name, then what it is about. */
function resolveLabelled(
  text: string,
  catalogue: Catalogue,
  readPhone?: PhoneReader,
): Resolution | undefined {
  const [, label = '', separator = '', name = ''] =
    /^([A-Za-z]{2,20})(\s{0,3}:\s{0,3}|\s{1,3})(\S.*)$/su.exec(text) ?? [];
  const compiled = catalogue.byName.get(label.toLowerCase());
  if (!compiled) return undefined;
  const phone = resolvePhone(name, [compiled], readPhone);
  if (phone) return phone;
  if (/^https?:/i.test(name) && !/\s/.test(name)) return resolvePlainAddress(name, catalogue);
  const isMarked = separator.includes(':') || name.startsWith('@');
  return isMarked && !/[\s/]/.test(name) ? resolveHandle(compiled, name.replace(/^@/, '')) : undefined;
}

/** The word for a kind is no name: `youtube:video` is a key that was cut off. */
function resolveHandle(compiled: CompiledRules, name: string): Resolution {
  const { handleKind, kinds } = compiled.rules;
  const part = handleKind === undefined ? undefined : kinds[handleKind]?.ids[0];
  if (handleKind === undefined || part === undefined || Object.hasOwn(kinds, name))
    return unsupported('UNKNOWN_SHAPE', compiled.platform);
  const target = buildTarget(compiled, handleKind, { [part]: name.normalize('NFC') });
  return target ?? unsupported('UNKNOWN_SHAPE', compiled.platform);
}

function resolveNakedHandle(text: string): Resolution | undefined {
  return /^@[\p{L}\p{N}\p{M}._·-]{1,60}$/u.test(text) ? unsupported('HANDLE_NEEDS_PLATFORM') : undefined;
}

/** Only where the text is nothing but a number, and the reader holds it for a valid one. */
function resolvePhone(
  text: string,
  platforms: readonly CompiledRules[],
  readPhone?: PhoneReader,
): Resolution | undefined {
  if (!/^[+(]{0,2}\d[\d\s().\u2010-\u2015/-]{5,30}$/.test(text)) return undefined;
  const compiled = platforms.find(({ rules }) => rules.phoneKind !== undefined);
  const kind = compiled?.rules.phoneKind;
  const part = kind === undefined ? undefined : compiled?.rules.kinds[kind]?.ids[0];
  const number = readPhone?.(text);
  if (!compiled || kind === undefined || part === undefined || number === undefined) return undefined;
  return buildTarget(compiled, kind, { [part]: number });
}

/** An address cut off by `…` could name something wider than what was meant, so it names nothing. */
function resolvePlainAddress(text: string, catalogue: Catalogue): Resolution {
  const whole = /^https?%3a/i.test(text) ? decodeWhole(text) : text;
  if (!whole.endsWith('…')) return resolveAddress(whole, catalogue, 0);
  const resolution = resolveAddress(whole.slice(0, -1), catalogue, 0);
  return resolution.reason === 'NOT_AN_ADDRESS' ? resolution : invalid('TRUNCATED_ADDRESS');
}

function resolveAddress(text: string, catalogue: Catalogue, wrappersSeen: number): Resolution {
  if (wrappersSeen > maxWrappers) return invalid('TOO_MANY_WRAPPERS');
  const address = parseAddress(text);
  if (typeof address === 'string') return invalid(address);
  const inner = unwrap(address, catalogue);
  if (inner !== undefined) return resolveAddress(cleanText(inner).trim(), catalogue, wrappersSeen + 1);
  const found = findPlatformHost(address.host, catalogue);
  if (!found)
    return isLookAlike(address.host, catalogue) ? invalid('LOOK_ALIKE_HOST') : unsupported('UNKNOWN_HOST');
  if (!found.isKnown) return unsupported('UNKNOWN_HOST', found.compiled.platform);
  return matchShapes(address, found.compiled, found.listed);
}

function matchShapes(address: Address, compiled: CompiledRules, listedHost: string): Resolution {
  const { platform } = compiled;
  const parameters = readParameters(address.query);
  for (const candidate of compiled.shapes) {
    const { shape } = candidate;
    if (shape.hosts && !shape.hosts.includes(listedHost) && !shape.hosts.includes(address.host)) continue;
    const values = matchShape(candidate, address, parameters);
    if (!values) continue;
    if (shape.kind === 'opaque') return { outcome: 'opaque', platform, reason: 'SHORT_LINK_MUST_BE_OPENED' };
    if (shape.kind === 'unsupported') return unsupported('UNKNOWN_SHAPE', platform);
    const target = buildTarget(compiled, shape.kind, values, shape.url);
    if (target) return target;
  }
  return unsupported('UNKNOWN_SHAPE', platform);
}

/** The parts that the address names, or undefined where it has another shape. */
function matchShape(
  { path, query, fragment }: CompiledShape,
  address: Address,
  parameters: ReadonlyMap<string, string>,
): Record<string, string | undefined> | undefined {
  const matches = [path.exec(address.path)];
  for (const [name, pattern] of query) {
    const value = parameters.get(name);
    matches.push(value === undefined ? null : pattern.exec(value));
  }
  if (fragment) matches.push(fragment.exec(address.fragment));
  if (matches.includes(null)) return undefined;
  return Object.assign({}, ...matches.map((match) => match?.groups)) as Record<string, string | undefined>;
}

/** `https%3A%2F%2F…`: the whole address was encoded once more than it should be. */
function decodeWhole(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not well encoded, so not an encoded address; the parser says what it is.
    return text;
  }
}
