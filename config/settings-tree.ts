/** Settings before they are checked: names to values or to further names. */
export interface SettingsTree {
  readonly [name: string]: unknown;
}

export function isTree(value: unknown): value is SettingsTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The lower tree with everything the upper one names put over it; lists are replaced whole. */
export function overlay(lower: SettingsTree, upper: SettingsTree): SettingsTree {
  const joined: Record<string, unknown> = { ...lower };
  for (const [name, value] of Object.entries(upper)) {
    const below = Object.hasOwn(lower, name) ? lower[name] : undefined;
    joined[name] = isTree(value) && isTree(below) ? overlay(below, value) : value;
  }
  return joined;
}

/** Every path to a value, such as `['api', 'port']`; empty trees count as values. */
export function pathsOf(tree: SettingsTree, above: readonly string[] = []): string[][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    isTree(value) && Object.keys(value).length > 0 ? pathsOf(value, [...above, name]) : [[...above, name]],
  );
}

/** The value at a path, through trees and lists; undefined where the path leads nowhere. */
export function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => {
    const isInside = typeof at === 'object' && at !== null && Object.hasOwn(at, name);
    return isInside ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  }, tree);
}

/** A tree with one value in it. */
export function treeWith(path: readonly string[], value: unknown): SettingsTree {
  return path.reduceRight<unknown>((below, name) => ({ [name]: below }), value) as SettingsTree;
}
