import type { Platform, Report, ReportEvent, ReportRow, Submission } from '#client';

type Respond = (request: Request, body: unknown) => Response | Promise<Response>;

export interface FakeCall {
  /** Such as `POST /v1/reports`; with its query. */
  readonly route: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Plays the API behind `fetch`: one answer a route, and the calls that came. */
export class FakeApi {
  readonly calls: FakeCall[] = [];
  private readonly answers = new Map<string, Respond>();

  /** @param route such as `GET /v1/reports`, for every query */
  on(route: string, respond: Respond | object): this {
    this.answers.set(
      route,
      typeof respond === 'function' ? (respond as Respond) : () => Response.json(respond),
    );
    return this;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    this.calls.push({ route: `${request.method} ${pathname}${search}`, headers: request.headers, body });
    const respond = this.answers.get(`${request.method} ${pathname}`);
    return respond
      ? respond(request, body)
      : problem(404, 'ROUTE.NOT_FOUND', 'There is nothing at this address.');
  };
}

export function problem(status: number, code: string, detail: string, errors?: readonly object[]): Response {
  const body = { type: 'urn:uniflag:problem:synthetic', title: 'Synthetic', status, detail, code };
  return Response.json(
    { ...body, ...(errors ? { errors } : {}) },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}

/** A live stream that brings these events and then stays open until it is left */
export function eventStream(events: readonly ReportEvent[]): Response {
  const text = events.map(
    (event) => `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
  );
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(`retry: 20\n\n${text.join('')}`)),
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

export const reportId = 'rep_01kb0000000000000000000000';

/** Invented, in the shape of the API's description. */
export function aSubmission(ordinal: number, more: Partial<Submission> = {}): Submission {
  return {
    id: `sub_01kb000000000000000000000${ordinal}`,
    reference: `UF-2026-000123-${ordinal}-K7QM9A`,
    platform: 'instagram',
    channel: 'instagram-partner-mail',
    regime: 'PLATFORM_PRIORITY',
    target: {
      kind: 'post',
      key: `instagram:post:Synthetic0${ordinal}`,
      input: `https://www.instagram.com/p/Synthetic0${ordinal}/`,
      url: `https://www.instagram.com/p/Synthetic0${ordinal}/`,
      locator: null,
    },
    word: 'queued',
    delivery: 'QUEUED',
    decision: 'NONE',
    effects: [],
    refusalReason: null,
    verification: 'UNCHECKED',
    remedy: 'NONE',
    externalRef: null,
    waitingFor: null,
    asks: ['REMOVE_CONTENT'],
    askAnswers: {},
    earlierReport: null,
    sla: 'ON_TRACK',
    sentAt: null,
    nextTryAt: null,
    nextCheckAt: null,
    dueAt: null,
    question: null,
    ...more,
  };
}

export function aReport(more: Partial<Report> = {}): Report {
  return {
    id: reportId,
    reference: 'UF-2026-000123',
    category: 'CYBERBULLYING',
    status: 'IN_PROGRESS',
    attention: [],
    counts: { queued: 1 },
    sla: 'ON_TRACK',
    createdAt: '2026-11-23T13:02:00.000Z',
    updatedAt: '2026-11-23T13:02:00.000Z',
    language: 'fr',
    caller: { role: 'PARENT' },
    asks: ['REMOVE_CONTENT'],
    explanation: 'Synthetic explanation.\nSecond line.',
    factsOn: null,
    seenAt: null,
    submissions: [aSubmission(1)],
    ...more,
  };
}

export function aRow(number: number, more: Partial<ReportRow> = {}): ReportRow {
  const { id, category, status, attention, counts, sla, createdAt, updatedAt } = aReport();
  const reference = `UF-2026-${String(number).padStart(6, '0')}`;
  return {
    ...{ id, reference, category, status, attention, counts, sla, createdAt, updatedAt },
    platforms: ['instagram'],
    standing: [{ platform: 'instagram', word: 'queued', count: 1 }],
    ...more,
  };
}

export function anEvent(sequence: number, more: Partial<ReportEvent> = {}): ReportEvent {
  return {
    id: `evt_01kb00000000000000000000${String(sequence).padStart(2, '0')}`,
    type: 'submission.sent',
    v: 1,
    timestamp: `2026-11-23T13:02:${String(sequence).padStart(2, '0')}.000Z`,
    sequence,
    reportId,
    submissionId: 'sub_01kb0000000000000000000001',
    platform: 'instagram',
    word: 'sent',
    previousWord: 'queued',
    status: 'IN_PROGRESS',
    previousStatus: null,
    attention: [],
    detail: {},
    ...more,
  };
}

export function aPlatform(more: Partial<Platform> = {}): Platform {
  return {
    key: 'youtube',
    name: 'YouTube',
    mode: 'rehearsed',
    modeChangedAt: null,
    modeChangedBy: null,
    heldUntil: null,
    heldBecause: null,
    dsaCoverage: 'FULL',
    flaggerStatus: 'NONE',
    defaultChannel: 'yt-priority-form',
    channels: [],
    asks: ['REMOVE_CONTENT'],
    targetKinds: ['video'],
    verification: 'API',
    ...more,
  };
}
