/** A JSON Schema, as far as ours go. */
export type Schema = Readonly<Record<string, unknown>>;

/**
 * What consumers of one shape would stumble over if they got the other: anything but added fields and added values.
 *
 * @returns a line a change, with where it is; none where it is what was promised
 */
export function breakingChanges(before: Schema, after: Schema, at = 'body'): readonly string[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keywords.flatMap((keyword) => changesOf(keyword, before[keyword], after[keyword], at));
}

function changesOf(keyword: string, before: unknown, after: unknown, at: string): readonly string[] {
  if (forPeople.has(keyword) || inOrder(before) === inOrder(after)) return [];
  if (keyword === 'properties' && isSchema(before) && isSchema(after))
    return Object.entries(before).flatMap(([name, field]) => {
      const now = after[name];
      if (!isSchema(now)) return [`${at}.${name} is gone`];
      return breakingChanges(field as Schema, now, `${at}.${name}`);
    });
  if (keyword === 'required' && Array.isArray(before) && Array.isArray(after))
    return missing(before, after).map((name) => `${at}.${String(name)} may be absent`);
  if (keyword === 'enum' && Array.isArray(before) && Array.isArray(after))
    return missing(before, after).map((value) => `${at} no longer knows ${inOrder(value)}`);
  if (keyword === 'items' && isSchema(before) && isSchema(after))
    return breakingChanges(before, after, `${at}[]`);
  if (keyword === 'anyOf' && Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((way, index) => breakingChanges(way as Schema, after[index] as Schema, at));
  return [`${at} has ${keyword} ${inOrder(after)} in place of ${inOrder(before)}`];
}

const forPeople: ReadonlySet<string> = new Set(['$schema', 'title', 'description']);

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missing(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return before.filter((value) => !after.includes(value));
}

/** As text, whatever the order of fields. */
function inOrder(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_name, inner: unknown) =>
    isSchema(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
