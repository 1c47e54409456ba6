import fc from 'fast-check';
import {
  attentionWords,
  effects,
  escalationOutcomes,
  escalationSteps,
  eventTypes,
  expectations,
  fromTypeId,
  memberAnswers,
  referralStates,
  refusalReasons,
  reportStatuses,
  routeCodes,
  words,
  type EventDetail,
  type ReportEvent,
} from '#core';
import { eventBody, type EventContext } from './event-body.js';
import { presentEvent } from './event-view.js';

const anEvent: ReportEvent = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  reportId: '01890a5d-ac96-774b-bcce-b302099a8058',
  sequence: 7,
  type: 'submission.decided',
  v: 1,
  atMs: Date.UTC(2026, 10, 23, 12, 0, 0),
  submissionId: '01890a5d-ac96-774b-bcce-b302099a8059',
  platform: 'facebook',
  word: 'removed',
  previousWord: 'under_review',
  status: 'IN_PROGRESS_PARTLY',
  previousStatus: null,
  attention: ['info_requested'],
  detail: { effects: ['CONTENT_REMOVED'], nextTryAtMs: Date.UTC(2026, 10, 24) },
};
const context: EventContext = {
  reportReference: 'UF-2026-000123',
  categoryCode: 'SYNTHETIC_CATEGORY',
  links: { self: 'https://uniflag.example/v1/reports/rep_01h455vb4pex5vsknk084sn02r' },
};

/** Text as a person would type it, or as an address or handle is spelled. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc.emailAddress(),
  fc.constantFrom(
    '@synthetic.handle',
    'Synthetic Name',
    'synthetic.example',
    '+32 470 00 00 00',
    'synthetic_handle',
  ),
);
const anyCode = fc.constantFrom('PLATFORM.MEMBER_REPORT_FIRST', 'NO_REASON_GIVEN', 'SEND.OUTCOME_UNKNOWN');
const sometimes = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });

/** Details as they may come, with any text where the type has a plain string. */
const anyDetail = fc
  .record({
    effects: sometimes(fc.array(fc.constantFrom(...effects), { maxLength: 60 })),
    refusalReason: sometimes(fc.constantFrom(...refusalReasons)),
    reason: sometimes(fc.oneof(anyText, anyCode)),
    channel: sometimes(fc.oneof(anyText, fc.constantFrom('email', 'wa-in-app'))),
    nextTryAtMs: sometimes(fc.nat(4_000_000_000_000)),
    visibility: sometimes(anyText),
    remedy: sometimes(anyText),
    route: sometimes(fc.oneof(anyText, fc.constantFrom(...routeCodes))),
    body: sometimes(anyText),
    followedBy: sometimes(fc.oneof(anyText, fc.constant('UF-2026-000124'))),
    referral: sometimes(anyText),
    referralState: sometimes(fc.constantFrom(...referralStates)),
    answer: sometimes(fc.constantFrom(...memberAnswers)),
    actor: sometimes(fc.constantFrom('PLATFORM', 'STAFF', 'MEMBER', 'WORKER', 'INTEGRATION')),
    isMarkedResend: sometimes(fc.boolean()),
    expectation: sometimes(fc.constantFrom(...expectations)),
    step: sometimes(fc.constantFrom(...escalationSteps)),
    outcome: sometimes(fc.constantFrom(...escalationOutcomes)),
  })
  .map((detail) => JSON.parse(JSON.stringify(detail)) as EventDetail);

const anyEvent: fc.Arbitrary<ReportEvent> = fc.record({
  id: fc.uuid(),
  reportId: fc.uuid(),
  sequence: fc.integer({ min: 1 }),
  type: fc.constantFrom(...eventTypes),
  v: fc.constant(1 as const),
  atMs: fc.nat(4_000_000_000_000),
  submissionId: fc.option(fc.uuid()),
  platform: fc.option(fc.constantFrom('facebook', 'youtube')),
  word: fc.option(fc.constantFrom(...words)),
  previousWord: fc.option(fc.constantFrom(...words)),
  status: fc.constantFrom(...reportStatuses),
  previousStatus: fc.option(fc.constantFrom(...reportStatuses)),
  attention: fc.array(fc.constantFrom(...attentionWords), { maxLength: 40 }),
  detail: anyDetail,
});

