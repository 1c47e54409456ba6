import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { editorSchema } from './editor-schema.js';

const schema = editorSchema() as any;
const check = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
const faultsOf = (yaml: string) => {
  check(parse(yaml));
  return (check.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
};

it('takes default.yaml but for what has to be set, and a file that holds only what differs', () => {
  const needed = ['/database/url type', '/security/contentKey type'];
  expect(faultsOf(readFileSync('config/default.yaml', 'utf8'))).toEqual(needed);
  expect(faultsOf('{}')).toEqual([]);
});

it.each([
  'worker: { leaseMs: 45s, retryScheduleMs: [1s, 5m] }',
  'worker: { leaseMs: 45000, retryScheduleMs: "1s,5m" }',
  'security: { wrappingKeyFile: /run/secrets/wrapping.key }',
  'deadlines: { critical: { decision: 2wd }, platforms: { snapchat: { other: { firstLook: 1h } } } }',
  'platforms: { youtube: { credentials: { apiKeyFile: /run/secrets/youtube }, quotaUnitsPerDay: null } }',
  'webhooks: { allowPrivateAddresses: [10.0.0.0/8] }',
  'platforms: { youtube: { httpBaseUrlFile: /run/secrets/address } }',
  'digests: { dailyAt: "07:30", weeklyAt: null }',
])('takes what the loader takes: %s', (yaml) => {
  expect(faultsOf(yaml)).toEqual([]);
});

it.each([
  ['worker: { leaseMS: 45s }', '/worker additionalProperties'],
  ['werker: {}', ' additionalProperties'],
  ['worker: { leaseMs: soon }', '/worker/leaseMs pattern'],
  ['api: { port: 70000 }', '/api/port maximum'],
  ['log: { level: loud }', '/log/level enum'],
  ['platforms: { youtube: { noticesPerMinute: many } }', '/platforms/youtube/noticesPerMinute pattern'],
])('marks what the loader refuses: %s', (yaml, fault) => {
  expect(faultsOf(yaml)).toContain(fault);
});

it('explains a setting with the words and the value of default.yaml', () => {
  const { leaseMs } = schema.properties.worker.properties;
  expect(leaseMs).toMatchObject({
    description: expect.stringMatching(/^How long a taken submission stays with its worker\./),
    default: '30s',
  });
});
