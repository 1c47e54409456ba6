import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { WithdrawNotices, type ReportView, type WithdrawAnswer } from '#application';
import { PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { notFound, Problem } from '../problems/problem.js';
import { idIn } from '../shared/request-parts.js';
import { WithdrawDto } from './acts.dto.js';
import { presentReport } from './present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from './report.dto.js';

const BeingSent = () =>
  ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'SUBMISSION.BEING_SENT: it is leaving at this moment. Ask again in a few seconds.',
  });
const AnswersReport = () =>
  ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' });

/** What has not left ends here; what a platform has cannot be called back, and it is told. */
@ApiTags('reports')
@Controller('v1')
export class WithdrawController {
  constructor(
    private readonly withdrawNotices: WithdrawNotices,
    private readonly reports: PgReportQueries,
  ) {}

  @Post('reports/:id/withdraw')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'withdrawReport',
    summary:
      'Withdraw every submission of a report. What is leaving at this moment stays as it is: ask again for the rest.',
  })
  @AnswersReport()
  @BeingSent()
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('ACT_ON_REPORT')
  async report(
    @Param('id') id: string,
    @Body() body: WithdrawDto,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const reportId = idIn('rep', 'Report', id);
    const answer = await this.withdrawNotices.report(reportId, inputOf(body, caller));
    return presented(answer, 'Report', await this.reports.find(reportId), sight);
  }

  @Post('submissions/:id/withdraw')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'withdrawSubmission',
    summary:
      'Do not send it; where the platform has it, tell it by reference. `withdrawal.standing` says what stays.',
  })
  @AnswersReport()
  @BeingSent()
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('ACT_ON_REPORT')
  async submission(
    @Param('id') id: string,
    @Body() body: WithdrawDto,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const answer = await this.withdrawNotices.submission(submissionId, inputOf(body, caller));
    return presented(answer, 'Submission', await this.reports.findBySubmission(submissionId), sight);
  }
}

function inputOf({ reason = 'OTHER', note }: WithdrawDto, { name: by }: Caller) {
  return { reason, note: note ?? null, by };
}

function presented(
  answer: WithdrawAnswer,
  what: string,
  report: ReportView | undefined,
  sight: Sight,
): ReportDto {
  if (answer.outcome === 'refused')
    throw new Problem(
      409,
      answer.code,
      'This is leaving at this moment, so that nobody can say yet what the platform has. Ask again in a few seconds.',
      undefined,
      { 'retry-after': '5' },
    );
  if (!report) throw notFound(what);
  return presentReport(report, sight);
}
