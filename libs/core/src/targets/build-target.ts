import { fillTemplate } from './bounded-pattern.js';
import type { Catalogue, CompiledRules } from './compile-rules.js';
import { unsupported, type Resolution, type ResolvedTarget } from './resolution.js';
import type { TargetKind } from './rules.js';

/**
 * The target that these parts name, or undefined where they are no ids of its kind.
 *
 * @param values what the address said, by part name; may hold more than the ids, for `url`
 * @param url    a shape's own canonical address, where it has one
 */
export function buildTarget(
  { platform, rules, parts }: CompiledRules,
  kindName: string,
  values: Readonly<Record<string, string | undefined>>,
  url?: string,
): ResolvedTarget | undefined {
  const kind = rules.kinds[kindName];
  const folded: Record<string, string> = {};
  for (const name of kind?.ids ?? []) {
    const id = fold(values[name] ?? '', kind);
    if (!parts.get(name)?.test(id)) return undefined;
    folded[name] = id;
  }
  if (!kind) return undefined;
  const ids = Object.values(folded);
  const named = url === undefined ? undefined : fillTemplate(url, { ...values, ...folded });
  return {
    outcome: 'resolved',
    platform,
    kind: kindName,
    ids,
    key: [platform, kindName, ...ids.map(encodeId)].join(':'),
    url: named ?? (kind.url === null ? null : (fillTemplate(kind.url, folded) ?? null)),
    namesPerson: kind.namesPerson,
  };
}

/** Reads a canonical key; undefined where the text is none of a known platform and kind. */
export function resolveKey(text: string, catalogue: Catalogue): Resolution | undefined {
  const [platform = '', kind = '', ...encoded] = text.split(':');
  const compiled = catalogue.platforms.find((known) => known.platform === platform);
  if (encoded.length === 0 || !compiled || !Object.hasOwn(compiled.rules.kinds, kind)) return undefined;
  const names = compiled.rules.kinds[kind]?.ids ?? [];
  const ids = encoded.map(decodeId);
  if (names.length !== ids.length) return unsupported('UNKNOWN_SHAPE', platform);
  const target = buildTarget(
    compiled,
    kind,
    Object.fromEntries(names.map((name, index) => [name, ids[index]])),
  );
  return target ?? unsupported('UNKNOWN_SHAPE', platform);
}

function fold(value: string, kind: TargetKind | undefined): string {
  const kept = kind?.idsIgnore
    ? [...value].filter((character) => !kind.idsIgnore?.includes(character)).join('')
    : value;
  return kind?.idsIgnoreCase ? kept.toLowerCase().normalize('NFC') : kept;
}

/** No colon is left, so the parts of a key cannot run into each other; the `+` of a telephone number stays readable. */
function encodeId(id: string): string {
  return encodeURIComponent(id).replaceAll('%2B', '+');
}

function decodeId(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    // A key of ours is always well encoded.
    return undefined;
  }
}
