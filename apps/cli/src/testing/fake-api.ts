import type { Report, ReportEvent, ReportRow, Submission } from '#client';
import * as sample from '#client/testing';

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
  const body = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.enqueue(new TextEncoder().encode(`retry: 20\n\n${events.map(sample.sseMessage).join('')}`)),
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

export const reportId = 'rep_01kb0000000000000000000000';

/** Invented, in the shape of the API's description. */
export function aSubmission(ordinal: number, more: Partial<Submission> = {}): Submission {
  const url = `https://www.instagram.com/p/Synthetic0${ordinal}/`;
  return sample.aSubmission({
    id: `sub_01kb000000000000000000000${ordinal}`,
    reference: `UF-2026-000123-${ordinal}-K7QM9A`,
    target: { kind: 'post', key: `instagram:post:Synthetic0${ordinal}`, input: url, url, locator: null },
    ...more,
  });
}

export function aReport(more: Partial<Report> = {}): Report {
  return sample.aReport({
    explanation: 'Synthetic explanation.\nSecond line.',
    submissions: [aSubmission(1)],
    ...more,
  });
}

export function aRow(number: number, more: Partial<ReportRow> = {}): ReportRow {
  return sample.aRow({ reference: `UF-2026-${String(number).padStart(6, '0')}`, ...more });
}

export const { aPlatform, aFeedEvent, anEvent } = sample;
