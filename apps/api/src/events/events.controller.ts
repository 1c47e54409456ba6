import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Config } from '#config';
import type { ReportEvent } from '#core';
import { PgEventQueries, type FeedEvent, type FeedPosition } from '#persistence';
import { presentEvent, toldBody } from '#webhooks';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { AccessWatch } from '../access/access-watch.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { invalid, Problem } from '../problems/problem.js';
import { badCursor, PageQuery } from '../shared/paging.js';
import { IsoTime, Text } from '../shared/fields.js';
import { idIn } from '../shared/request-parts.js';
import { EventHub, hints } from './event-hub.js';
import { EventStream, messageText } from './event-stream.js';
import { FeedPageDto } from './event.dto.js';
import { configToken } from '../tokens.js';

class FeedQuery extends PageQuery {
  @IsoTime({
    description:
      'Begins with the first event since then, in place of a cursor; where there is none yet, at the end of the feed. The order is that of commits: after it may come some of shortly before.',
    optional: true,
  })
  since?: string;
}

class StreamQuery {
  @Text({ description: 'Only the events of this report.', optional: true, max: 40 })
  report?: string;
}

@ApiTags('events')
@Controller('v1')
export class EventsController {
  /** Made once for all readers of the stream. */
  private readonly messages = new WeakMap<ReportEvent, string>();

  constructor(
    private readonly events: PgEventQueries,
    private readonly hub: EventHub,
    private readonly access: AccessWatch,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
  ) {}

  @Get('events')
  @NotAudited('references and states, no content')
  @ApiOperation({
    operationId: 'listEvents',
    summary:
      'The feed of all events, oldest first, each with what a webhook says of it. Keep `nextCursor` and come back with it.',
  })
  @ApiResponse({ status: 200, type: FeedPageDto })
  @ApiResponse({ status: 400, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('READ_EVENTS')
  async feed(@Query() { limit, cursor, since }: FeedQuery): Promise<FeedPageDto> {
    if (cursor !== undefined && since !== undefined)
      throw invalid([
        {
          ...{ pointer: '/since', code: 'SINCE.WITH_CURSOR' },
          detail: 'A cursor says where to go on already. Give one of the two.',
        },
      ]);
    const from =
      since === undefined ? decodePosition(cursor) : await this.events.beforeFirstSince(Date.parse(since));
    const rows = await this.events.toldAfter(from, limit);
    return {
      data: rows.map((row) => {
        const { data, ...head } = toldBody(row, this.config.api.publicUrl);
        return { ...head, ...data };
      }),
      nextCursor: encodePosition(rows.at(-1)?.at ?? from),
    };
  }

  @Get('stream')
  @NotAudited('ids and states, no content')
  @ApiOperation({
    operationId: 'streamEvents',
    summary: 'Events as they happen (server-sent events), resumable.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Goes on after this event.' })
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description:
      'One message an event: `id` is the event id, `event` its type, `data` the event. Without `?report`, a message ' +
      '`alerts.changed` without an id says that GET /v1/alerts answers something else than before, `claims.changed` ' +
      'that somebody else takes care of a report, `notes.changed` that one has another note, and ' +
      '`presence.changed` that somebody came to the page of one, or left it.',
  })
  @Allowed('READ_EVENTS')
  async stream(
    @Query() query: StreamQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reportId = query.report === undefined ? undefined : idIn('rep', 'Report', query.report);
    const from = lastEventId === undefined ? undefined : await this.positionOf(lastEventId);
    reply.hijack();
    const stream = new EventStream(reply.raw, this.hub.stopping);
    this.access.add(caller.accessId, stream.end, stream.signal);
    const receive = async ({ event }: FeedEvent) => {
      if (reportId === undefined || event.reportId === reportId) await stream.send(this.messageOf(event));
    };
    if (reportId === undefined)
      for (const hint of hints)
        this.hub.onHint(
          hint,
          () => void stream.send(messageText({ event: `${hint}.changed`, data: {} })),
          stream.signal,
        );
    await this.hub.subscribe(receive, stream.signal, from);
  }

  private messageOf(event: ReportEvent): string {
    const made = this.messages.get(event);
    if (made !== undefined) return made;
    const view = presentEvent(event);
    const text = messageText({ id: view.id, event: view.type, data: view });
    this.messages.set(event, text);
    return text;
  }

  private async positionOf(eventId: string): Promise<FeedPosition> {
    const position = await this.events.positionOf(idIn('evt', 'Event', eventId));
    if (!position)
      throw new Problem(
        404,
        'EVENT.NOT_FOUND',
        'Last-Event-ID names no event of this installation. Connect without it.',
      );
    return position;
  }
}

function encodePosition({ xid, position }: FeedPosition): string {
  return Buffer.from(`${xid}.${position}`).toString('base64url');
}

function decodePosition(cursor: string | undefined): FeedPosition {
  if (cursor === undefined) return { xid: '0', position: '0' };
  const match = /^(\d{1,19})\.(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match?.[1] || !match[2]) throw badCursor();
  return { xid: match[1], position: match[2] };
}