describe('eventBody', () => {
  it('is the event in the shape of Standard Webhooks', () => {
    expect(eventBody(anEvent, context)).toEqual({
      type: 'submission.decided',
      timestamp: '2026-11-23T12:00:00.000Z',
      data: {
        id: 'evt_01h455vb4pex5vsknk084sn02q',
        v: 1,
        sequence: 7,
        reportId: 'rep_01h455vb4pex5vsknk084sn02r',
        reportReference: 'UF-2026-000123',
        submissionId: 'sub_01h455vb4pex5vsknk084sn02s',
        platform: 'facebook',
        word: 'removed',
        previousWord: 'under_review',
        status: 'IN_PROGRESS_PARTLY',
        previousStatus: null,
        attention: ['info_requested'],
        category: 'SYNTHETIC_CATEGORY',
        detail: { effects: ['CONTENT_REMOVED'], nextTryAt: '2026-11-24T00:00:00.000Z' },
        links: { self: context.links.self },
      },
    });
  });

  it('stays under 4 kB, whatever the event', () => {
    fc.assert(
      fc.property(anyEvent, fc.webUrl({ size: 'large' }), (event, self) => {
        const bytes = Buffer.byteLength(JSON.stringify(eventBody(event, { ...context, links: { self } })));
        expect(bytes).toBeLessThan(4_096);
      }),
    );
  });

  it('carries codes, ids, times and the link, and no text of any other kind', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const { links, ...data } = eventBody(event, context).data;
        expect(links).toEqual(context.links);
        for (const text of stringsIn(data)) expect(text).toMatch(knownSpelling);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'https://www.example.com/p/1',
    'www.example.com',
    'someone@example.org',
    '@synthetic.handle',
    'synthetic_handle',
    'Synthetic Name',
    'Synthetic',
    '+32 470 00 00 00',
    '32470000000',
    'the caller says that',
  ])('leaves %j out wherever it stands', (text) => {
    const detail: EventDetail = { reason: text, channel: text, visibility: text, remedy: text };
    expect(eventBody({ ...anEvent, detail }, context).data.detail).toEqual({});
  });

  it('leaves out what an event or context holds beyond its type', () => {
    const stray = { canary: 'canary', links: { self: 'https://uniflag.example/', canary: 'canary' } };
    const detail = { ...anEvent.detail, canary: 'canary' } as EventDetail;
    const event = { ...anEvent, detail, canary: 'canary' } as ReportEvent;
    expect(JSON.stringify(eventBody(event, { ...context, ...stray }))).not.toContain('canary');
  });

  it('refuses to grow to 4 kB', () => {
    const links = { self: `https://uniflag.example/${'a'.repeat(4_000)}` };
    expect(() => eventBody(anEvent, { ...context, links })).toThrow(RangeError);
  });
});

describe('presentEvent', () => {
  it('says what the body says, in one flat shape', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const { type, timestamp, data } = eventBody(event, context);
        const { reportReference: _reference, category: _category, links: _links, ...rest } = data;
        expect(presentEvent(event)).toEqual({ type, timestamp, ...rest });
      }),
    );
  });

  it('spells ids so that they lead back', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const view = presentEvent(event);
        expect(fromTypeId('evt', view.id)).toBe(event.id);
        expect(fromTypeId('rep', view.reportId)).toBe(event.reportId);
        expect(view.submissionId && fromTypeId('sub', view.submissionId)).toBe(event.submissionId);
      }),
    );
  });

  it('keeps every code', () => {
    const detail: EventDetail = {
      effects: ['GEO_RESTRICTED'],
      refusalReason: 'NO_POLICY_VIOLATION',
      reason: 'PLATFORM.MEMBER_REPORT_FIRST',
      channel: 'wa-in-app',
      visibility: 'LIMITED',
      remedy: 'COMPLAINT_ART20',
      answer: 'COULD_NOT',
      actor: 'STAFF',
      isMarkedResend: false,
    };
    expect(presentEvent({ ...anEvent, detail }).detail).toEqual(detail);
  });
});

const knownSpelling =
  /^((evt|rep|sub)_[0-7][0-9a-z]{25}|UF-\d{4}-\d{6}|facebook|youtube|email|wa-in-app|[a-z]+(_[a-z]+)*|[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)*|\d{4}-\d\d-\d\dT[\d:.]+Z)$/;

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}
