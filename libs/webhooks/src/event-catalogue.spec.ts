import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {
  attentionWords,
  correctedFields,
  effects,
  escalationOutcomes,
  escalationSteps,
  eventTypes,
  expectations,
  memberAnswers,
  referralStates,
  refusalReasons,
  reportStatuses,
  routeCodes,
  words,
  type EventDetail,
  type EventType,
  type ReportEvent,
} from '#core';
import { eventBody } from './event-body.js';
import { eventCatalogue, eventSchema, syntheticBody } from './event-catalogue.js';

const ajv = new Ajv2020({ allErrors: true, formats: { uri: true } });
const closed = new Map(eventTypes.map((type) => [type, ajv.compile(eventSchema(type, { isClosed: true }))]));

function faultsOf(type: EventType, body: unknown): readonly string[] {
  const check = closed.get(type)!;
  return check(body)
    ? []
    : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

const sometimes = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const some = <T>(values: readonly T[]) => sometimes(fc.constantFrom(...values));
const timeMs = fc.nat(4_000_000_000_000);
const text = sometimes(fc.oneof(fc.string(), fc.constantFrom('PLATFORM.MEMBER_REPORT_FIRST', 'wa-in-app')));

/** Every field that a detail can have. */
const anyDetail = fc
  .record({
    ...{
      effects: sometimes(fc.subarray([...effects])),
      corrected: sometimes(fc.subarray([...correctedFields])),
      withdraws: sometimes(fc.uniqueArray(fc.integer({ min: 1 }))),
    },
    ...{ refusalReason: some(refusalReasons), reason: text, channel: text, switchedFrom: text },
    ...{ nextTryAtMs: sometimes(timeMs), observedAtMs: sometimes(timeMs), untilMs: sometimes(timeMs) },
    ...{ visibility: text, remedy: text, route: some(routeCodes), body: text, alert: text, referral: text },
    followedBy: some(['UF-2026-000124']),
    ...{
      referralState: some(referralStates),
      answer: some(memberAnswers),
      told: some(['WITHDRAWAL', 'CORRECTION']),
    },
    actor: some(['PLATFORM', 'STAFF', 'MEMBER', 'WORKER', 'INTEGRATION']),
    ...{ isMarkedResend: sometimes(fc.boolean()), isRefiled: sometimes(fc.boolean()) },
    ...{ expectation: some(expectations), step: some(escalationSteps), outcome: some(escalationOutcomes) },
  })
  .map((detail) => JSON.parse(JSON.stringify(detail)) as EventDetail);

const anyEvent = (type: EventType): fc.Arbitrary<ReportEvent> => {
  const nil = type.startsWith('submission.') ? { freq: 2 ** 31 - 1 } : {};
  return fc.record({
    ...{ id: fc.uuid(), reportId: fc.uuid(), sequence: fc.integer({ min: 1 }), type: fc.constant(type) },
    ...{ v: fc.constant(1 as const), atMs: timeMs, submissionId: fc.option(fc.uuid(), nil) },
    platform: fc.option(fc.constantFrom('facebook', 'youtube'), nil),
    ...{ word: fc.option(fc.constantFrom(...words)), previousWord: fc.option(fc.constantFrom(...words)) },
    ...{
      status: fc.constantFrom(...reportStatuses),
      previousStatus: fc.option(fc.constantFrom(...reportStatuses)),
    },
    attention: fc.subarray([...attentionWords]),
    detail: anyDetail,
  });
};

const context = {
  ...{ reportReference: 'UF-2026-000123', categoryCode: 'CYBERBULLYING' },
  links: { self: 'https://uniflag.example/v1/reports/rep_01h455vb4pex5vsknk084sn02r' },
};

describe('the event catalogue', () => {
  it('names every type once, with an example that its schema takes', () => {
    expect(eventCatalogue().map(({ type }) => type)).toEqual(eventTypes);
    for (const { type, schema, example } of eventCatalogue()) {
      expect([type, faultsOf(type, example)]).toEqual([type, []]);
      expect(ajv.compile(schema)({ ...example, new: 'fields may come' })).toBe(true);
    }
  });

  it.each(eventTypes)('has a schema that takes every body of %s, with no field beside it', (type) => {
    fc.assert(
      fc.property(anyEvent(type), (event) => {
        expect(faultsOf(type, JSON.parse(JSON.stringify(eventBody(event, context))))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(eventTypes)('has a synthetic %s that says so and is no other event', (type) => {
    const atMs = Date.UTC(2026, 10, 24);
    const { data, ...rest } = syntheticBody(type, '01890a5d-ac96-774b-bcce-b302099a8060', atMs);
    expect([rest.type, rest.timestamp]).toEqual([type, '2026-11-24T00:00:00.000Z']);
    const { isSynthetic, ...usual } = data;
    expect(isSynthetic).toBe(true);
    expect(faultsOf(type, { ...rest, data: usual })).toEqual([]);
  });

  it('has schemas that refuse another type, a missing field, a wrong word and a field that is not listed', () => {
    const [{ example }] = eventCatalogue().filter(({ type }) => type === 'submission.decided') as [any];
    const { status: _status, ...withoutStatus } = example.data;
    for (const wrong of [
      { ...example, type: 'submission.sent' },
      { ...example, data: withoutStatus },
      { ...example, data: { ...example.data, word: 'nothing' } },
      { ...example, data: { ...example.data, submissionId: null } },
      { ...example, data: { ...example.data, detail: { address: 'https://post.example/1' } } },
    ])
      expect(faultsOf('submission.decided', wrong)).not.toEqual([]);
  });
});
