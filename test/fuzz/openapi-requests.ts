import fc from 'fast-check';
import { oddText } from './texts.js';

/** The part of OpenAPI that our document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly example?: unknown;
}

interface Parameter {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly Parameter[];
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
            };
          }
        >
      >
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface FuzzRequest {
  readonly method: string;
  /** As in the document, such as `/v1/reports/{id}`. */
  readonly route: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether it comes with the session of a signed-in person; else with an API key. */
  readonly isOfPerson: boolean;
}

/**
 * Stands in every value that is made up: an answer or log line that holds it repeats what came in. Names of fields are
 * made without it, for an error does name the field.
 */
export const canary = 'zqxcanary';

/** Requests to every route of the document, right ones and wrong ones. @param known values that something has, such as ids */
export function anyRequest(api: OpenApi, known: readonly string[]): fc.Arbitrary<FuzzRequest> {
  return fc.oneof(...requestsByRoute(api, known));
}

/** One kind of request for each route of the document. */
export function requestsByRoute(api: OpenApi, known: readonly string[]): fc.Arbitrary<FuzzRequest>[] {
  return Object.entries(api.paths).flatMap(([route, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const { parameters = [], requestBody } = operation;
      const [[type, content] = []] = Object.entries(requestBody?.content ?? {});
      return requestTo(api, known, {
        method: method.toUpperCase(),
        route,
        parameters,
        type,
        schema: content?.schema,
      });
    }),
  );
}

interface Operation {
  readonly method: string;
  readonly route: string;
  readonly parameters: readonly Parameter[];
  readonly type: string | undefined;
  readonly schema: Schema | undefined;
}

/** What ids begin with, by what stands before them in an address: most requests should find something. */
const idPrefixes: Readonly<Record<string, string>> = {
  ...{ reports: 'rep_', submissions: 'sub_', replies: 'rpl_', people: 'per_', keys: 'key_' },
  ...{
    endpoints: 'wep_',
    events: 'evt_',
    alerts: 'alt_',
    tasks: 'tsk_',
    approvals: 'apr_',
    platforms: 'dedupe-',
  },
};

function requestTo(api: OpenApi, known: readonly string[], operation: Operation): fc.Arbitrary<FuzzRequest> {
  const { method, route, parameters, type, schema } = operation;
  const word = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: oddString },
  );
  const valueOf = (parameter: Parameter) =>
    fc.oneof(
      { weight: 3, arbitrary: valueFor(api, known, parameter.schema ?? {}, 0).map(asText) },
      { weight: 2, arbitrary: word },
    );
  const [, owner = ''] = /([\w-]+)\/\{\w+\}/.exec(route) ?? [];
  const fitting = known.filter((each) => each.startsWith(idPrefixes[owner] ?? '?'));
  const idOf = (parameter: Parameter) =>
    fitting.length === 0
      ? valueOf(parameter)
      : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...fitting) }, valueOf(parameter));
  const named = (place: Parameter['in']) => parameters.filter((each) => each.in === place);
  const record = (place: Parameter['in'], isAllNeeded: boolean) =>
    fc.record(
      Object.fromEntries(
        named(place).map((each) => [each.name, place === 'path' ? idOf(each) : valueOf(each)]),
      ),
      isAllNeeded ? {} : { requiredKeys: [] },
    );
  return fc
    .record({
      path: record('path', true),
      query: record('query', false),
      headers: record('header', false),
      body: schema ? bodyOf(api, known, schema, type ?? 'application/json') : fc.constant<Body>({}),
      isOfPerson: fc.boolean(),
    })
    .map(({ path, query, headers, body, isOfPerson }) => {
      const filled = route.replace(/\{(\w+)\}/g, (_, name: string) => encoded(path[name] ?? ''));
      const asked = Object.entries(query as Record<string, string>);
      const search = asked.map(([name, value]) => `${name}=${encoded(value)}`).join('&');
      return {
        ...{ method, route, path: search === '' ? filled : `${filled}?${search}`, isOfPerson },
        ...body,
        headers: {
          ...('headers' in body ? body.headers : {}),
          ...printable(headers as Record<string, string>),
        },
      };
    });
}

