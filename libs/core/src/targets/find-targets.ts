import { cleanText, trimPunctuation } from './clean-text.js';
import { catalogueOf, type Catalogue, type CompiledRules } from './compile-rules.js';
import { findPlatformHost } from './platform-host.js';
import type { Resolution } from './resolution.js';
import { resolveTarget } from './resolve-target.js';
import type { PhoneReader, TargetRules } from './rules.js';
import { unfoldText } from './unfold-text.js';

/** An address, key or name found in a text. */
export interface Find {
  /** As it stood there, with invisible characters, defanging and surrounding punctuation taken off. */
  readonly input: string;
  readonly resolution: Resolution;
}

/**
 * Finds targets in pasted text: chat exports, mails, markdown. In order, repeats included.
 *
 * Found are: every address with a scheme, whatever it resolves to; addresses without one on a platform's host;
 * canonical keys; and names or numbers right after their platform's name (`insta: @name`, `whatsapp +32 …`). Numbers
 * and `@names` that stand alone are left where they are: in an export those are the people who wrote.
 *
 * One scan: the text is cut into words at white space and quotes, each word is looked at once, and what is done with
 * a word is linear in its length.
 */
export function findTargets(text: string, rules: readonly TargetRules[], readPhone?: PhoneReader): Find[] {
  const scan: Scan = { text: cleanText(unfoldText(text)), catalogue: catalogueOf(rules), rules, readPhone };
  const finds: Find[] = [];
  const words = /[^\s<>"“”„«»|`]+/g;
  let label: CompiledRules | undefined;
  for (let word = words.exec(scan.text); word; word = words.exec(scan.text)) {
    const phone = findPhone(scan, label, word.index);
    if (phone) {
      finds.push(phone.find);
      words.lastIndex = phone.endsAt;
    } else {
      for (const piece of word[0].split(addressStarts)) finds.push(...considerPiece(scan, label, piece));
    }
    label = nextLabel(scan.catalogue, label, word[0]);
  }
  return finds;
}

interface Scan {
  readonly text: string;
  readonly catalogue: Catalogue;
  readonly rules: readonly TargetRules[];
  readonly readPhone: PhoneReader | undefined;
}

/** Between a word and the address glued to it, but not inside an address that carries another; and in `[text](address)`. */
const addressStarts = /(?<=[^=/%&?])(?=https?:[\\/]{2})|\]\(/i;

function considerPiece(
  { catalogue, rules, readPhone }: Scan,
  label: CompiledRules | undefined,
  piece: string,
): Find[] {
  const input = trimPunctuation(piece);
  if (hasScheme.test(input) || isPlatformAddress(input, catalogue))
    return [{ input, resolution: resolveTarget(input, rules, readPhone) }];
  const named = input.startsWith('@') && label ? `${label.platform}:${input}` : input;
  if (!catalogue.byName.has(named.slice(0, maxNameChars).split(':', 1)[0]?.toLowerCase() ?? '')) return [];
  if (!named.includes(':')) return [];
  const resolution = resolveTarget(named, rules, readPhone);
  return resolution.outcome === 'resolved' ? [{ input, resolution }] : [];
}

const maxNameChars = 21;
const hasScheme = /^[a-z][a-z0-9+.-]{1,20}:\/\/.|^https?%3a%2f%2f./i;

/** `youtu.be/…` in running text; a host alone is only talked about. */
function isPlatformAddress(word: string, catalogue: Catalogue): boolean {
  const host = /^([a-z0-9.-]{4,80})\/./i.exec(word)?.[1];
  return host !== undefined && findPlatformHost(host.toLowerCase(), catalogue) !== undefined;
}

/** A platform's name stays the label of the next word, over a colon or a dash. */
function nextLabel(
  catalogue: Catalogue,
  label: CompiledRules | undefined,
  word: string,
): CompiledRules | undefined {
  if (/^[:=\u2010-\u2015-]$/.test(word)) return label;
  return word.length > maxNameChars ? undefined : catalogue.byName.get(trimPunctuation(word).toLowerCase());
}

/** A number written in groups is several words: takes as many of them as still make a valid number. */
function findPhone(
  { text, rules, readPhone }: Scan,
  label: CompiledRules | undefined,
  index: number,
): { readonly find: Find; readonly endsAt: number } | undefined {
  if (label?.rules.phoneKind === undefined) return undefined;
  const run =
    /^[+(]{0,2}\d[\d ().\u00a0\u2010-\u2015/-]{5,30}/.exec(text.slice(index, index + 34))?.[0] ?? '';
  for (let input = run.trimEnd(); input !== ''; input = input.replace(/\s*\S+$/, '')) {
    const resolution = resolveTarget(`${label.platform}:${trimPunctuation(input)}`, rules, readPhone);
    if (resolution.outcome === 'resolved' && resolution.kind === label.rules.phoneKind)
      return { find: { input, resolution }, endsAt: index + input.length };
  }
  return undefined;
}
