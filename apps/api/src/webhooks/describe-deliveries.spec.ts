import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { eventTypes } from '#core';
import { cataloguedPing, eventCatalogue } from '#webhooks';
import { describeDeliveries } from './describe-deliveries.js';

const root = join(__dirname, '../../../..');
const kept = JSON.parse(readFileSync(join(root, 'apps/api/openapi.json'), 'utf8'));
const catalogue = [...eventCatalogue(), cataloguedPing()];
const bodyOf = (type: string) => kept.webhooks[type].post.requestBody.content['application/json'];

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { uri: true } });
ajv.addSchema(kept, 'openapi', false, false);
const checkOf = (type: string) =>
  ajv.compile({
    $ref: `openapi#/webhooks/${type}/post/requestBody/content/application~1json/schema`,
  });

describe('the section webhooks of the description', () => {
  it('is kept as it is made', () => {
    const { webhooks, components } = JSON.parse(JSON.stringify(describeDeliveries()));
    // `npm run generate` writes it.
    expect(kept.webhooks).toEqual(webhooks);
    expect(kept.components).toMatchObject(components);
  });

  it('has every event type and the ping, each with what the catalogue says of it', () => {
    expect(Object.keys(kept.webhooks)).toEqual([...eventTypes, 'ping']);
    for (const { type, description, since, schema, example, ...more } of catalogue) {
      const { post } = kept.webhooks[type];
      expect(post).toMatchObject({ summary: description, 'x-since': since, security: [] });
      expect(post['x-version']).toBe('version' in more ? more.version : undefined);
      expect(bodyOf(type).example).toEqual(example);
      const { properties, ...body } = bodyOf(type).schema;
      const data = kept.components.schemas[properties.data.$ref.split('/').at(-1)];
      const { $schema, ...whole } = schema;
      expect({ ...body, properties: { ...properties, data } }).toEqual(whole);
      expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
    }
  });

  it.each([...eventTypes, 'ping'])(
    'has an example of %s that its schema takes, and a schema that refuses others',
    (type) => {
      const { example } = bodyOf(type);
      const check = checkOf(type);
      expect([check(example), check.errors]).toEqual([true, null]);
      expect(check({ ...example, type: 'nothing' })).toBe(false);
      expect(check({ ...example, data: { ...example.data, id: 'evt' } })).toBe(false);
    },
  );

  it('names the three headers and every answer that counts', () => {
    for (const { post } of Object.values<any>(kept.webhooks)) {
      const named = post.parameters.map(
        ({ $ref }: any) => kept.components.parameters[$ref.split('/').at(-1)],
      );
      expect(named).toMatchObject(
        ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
          name,
          in: 'header',
          required: true,
        })),
      );
      expect(Object.keys(post.responses).sort()).toEqual(['2XX', '410', '429', '5XX']);
    }
    expect(kept.components.responses.DeliveryTooFast.headers).toHaveProperty('Retry-After');
  });
});

describe('the description', () => {
  const rules = ['struct', 'no-unresolved-refs', 'operation-operationId-unique', 'path-parameters-defined'];
  const examples = ['media-type', 'parameter', 'schema'].map((part) => `no-invalid-${part}-examples`);
  const faultsOf = async (document: object) => {
    const config = await createConfig({
      rules: Object.fromEntries([...rules, ...examples].map((rule) => [rule, 'error' as const])),
    });
    const source = JSON.stringify(document);
    const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
    return problems.map(
      ({ ruleId, location: [at], message }) => `${ruleId} ${at?.pointer ?? ''}: ${message}`,
    );
  };

  it('is OpenAPI 3.1 without a fault', async () => {
    expect(kept.openapi).toBe('3.1.0');
    expect(await faultsOf(kept)).toEqual([]);
  });

  it.each<[string, string, (document: any) => unknown]>([
    ['a field nobody knows', 'struct', ({ webhooks }) => (webhooks.ping.post.answers = {})],
    [
      'an answer without a word',
      'struct',
      ({ components }) => delete components.responses.DeliveryTaken.description,
    ],
    [
      'a name that leads nowhere',
      'no-unresolved-refs',
      ({ components }) => delete components.parameters.WebhookId,
    ],
    [
      'an example of another shape',
      'no-invalid-media-type-examples',
      (document) => {
        document.webhooks.ping.post.requestBody.content['application/json'].example.type = 'pong';
      },
    ],
  ])('would be found to have %s', async (_what, rule, plant) => {
    const document = structuredClone(kept);
    plant(document);
    expect((await faultsOf(document)).join('\n')).toContain(rule);
  });
});
