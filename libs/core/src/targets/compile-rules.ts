import { boundedPattern } from './bounded-pattern.js';
import type { PlatformHost, TargetKind, TargetRules, TargetShape } from './rules.js';

/** One platform's rules, ready to run. */
export interface CompiledRules {
  readonly platform: string;
  readonly rules: TargetRules;
  readonly parts: ReadonlyMap<string, RegExp>;
  readonly shapes: readonly CompiledShape[];
  readonly wrappers: readonly CompiledWrapper[];
}

export interface CompiledShape {
  readonly shape: TargetShape;
  readonly path: RegExp;
  readonly query: readonly (readonly [name: string, value: RegExp])[];
  readonly fragment?: RegExp;
}

export interface CompiledWrapper {
  readonly hosts?: readonly string[];
  readonly path: RegExp;
  readonly parameters: readonly string[];
}

/** All platforms, by host and by the words people use for them. */
export interface Catalogue {
  readonly platforms: readonly CompiledRules[];
  readonly byHost: ReadonlyMap<string, { readonly compiled: CompiledRules; readonly host: PlatformHost }>;
  readonly byName: ReadonlyMap<string, CompiledRules>;
}

const catalogues = new WeakMap<readonly TargetRules[], Catalogue>();
const compiledRules = new WeakMap<TargetRules, CompiledRules>();

/**
 * Compiles each rules object once and remembers it as long as the object lives.
 *
 * @throws Error where rules contradict themselves or each other: our mistake, seen when the process starts
 */
export function catalogueOf(rules: readonly TargetRules[]): Catalogue {
  const known = catalogues.get(rules);
  if (known) return known;
  const platforms = rules.map(compileRules);
  const catalogue = { platforms, byHost: indexHosts(platforms), byName: indexNames(platforms) };
  catalogues.set(rules, catalogue);
  return catalogue;
}

function compileRules(rules: TargetRules): CompiledRules {
  const known = compiledRules.get(rules);
  if (known) return known;
  const { platform, parts } = rules;
  checkKinds(rules);
  const compiled: CompiledRules = {
    platform,
    rules,
    parts: new Map(Object.entries(parts).map(([name, pattern]) => [name, boundedPattern(pattern, {})])),
    shapes: rules.shapes.map((shape) => compileShape(shape, rules)),
    wrappers: (rules.wrappers ?? []).map(({ path, ...wrapper }) => ({
      ...wrapper,
      path: boundedPattern(path, parts),
    })),
  };
  compiledRules.set(rules, compiled);
  return compiled;
}

function compileShape(shape: TargetShape, { platform, parts, kinds }: TargetRules): CompiledShape {
  const patterns = [shape.path, ...Object.values(shape.query ?? {}), shape.fragment ?? ''].join(' ');
  const kind: TargetKind | undefined = kinds[shape.kind];
  if (!kind && shape.kind !== 'opaque' && shape.kind !== 'unsupported')
    throw new Error(`${platform}: shape ${shape.path} has an unknown kind: ${shape.kind}`);
  const missing = kind?.ids.find((id) => !patterns.includes(`{${id}}`));
  if (missing !== undefined)
    throw new Error(`${platform}: shape ${shape.path} does not say what ${missing} is`);
  return {
    shape,
    path: boundedPattern(shape.path, parts),
    query: Object.entries(shape.query ?? {}).map(
      ([name, value]) => [name, boundedPattern(value, parts)] as const,
    ),
    ...(shape.fragment === undefined ? {} : { fragment: boundedPattern(shape.fragment, parts) }),
  };
}

function checkKinds({ platform, kinds, parts, handleKind, phoneKind }: TargetRules): void {
  for (const [name, kind] of Object.entries(kinds)) {
    const unknown = kind.ids.find((id) => parts[id] === undefined);
    if (unknown !== undefined) throw new Error(`${platform}: kind ${name} has an unknown part: ${unknown}`);
  }
  for (const bare of [handleKind, phoneKind]) {
    if (bare !== undefined && kinds[bare]?.ids.length !== 1)
      throw new Error(`${platform}: ${bare} must be a kind with one id`);
  }
}

function indexHosts(platforms: readonly CompiledRules[]): Catalogue['byHost'] {
  const byHost = new Map<string, { compiled: CompiledRules; host: PlatformHost }>();
  for (const compiled of platforms) {
    for (const host of compiled.rules.hosts) {
      if (byHost.has(host.host)) throw new Error(`host ${host.host} is listed twice`);
      byHost.set(host.host, { compiled, host });
    }
  }
  return byHost;
}

function indexNames(platforms: readonly CompiledRules[]): Catalogue['byName'] {
  const names = platforms.flatMap((compiled) =>
    [compiled.platform, ...(compiled.rules.aliases ?? [])].map((name) => [name, compiled] as const),
  );
  return new Map(names);
}
