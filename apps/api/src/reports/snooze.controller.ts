import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SnoozeReport, type ReportView, type SnoozeAnswer } from '#application';
import { PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound } from '../problems/problem.js';
import { idIn } from '../shared/request-parts.js';
import { SnoozeDto } from './acts.dto.js';
import { presentReport } from './present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from './report.dto.js';

/** What is put aside leaves the lists of what needs a person, and comes back by itself. */
@ApiTags('reports')
@ApiResponse({ status: 404, type: ProblemDto })
@ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
@Controller('v1')
export class SnoozeController {
  constructor(
    private readonly snooze: SnoozeReport,
    private readonly reports: PgReportQueries,
  ) {}

  @Post('reports/:id/snooze')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'snoozeReport',
    summary: 'Put a report aside until a time, or until a platform says something new of it.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @Allowed('ACT_ON_REPORT')
  async report(
    @Param('id') id: string,
    @Body() { until }: SnoozeDto,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const reportId = idIn('rep', 'Report', id);
    const answer = await this.snooze.report(reportId, untilMs(until));
    return presented(answer, 'Report', await this.reports.find(reportId), sight);
  }

  @Post('submissions/:id/snooze')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'snoozeSubmission',
    summary: 'Put a submission aside until a time, or until its platform says something new.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @Allowed('ACT_ON_REPORT')
  async submission(
    @Param('id') id: string,
    @Body() { until }: SnoozeDto,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const answer = await this.snooze.submission(submissionId, untilMs(until));
    return presented(answer, 'Submission', await this.reports.findBySubmission(submissionId), sight);
  }
}

function untilMs(until: string | undefined): number | null {
  return until === undefined ? null : Date.parse(until);
}

function presented(
  answer: SnoozeAnswer,
  what: string,
  report: ReportView | undefined,
  sight: Sight,
): ReportDto {
  if (answer.outcome === 'invalid') throw invalid(answer.errors);
  if (!report) throw notFound(what);
  return presentReport(report, sight);
}
