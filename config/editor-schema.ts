import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { packageRoot } from './package-root.js';
import { sections } from './schema.js';

/** The part of JSON Schema that is written here. */
interface Schema {
  [keyword: string]: unknown;
  description?: string;
  required?: unknown;
  properties?: Record<string, Schema>;
}

/**
 * Every setting as JSON Schema, for editors: what may stand where, the words that explain it in default.yaml, its default.
 *
 * It is about a file of one's own, which holds only what differs. What settings must be to one another, `loadConfig` says.
 */
export function editorSchema(): object {
  const schema = schemaOf(z.strictObject(sections));
  const defaults = parseDocument(readFileSync(join(packageRoot(), 'config', 'default.yaml'), 'utf8'));
  explain(schema, defaults.contents as YAMLMap);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Uniflag',
    ...schema,
  };
}

function schemaOf(type: z.core.$ZodType): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'object') jsonSchema.patternProperties = { '^[a-z][A-Za-z0-9]*File$': inFile };
      // What a type makes of text before it looks at it says nothing of what it takes: the type behind it does.
      if (def.type !== 'pipe' || def.in._zod.def.type !== 'transform') return;
      const { written } = jsonSchema as { written?: string };
      for (const keyword of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, keyword);
      const behind = schemaOf(def.out);
      const taken = [
        ...(Object.keys(behind).length > 0 ? [behind] : []),
        { type: 'string', pattern: written },
      ];
      Object.assign(jsonSchema, written === undefined ? behind : { anyOf: taken });
    },
  }) as Schema;
  return schema;
}

/** Any setting can stay in a file. */
const inFile = { type: 'string', description: 'The path of a file that holds it.' } as const;

/** Puts the comments and values of the defaults beside what they are about. Whatever has a default may be left out. */
function explain(schema: Schema, defaults: YAMLMap): void {
  delete schema.required;
  for (const [index, { key, value }] of defaults.items.entries()) {
    if (!isScalar(key)) continue;
    const property = schema.properties?.[String(key.value)];
    if (!property) continue;
    // Before the first of a map, the words stand at the map itself.
    const comment = index === 0 ? (key.commentBefore ?? defaults.commentBefore) : key.commentBefore;
    if (comment) property.description = wordsOf(comment);
    if (isMap(value) && property.properties) explain(property, value);
    else
      property['default'] =
        isScalar(value) || isMap(value) ? value.toJSON() : (value as YAMLMap | null)?.toJSON();
  }
}

/** The last block: what stands above an empty line is about more than one setting. */
function wordsOf(comment: string): string {
  const [last = ''] = comment.split(/\n\s*\n/).slice(-1);
  return last.replaceAll(/^ /gm, '').trim();
}
