/**
 * A whole-string pattern with the parts it names filled in as named groups.
 *
 * Why matching stays linear in the length of what people paste: every pattern is anchored, is only ever run on a piece
 * whose length the address parser caps, and may not repeat a group, so the work for one piece has a fixed bound.
 *
 * @throws Error where the pattern names an unknown part or could cost more than that bound
 */
export function boundedPattern(source: string, parts: Readonly<Record<string, string>>): RegExp {
  const filled = source.replace(partName, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`pattern ${source} names an unknown part: ${name}`);
    return `(?<${name}>${part})`;
  });
  if (repeatedGroup.test(withoutLiterals(filled))) throw new Error(`pattern ${source} repeats a group`);
  if (costlyFeature.test(withoutLiterals(filled)))
    throw new Error(`pattern ${source} looks back or refers back`);
  return new RegExp(`^(?:${filled})$`, 'u');
}

/** Fills `{name}` with percent-encoded values; undefined where one is missing. */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const names = [...template.matchAll(partName)].map(([, name]) => name ?? '');
  if (names.some((name) => values[name] === undefined)) return undefined;
  return template.replace(partName, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** Part names start in lower case, which keeps them apart from `\p{L}` and `{2,5}`. */
const partName = /\{([a-z][A-Za-z]*)\}/g;
const repeatedGroup = /\)[*+{]/;
const costlyFeature = /\(\?<[=!]|\\k<|\\[1-9]/;

/** Character classes and escaped punctuation cannot open or close a group. */
function withoutLiterals(pattern: string): string {
  return pattern.replace(/\\[^\w]/g, '').replace(/\[[^\]]*\]/g, '_');
}
