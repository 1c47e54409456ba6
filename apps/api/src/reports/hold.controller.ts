import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { HoldReport, holdTimeError, ReleaseReport } from '#application';
import { mayOn } from '#core';
import { PgHoldQueries, PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { answerableId, CurrentCaller, isNobodys, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { idIn } from '../shared/request-parts.js';
import { HoldDto, PastHoldsDto } from './acts.dto.js';
import { isoTime, isoTimeOrNull, presentReport } from './present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from './report.dto.js';

/** The police first: nothing about a report leaves until a second person releases it. */
@ApiTags('reports')
@Controller('v1/reports/:id')
export class HoldController {
  constructor(
    private readonly holdReport: HoldReport,
    private readonly releaseReport: ReleaseReport,
    private readonly reports: PgReportQueries,
    private readonly holds: PgHoldQueries,
  ) {}

  @Post('hold')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'holdReport',
    summary:
      'Hold a report: nothing about it leaves any more. `hold.left` says what had left. Held again: another reason or day.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('ACT_ON_REPORT')
  async hold(
    @Param('id') id: string,
    @Body() { reason, until, note }: HoldDto,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const reportId = idIn('rep', 'Report', id);
    const untilMs = Date.parse(until);
    const by = { id: answerableId(caller), name: caller.name };
    const answer = await this.holdReport.run(reportId, { reason, untilMs, note: note ?? null, by });
    if (answer.outcome === 'invalid') throw invalid([holdTimeError('/until', answer.code)]);
    return this.read(reportId, sight);
  }

  @Post('release')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'releaseReport',
    summary:
      'Release a report that another person held: what waited goes out. Of one of abuse images whose category waits, that ' +
      'confirms it.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({
    status: 403,
    type: ProblemDto,
    description:
      'HOLD.SECOND_PERSON: whoever held it, or gave it the category that waits, does not release it. ' +
      'HOLD.CATEGORY_UNCONFIRMED: that takes an analyst, and no key that stands for no person.',
  })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('RELEASE_HOLD')
  async release(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const reportId = idIn('rep', 'Report', id);
    const by = { id: answerableId(caller), name: caller.name };
    const mayConfirm = mayOn(caller.roles, 'CONFIRM_CATEGORY', 'ABUSE_IMAGES') && !isNobodys(caller);
    const answer = await this.releaseReport.run(reportId, by, mayConfirm);
    if (answer.outcome === 'refused') throw new Problem(403, answer.code, refusals[answer.code]);
    return this.read(reportId, sight);
  }

  @Get('holds')
  @ApiOperation({
    operationId: 'listHolds',
    summary: 'Who held a report and who released it, the latest first.',
  })
  @ApiResponse({ status: 200, type: PastHoldsDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_REPORT')
  async list(@Param('id') id: string): Promise<PastHoldsDto> {
    const holds = await this.holds.ofReport(idIn('rep', 'Report', id));
    if (!holds) throw notFound('Report');
    return {
      data: holds.map(({ reason, heldBy, releasedBy, ...times }) => ({
        ...{ reason, until: isoTime(times.untilMs), heldBy, heldAt: isoTime(times.heldAtMs) },
        ...{ releasedBy, releasedAt: isoTimeOrNull(times.releasedAtMs) },
      })),
    };
  }

  private async read(reportId: string, sight: Sight): Promise<ReportDto> {
    const report = await this.reports.find(reportId);
    if (!report) throw notFound('Report');
    return presentReport(report, sight);
  }
}

const refusals = {
  'HOLD.SECOND_PERSON':
    'You hold this report, or gave it its category, and releasing it is the act of a second person. Ask a colleague.',
  'HOLD.CATEGORY_UNCONFIRMED':
    'This report waits until a second person confirms that it is about abuse images. Ask an analyst to release it, or to correct its category.',
} as const;
