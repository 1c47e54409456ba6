import { eventCatalogue, type JsonSchema } from '#webhooks';
import { breakingChanges, type Schema } from './schema-changes.js';

/** The shape that event types of one version have in common: the schema of their bodies without the name of the type. */
export interface EventShape {
  readonly v: number;
  readonly types: readonly string[];
  readonly schema: Schema;
}

type Versioned = Readonly<{ type: string; version: number; schema: JsonSchema }>;

/** Types with the same shape stand together, so that the file can be read. */
export function eventShapes(catalogue: readonly Versioned[] = eventCatalogue()): readonly EventShape[] {
  const shapes = new Map<string, { v: number; types: string[]; schema: Schema }>();
  for (const { type, version: v, schema } of catalogue) {
    const nameless = withoutName(schema);
    const key = JSON.stringify([v, nameless]);
    const shape = shapes.get(key) ?? { v, types: [], schema: nameless };
    shape.types.push(type);
    shapes.set(key, shape);
  }
  return [...shapes.values()];
}

/**
 * How the shapes of now break what was promised, and what to do about it; none where they keep it.
 *
 * A type whose `v` was raised may have any shape.
 */
export function brokenPromises(
  promised: readonly EventShape[],
  now: readonly EventShape[],
): readonly string[] {
  return promised.flatMap(({ v, types, schema }) =>
    types.flatMap((type) => {
      const shape = now.find((each) => each.types.includes(type));
      if (!shape) return [`${type} v${v} is sent no longer. ${whatToDo}`];
      if (shape.v > v) return [];
      if (shape.v < v) return [`${type} was v${v} and is v${shape.v}: versions only rise. ${whatToDo}`];
      return breakingChanges(schema, shape.schema).map((change) => `${type} v${v}: ${change}. ${whatToDo}`);
    }),
  );
}

const whatToDo =
  'Consumers rely on it: bring it back, or give the type another version (its `v` in the event and in the catalogue) and ' +
  'say so in CHANGELOG.md under Breaking.';

function withoutName({
  $schema: _dialect,
  title: _title,
  description: _about,
  ...schema
}: JsonSchema): Schema {
  const { type: _name, ...properties } = schema['properties'] as Schema;
  return { ...schema, properties };
}
