import {
  attentionWords,
  correctedFields,
  effects,
  escalationOutcomes,
  escalationSteps,
  eventDescriptions,
  eventTypes,
  expectations,
  memberAnswers,
  refusalReasons,
  referralStates,
  reportStatuses,
  routeCodes,
  toTypeId,
  words,
  type EventDetail,
  type EventType,
  type ReportEvent,
} from '#core';
import { eventBody, type EventBody } from './event-body.js';
import type { EventDetailView } from './event-view.js';
import { pingBody } from './ping-body.js';

/** A JSON Schema (2020-12), as far as we use it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What consumers can rely on of one type of delivery. */
export interface CataloguedBody {
  readonly type: string;
  /** Version of Uniflag that sent it first in this shape. */
  readonly since: string;
  readonly description: string;
  /** Of the whole body in the format STANDARD. */
  readonly schema: JsonSchema;
  readonly example: object;
}

export interface CataloguedEvent extends CataloguedBody {
  readonly type: EventType;
  /** Of its shape, as `data.v`; new fields do not raise it. */
  readonly version: number;
  readonly example: EventBody;
}

export function eventCatalogue(): readonly CataloguedEvent[] {
  return eventTypes.map((type) => ({
    ...{ type, version: 1, since: '0.1.0', description: eventDescriptions[type] },
    ...{ schema: eventSchema(type), example: exampleOf(type) },
  }));
}

/** A ping is no event: its shape has no version, and it is in no list of events. */
export function cataloguedPing(): CataloguedBody {
  const description = 'asks whether somebody is there; one 2xx proves the address of the endpoint';
  const properties = {
    ...{ type: { const: 'ping' }, timestamp: time },
    data: {
      type: 'object',
      properties: { id: id('png'), endpointId: id('wep') },
      required: ['id', 'endpointId'],
    },
  };
  return {
    ...{ type: 'ping', since: '0.1.0', description },
    schema: {
      ...{ $schema: dialect, title: 'ping', description, type: 'object', properties },
      required: Object.keys(properties),
    },
    example: pingBody(exampleIds.endpoint, exampleIds.event, exampleAtMs),
  };
}

/** @param isClosed whether unknown fields are refused: for our own tests, as consumers must ignore what they do not know */
export function eventSchema(type: EventType, { isClosed = false } = {}): JsonSchema {
  const record = (properties: Readonly<Record<string, JsonSchema>>, required = Object.keys(properties)) => ({
    ...{ type: 'object', properties, required },
    ...(isClosed ? { additionalProperties: false } : {}),
  });
  const isOfSubmission = type.startsWith('submission.');
  return {
    $schema: dialect,
    title: type,
    description: eventDescriptions[type],
    ...record({
      type: { const: type },
      timestamp: time,
      data: record({
        ...{ id: id('evt'), v: { const: 1 }, sequence: { type: 'integer', minimum: 1 }, reportId: id('rep') },
        submissionId: isOfSubmission ? id('sub') : orNull(id('sub')),
        platform: isOfSubmission ? platform : orNull(platform),
        ...{ word: orNull(oneOf(words)), previousWord: orNull(oneOf(words)) },
        ...{ status: oneOf(reportStatuses), previousStatus: orNull(oneOf(reportStatuses)) },
        attention: { type: 'array', items: oneOf(attentionWords), uniqueItems: true },
        detail: record(detailFields, []),
        reportReference: reference,
        category: { type: 'string', pattern: '^[A-Z][A-Z_]*$' },
        links: record({ self: { type: 'string', format: 'uri' } }),
      }),
    }),
  };
}