/** Header values that HTTP can carry. */
function printable(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace(/[^\x20-\x7e\xa0-\xff]/g, ''),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type Body = Pick<FuzzRequest, 'body'> & Partial<Pick<FuzzRequest, 'headers'>>;

function bodyOf(api: OpenApi, known: readonly string[], schema: Schema, type: string): fc.Arbitrary<Body> {
  const json = valueFor(api, known, schema, 0).map((value) => JSON.stringify(value));
  const cutOff = fc.tuple(json, fc.nat(200)).map(([text, length]) => text.slice(0, length));
  const deep = fc.nat(60).map((levels) => `${'{"a":['.repeat(levels)}${']}'.repeat(levels)}`);
  const form = valueFor(api, known, schema, 0).map((value) =>
    Object.entries(value ?? {})
      .map(([name, each]) => `${encoded(name)}=${encoded(asText(each))}`)
      .join('&'),
  );
  const usual = type.includes('json') ? json : form;
  return fc
    .tuple(
      fc.oneof(
        { weight: 20, arbitrary: usual },
        cutOff,
        deep,
        oddString,
        json,
        fc.constant('{"__proto__":{"a":1}}'),
      ),
      fc.oneof(
        { weight: 30, arbitrary: fc.constant(type) },
        fc.constantFrom(
          'text/plain',
          'application/json; charset=x',
          'multipart/form-data; boundary=b',
          'x',
          '',
        ),
      ),
    )
    .map(([body, contentType]) => ({ body, headers: { 'content-type': contentType } }));
}

const oddString = fc.oneof(
  oddText.map((text) => `${canary}${text}`),
  fc.constantFrom(
    ...[
      '',
      canary,
      `${canary}%00`,
      `../${canary}`,
      `' OR 1=1 -- ${canary}`,
      `<script>${canary}</script>`,
      'x'.repeat(101),
    ],
    ...[
      `rep_${canary}`,
      `rep_${'7z'.repeat(13)}`,
      `${canary}${'y'.repeat(20_000)}`,
      '__proto__',
      'constructor',
      `\${${canary}}`,
    ],
  ),
);

const oddNumbers = [0, -0, -1, 1, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 63), 1e21, 1e308, -1e-7, 0.5];

/** Anything but what was asked for. */
const odd = fc.oneof(
  oddString,
  fc.constantFrom<unknown>(null, true, [], {}, [[]], [null], ...oddNumbers),
  fc.dictionary(fc.constantFrom('a', 'id', '__proto__', 'constructor', 'toString', 'length', ''), oddString, {
    maxKeys: 3,
  }),
  fc.array(oddString, { maxLength: 3 }),
);

/** A value as the schema asks for, now and then with something odd in its place. */
function valueFor(
  api: OpenApi,
  known: readonly string[],
  schema: Schema,
  depth: number,
): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: depth === 0 ? 30 : 14, arbitrary: rightFor(api, known, schema, depth) },
    { weight: 1, arbitrary: odd },
  );
}

function rightFor(
  api: OpenApi,
  known: readonly string[],
  schema: Schema,
  depth: number,
): fc.Arbitrary<unknown> {
  const inner = (each: Schema) => valueFor(api, known, each, depth + 1);
  if (depth > 6) return odd;
  if (schema.$ref)
    return rightFor(api, known, api.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth);
  if (schema.allOf?.[0]) return rightFor(api, known, schema.allOf[0], depth);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => rightFor(api, known, each, depth)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const example = schema.example === undefined ? [] : [fc.constant(schema.example)];
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(
        ([name, each]) => [name, inner(each)] as const,
      );
      const whole = fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] });
      const partial = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
      const more = fc.oneof(
        { weight: 12, arbitrary: fc.constant({}) },
        fc.dictionary(fc.constantFrom('id', 'status', 'x', 'constructor'), oddString, { maxKeys: 2 }),
      );
      return fc
        .tuple(fc.oneof({ weight: 9, arbitrary: whole }, partial), more)
        .map(([value, extra]) => ({ ...value, ...extra }));
    }
    case 'array':
      return fc.oneof(
        { weight: 30, arbitrary: fc.array(inner(schema.items ?? {}), { maxLength: 4 }) },
        fc.constant(Array<string>(6_000).fill('x')),
      );
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(...oddNumbers), ...example);
    case 'boolean':
      return fc.boolean();
    default:
      return fc.oneof(
        ...example,
        ...(schema.format === undefined ? [] : [fc.constantFrom(...(formats[schema.format] ?? ['x']))]),
        fc.constantFrom(...known),
        oddString,
      );
  }
}

const formats: Readonly<Record<string, readonly string[]>> = {
  'date-time': [
    '2026-11-27T12:00:00Z',
    '2020-01-01T00:00:00+14:00',
    '+275760-09-13T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
  ],
  date: ['2026-11-27', '0001-01-01', '9999-12-31', '2026-02-30'],
  uri: ['https://hooks.example.org/', 'https://youtu.be/SYNTHETIC_1', 'javascript:alert(1)'],
};
