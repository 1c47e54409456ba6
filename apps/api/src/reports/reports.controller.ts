import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { FileReport, ungradedHold, type HoldInput } from '#application';
import type { Config } from '#config';
import type { DescribedCategory } from '#core';
import { countedAtMost, countedLists, PgEventQueries, PgListCounts, PgReportQueries } from '#persistence';
import { presentEvent } from '#webhooks';
import { AuditedByEvent, NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { answerableId, CurrentCaller, type Caller } from '../access/caller.js';
import { FourEyes } from '../approvals/four-eyes.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { EventPageDto } from '../events/event.dto.js';
import { invalid, notFound } from '../problems/problem.js';
import { badCursor, decodeCursor, encodeCursor, PageQuery, pageOf } from '../shared/paging.js';
import { idempotencyOf, idIn, keyInFlight, keyReused } from '../shared/request-parts.js';
import { configToken, taxonomyToken } from '../tokens.js';
import type { HoldDto } from './acts.dto.js';
import { checkLimits } from './check-limits.js';
import { FileReportDto } from './file-report.dto.js';
import { ListCountsDto, ListReportsQuery, ListSubmissionsQuery } from './list-reports.dto.js';
import { filterOf } from './report-filter.js';
import { presentReport, presentRow, presentSubmission, shownTo } from './present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto, ReportPageDto, SubmissionPageDto } from './report.dto.js';

@ApiTags('reports')
@Controller('v1/reports')
export class ReportsController {
  constructor(
    private readonly fileReport: FileReport,
    private readonly reports: PgReportQueries,
    private readonly counts: PgListCounts,
    private readonly events: PgEventQueries,
    private readonly fourEyes: FourEyes,
    @Inject(configToken) private readonly config: Pick<Config, 'api' | 'deadlines'>,
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<string, DescribedCategory>,
  ) {}

  @Post()
  @AuditedByEvent()
  @ApiOperation({
    operationId: 'fileReport',
    summary: 'File one report; it goes out to every platform it names.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Same key and body: same answer, nothing filed twice.',
  })
  @ApiResponse({ status: 201, type: ReportDto })
  @ApiResponse({
    status: 422,
    type: ProblemDto,
    description: 'Names each wrong field and the way out; nothing was stored.',
  })
  @Allowed('FILE')
  async file(
    @Body() body: FileReportDto,
    @CurrentCaller() caller: Caller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res() reply: FastifyReply,
    @CurrentSight() sight: Sight,
  ): Promise<void> {
    checkLimits(body, this.config.api);
    const { goodFaith: _goodFaith, caller: from, targets, hold: given, ...rest } = body;
    const hold = this.holdOf(given, body.category, caller);
    const answer = await this.fileReport.run({
      ...rest,
      targets,
      callerRole: from.role,
      ...(rest.seenAt ? { seenAt: new Date(rest.seenAt).toISOString() } : {}),
      filedBy: caller.name,
      ...(hold ? { hold } : {}),
      idempotency: idempotencyOf(idempotencyKey, caller, 'POST /v1/reports', body),
    });
    switch (answer.outcome) {
      case 'invalid':
        throw invalid(answer.errors);
      case 'keyInFlight':
        throw keyInFlight();
      case 'keyReused':
        throw keyReused();
      case 'filed':
      case 'replayed':
        void reply
          .status(201)
          .header('location', `/v1/reports/${(JSON.parse(answer.answer) as ReportDto).id}`)
          .header('idempotent-replayed', String(answer.outcome === 'replayed'))
          .type('application/json')
          .send(shownTo(answer.answer, body.category, sight));
    }
  }

  /** What is given, and that a category of abuse images waits for a second person where the configuration says so. */
  private holdOf(given: HoldDto | undefined, category: string, caller: Caller): HoldInput | undefined {
    const by = { id: answerableId(caller), name: caller.name };
    const { abuseImages = false } = this.categories.get(category) ?? {};
    const isUngraded = abuseImages && this.fourEyes.takesTwo('CONFIRM_CATEGORY');
    if (!given) return isUngraded ? ungradedHold(by, Date.now()) : undefined;
    const { reason, until, note = null } = given;
    return { reason, untilMs: Date.parse(until), note, by, ...(isUngraded ? { isUngraded } : {}) };
  }

  @Get()
  @NotAudited('references and states, no content', { unlessQuery: 'q' })
  @ApiOperation({ operationId: 'listReports', summary: 'Reports, newest first.' })
  @ApiResponse({ status: 200, type: ReportPageDto })
  @Allowed('READ_REPORT')
  async list(@Query() query: ListReportsQuery, @CurrentCaller() caller: Caller): Promise<ReportPageDto> {
    const { limit, cursor, ...filter } = query;
    const after = decodeCursor(cursor);
    const rows = await this.reports.list({
      ...filterOf(filter, caller, this.config.deadlines.workingHours.timeZone),
      ...(after ? { after } : {}),
      limit: limit + 1,
    });
    const { page, nextCursor } = pageOf(rows, limit, ({ createdAtMs, id }) => encodeCursor(createdAtMs, id));
    return { data: page.map(presentRow), nextCursor };
  }

  @Get('lists')
  @NotAudited('counts, no content')
  @ApiOperation({
    operationId: 'countLists',
    summary: 'How much stands in each of the lists that staff work by.',
  })
  @ApiResponse({ status: 200, type: ListCountsDto })
  @Allowed('READ_REPORT')
  async lists(@CurrentCaller() { kind, id }: Caller): Promise<ListCountsDto> {
    const counts = await this.counts.read(kind === 'PERSON' ? id : null);
    return {
      data: countedLists.map((list) => ({
        ...{ list, count: Math.min(counts[list], countedAtMost), more: counts[list] > countedAtMost },
      })),
    };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readReport', summary: 'One report, by id or reference.' })
  @ApiResponse({ status: 200, type: ReportDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_REPORT')
  async read(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const report = await this.reports.find(isReference(id) ? id.toUpperCase() : idIn('rep', 'Report', id));
    if (!report) throw notFound('Report');
    void reply.header('etag', `"${report.lastSequence}"`);
    return presentReport(report, sight);
  }

  @Get(':id/submissions')
  @ApiOperation({
    operationId: 'listReportSubmissions',
    summary: 'The submissions of a report, in the order in which they were filed.',
  })
  @ApiResponse({ status: 200, type: SubmissionPageDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_REPORT')
  async submissions(
    @Param('id') id: string,
    @Query() { limit, cursor, ...filter }: ListSubmissionsQuery,
    @CurrentSight() sight: Sight,
  ): Promise<SubmissionPageDto> {
    const after = placeIn(cursor);
    const rows = await this.reports.submissionsOf(idIn('rep', 'Report', id), {
      ...filter,
      ...{ after, limit: limit + 1 },
    });
    if (!rows) throw notFound('Report');
    const { page, nextCursor } = pageOf(rows, limit, ({ ordinal }) => String(ordinal));
    return {
      data: page.map(({ submission, report }) => presentSubmission(submission, report, sight)),
      nextCursor,
    };
  }

  @Get(':id/events')
  @HttpCode(200)
  @ApiOperation({ operationId: 'listReportEvents', summary: 'The timeline of a report, oldest first.' })
  @ApiResponse({ status: 200, type: EventPageDto })
  @Allowed('READ_EVENTS')
  async timeline(@Param('id') id: string, @Query() { limit, cursor }: PageQuery): Promise<EventPageDto> {
    const after = placeIn(cursor);
    const rows = await this.events.ofReport(idIn('rep', 'Report', id), after, limit + 1);
    if (rows.length === 0 && after === 0) throw notFound('Report');
    const { page, nextCursor } = pageOf(rows, limit, ({ sequence }) => String(sequence));
    return { data: page.map(presentEvent), nextCursor };
  }
}

/** The cursor of what is numbered in its report. */
function placeIn(cursor: string | undefined): number {
  const place = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isSafeInteger(place) || place < 0 || place > 2_000_000_000) throw badCursor();
  return place;
}

function isReference(text: string): boolean {
  return /^UF-\d{4}-\d{6,9}$/i.test(text);
}