const dialect = 'https://json-schema.org/draft/2020-12/schema';
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' };
const platform = { type: 'string', pattern: '^[a-z][a-z0-9-]*$' };
const reference = { type: 'string', pattern: '^UF-\\d{4}-\\d{6,9}$' };
const code = { type: 'string', maxLength: 64, pattern: '^[A-Z][A-Z0-9_]*(\\.[A-Z0-9_]+)*$' };
const channel = { type: 'string', maxLength: 64, pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' };
const flag = { type: 'boolean' };

const detailFields: Readonly<Record<keyof EventDetailView, JsonSchema>> = {
  effects: { type: 'array', items: oneOf(effects), uniqueItems: true },
  refusalReason: oneOf(refusalReasons),
  ...{ reason: code, channel, switchedFrom: channel, nextTryAt: time, visibility: code },
  ...{ observedAt: time, until: time, told: oneOf(['WITHDRAWAL', 'CORRECTION']) },
  corrected: { type: 'array', items: oneOf(correctedFields), uniqueItems: true },
  ...{ remedy: code, route: oneOf(routeCodes), body: code, followedBy: reference, referral: code },
  ...{ referralState: oneOf(referralStates), answer: oneOf(memberAnswers) },
  actor: oneOf(['PLATFORM', 'STAFF', 'MEMBER', 'WORKER', 'INTEGRATION']),
  ...{ isMarkedResend: flag, isRefiled: flag, expectation: oneOf(expectations) },
  ...{ step: oneOf(escalationSteps), outcome: oneOf(escalationOutcomes), alert: code },
  screenshots: { type: 'integer', minimum: 1 },
  withdraws: { type: 'array', items: { type: 'integer', minimum: 1 }, uniqueItems: true },
};

function id(prefix: string): JsonSchema {
  return { type: 'string', pattern: `^${prefix}_[0-7][0-9a-z]{25}$` };
}

function oneOf(values: readonly string[]): JsonSchema {
  return { enum: values };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

const exampleIds = {
  event: '01890a5d-ac96-774b-bcce-b302099a8057',
  report: '01890a5d-ac96-774b-bcce-b302099a8058',
  submission: '01890a5d-ac96-774b-bcce-b302099a8059',
  endpoint: '01890a5d-ac96-774b-bcce-b302099a805a',
};
const exampleAtMs = Date.UTC(2026, 10, 23, 12);

/** Details that show what an event of this type says; absent is none. */
const exampleDetails: Readonly<Partial<Record<EventType, EventDetail>>> = {
  'submission.decided': { effects: ['CONTENT_REMOVED'], actor: 'PLATFORM' },
  'submission.due_soon': { expectation: 'DECISION', actor: 'WORKER' },
  'submission.sla_breached': { expectation: 'DECISION', actor: 'WORKER' },
  'submission.deferred': { reason: 'PLATFORM.RATE_LIMITED', nextTryAtMs: Date.UTC(2026, 10, 23, 12, 1) },
  'report.corrected': { corrected: ['category'], actor: 'STAFF' },
  'reply.match_withdrawn': { withdraws: [5], actor: 'STAFF' },
};

/** The body of an event that never happened, for trying a consumer out; its id is of no event that anybody can read. */
export function syntheticBody(type: EventType, id: string, atMs: number) {
  const { data, ...example } = exampleOf(type);
  const timestamp = new Date(atMs).toISOString();
  return { ...example, timestamp, data: { ...data, id: toTypeId('evt', id), isSynthetic: true as const } };
}

function exampleOf(type: EventType): EventBody {
  const isOfSubmission = type.startsWith('submission.');
  const event: ReportEvent = {
    ...{ id: exampleIds.event, reportId: exampleIds.report },
    ...{ sequence: 7, type, v: 1, atMs: exampleAtMs },
    submissionId: isOfSubmission ? exampleIds.submission : null,
    platform: isOfSubmission ? 'facebook' : null,
    word: isOfSubmission ? 'under_review' : null,
    previousWord: isOfSubmission ? 'sent' : null,
    ...{ status: 'IN_PROGRESS', previousStatus: null, attention: [] },
    detail: exampleDetails[type] ?? {},
  };
  return eventBody(event, {
    ...{ reportReference: 'UF-2026-000123', categoryCode: 'CYBERBULLYING' },
    links: { self: 'https://uniflag.example/v1/reports/rep_01h455vb4pex5vsknk084sn02r' },
  });
}
