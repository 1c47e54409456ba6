import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RecordLook } from '#application';
import { PgReportQueries, PgWorkQueries, type ObservationView } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound } from '../problems/problem.js';
import { isoTime, presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../shared/paging.js';
import { idIn } from '../shared/request-parts.js';
import { ObservationPageDto, type ObservationDto } from './observation.dto.js';
import { VerificationDto } from './submission-acts.dto.js';

/** Looks whether content is still there. A person or a member has looked; nothing here opens an address. */
@ApiTags('submissions')
@Controller('v1/submissions/:id')
export class SubmissionLooksController {
  constructor(
    private readonly recordLook: RecordLook,
    private readonly reports: PgReportQueries,
    private readonly work: PgWorkQueries,
  ) {}

  @Post('verification')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'recordVerification',
    summary: 'Somebody looked whether it is still there, and when. The latest look counts.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('ACT_ON_SUBMISSION')
  async verification(
    @Param('id') id: string,
    @Body() body: VerificationDto,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const { seen, by = 'STAFF', observedAt } = body;
    const observedAtMs = observedAt === undefined ? null : Date.parse(observedAt);
    const answer = await this.recordLook.run({ submissionId, seen, by, observedAtMs });
    if (answer.outcome === 'notFound') throw notFound('Submission');
    if (answer.outcome === 'invalid')
      throw invalid([{ pointer: '/observedAt', code: answer.code, detail: details[answer.code] }]);
    const report = await this.reports.findBySubmission(submissionId);
    if (!report) throw notFound('Submission');
    return presentReport(report, sight);
  }

  @Get('observations')
  @ApiOperation({
    operationId: 'listObservations',
    summary: 'Everything that was seen of the content, the latest first.',
  })
  @ApiResponse({ status: 200, type: ObservationPageDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_REPORT')
  async observations(
    @Param('id') id: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<ObservationPageDto> {
    const after = decodeCursor(cursor);
    const page = { limit: limit + 1, ...(after ? { after } : {}) };
    const rows = await this.work.observations(idIn('sub', 'Submission', id), page);
    if (!rows) throw notFound('Submission');
    const { page: shown, nextCursor } = pageOf(rows, limit, (row) => encodeCursor(row.observedAtMs, row.id));
    return { data: shown.map(present), nextCursor };
  }
}

const details = {
  'OBSERVATION.IN_FUTURE':
    'observedAt lies in the future; give the time at which it was seen, or leave it out for now',
  'OBSERVATION.BEFORE_FILING':
    'observedAt lies before the report was filed; what was seen by then belongs into the report itself',
} as const;

function present({ seen, effects, by, observedAtMs, recordedAtMs }: ObservationView): ObservationDto {
  return {
    ...{ seen, by, effects: [...effects] },
    ...{ observedAt: isoTime(observedAtMs), recordedAt: isoTime(recordedAtMs) },
  };
}
