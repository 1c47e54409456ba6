import { createHash } from 'node:crypto';
import { Controller, Delete, Get, Headers, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiProperty, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Config } from '#config';
import { reachOf } from '#core';
import { deadlineCalendar } from '#outcomes';
import { PgCalendarLinks, PgCalendarQueries, type CalendarLink } from '#persistence';
import { hashSecretToken, newSecretToken } from '#security';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, Public, type Caller } from '../access/caller.js';
import { personOf } from '../access/proof.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { configToken } from '../tokens.js';

const dayMs = 86_400_000;
/** More than anybody reads in a calendar. */
const entriesAtMost = 2_000;

class CalendarLinkDto {
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time', description: 'From then on it leads nowhere; make another one.' })
  expiresAt!: string;
}

class CalendarLinkStateDto {
  @ApiProperty({ type: () => CalendarLinkDto, nullable: true, description: 'Null where there is none.' })
  link!: CalendarLinkDto | null;
}

class MadeCalendarLinkDto extends CalendarLinkDto {
  @ApiProperty({
    description:
      'What a calendar program subscribes to. Shown this once; whoever has it reads the deadlines.',
  })
  url!: string;
}

/** Deadlines in a calendar: an address of one's own, as calendar programs send no key. */
@ApiTags('calendar')
@Controller('v1')
export class CalendarController {
  constructor(
    private readonly links: PgCalendarLinks,
    private readonly queries: PgCalendarQueries,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
  ) {}

  @Get('me/calendar-link')
  @ApiOperation({
    operationId: 'readCalendarLink',
    summary: 'Until when the own calendar link leads somewhere.',
  })
  @ApiResponse({ status: 200, type: CalendarLinkStateDto })
  @Allowed('READ_WORK')
  async read(@CurrentCaller() caller: Caller): Promise<CalendarLinkStateDto> {
    const link = await this.links.find(personOf(caller));
    return { link: link ? presentLink(link) : null };
  }

  @Post('me/calendar-link')
  @ApiOperation({
    operationId: 'makeCalendarLink',
    summary: 'A link for the own calendar program. Any link before it ends.',
  })
  @ApiResponse({ status: 201, type: MadeCalendarLinkDto })
  @Allowed('READ_WORK')
  async make(@CurrentCaller() caller: Caller): Promise<MadeCalendarLinkDto> {
    const { token, hash } = newSecretToken();
    const { publicUrl, calendarLinkDays } = this.config.api;
    const link = await this.links.open(personOf(caller), hash, calendarLinkDays * dayMs);
    const { createdAt, expiresAt } = presentLink(link);
    return { createdAt, expiresAt, url: `${publicUrl}/v1/calendar/deadlines.ics?key=${token}` };
  }

  @Delete('me/calendar-link')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endCalendarLink', summary: 'End the own calendar link at once.' })
  @ApiResponse({ status: 204 })
  @Allowed('READ_WORK')
  async end(@CurrentCaller() caller: Caller): Promise<void> {
    await this.links.end(personOf(caller));
  }

  @Get('calendar/deadlines.ics')
  @Public()
  @ApiOperation({
    operationId: 'readDeadlineCalendar',
    summary: 'Deadlines that run now, as iCalendar: reference, what is due, when. Nothing else of a report.',
  })
  @ApiQuery({ name: 'key', description: 'Of a link: see makeCalendarLink.' })
  @ApiProduces('text/calendar')
  @ApiResponse({ status: 200, schema: { type: 'string' } })
  @ApiResponse({ status: 304, description: 'As it was at the `ETag` in `If-None-Match`.' })
  @ApiResponse({
    status: 404,
    type: ProblemDto,
    description: 'CALENDAR.NOT_FOUND: the link ended, was never one, or its person left or lost the role.',
  })
  async calendar(
    @Query('key') key: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    const hash = typeof key === 'string' ? hashSecretToken(key) : undefined;
    const reader = hash && (await this.links.reader(hash));
    if (!reader || reachOf(reader.roles, 'READ_WORK') === 'NONE')
      throw new Problem(
        404,
        'CALENDAR.NOT_FOUND',
        'This link leads nowhere any more. Make another one in Uniflag.',
      );
    const { host } = new URL(this.config.api.publicUrl);
    const deadlines = await this.queries.deadlines(entriesAtMost);
    const text = deadlineCalendar(deadlines, { language: reader.language, host });
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.header('etag', etag);
    if (known?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag)) {
      void reply.status(304);
      return undefined;
    }
    void reply.type('text/calendar; charset=utf-8');
    return text;
  }
}

function presentLink({ createdAtMs, expiresAtMs }: CalendarLink): CalendarLinkDto {
  return { createdAt: isoTime(createdAtMs), expiresAt: isoTime(expiresAtMs) };
}
