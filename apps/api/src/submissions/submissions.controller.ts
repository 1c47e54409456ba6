import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  decisionRead,
  handoffDone,
  RecordByStaff,
  resendDecided,
  type StaffAct,
  type StaffDecision,
} from '#application';
import { PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound } from '../problems/problem.js';
import { presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { idIn } from '../shared/request-parts.js';
import { notNow } from './not-now.js';
import { HandoffDoneDto, ResendDto, StaffReplyDto } from './submission-acts.dto.js';

/** Said on each route: on the class, Nest puts its own answer without a body in its place. */
const AnswersReport = () =>
  ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' });

/** What staff do or see by hand. Each is a fact like any other, and saying it twice changes nothing. */
@ApiTags('submissions')
@ApiResponse({
  status: 409,
  type: ProblemDto,
  description: 'Not possible in the present state; says what is.',
})
@Controller('v1/submissions/:id')
export class SubmissionsController {
  constructor(
    private readonly record: RecordByStaff,
    private readonly reports: PgReportQueries,
  ) {}

  @Post('handoff')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'recordHandoff',
    summary: 'The hand-off is done: the notice was filed by hand.',
  })
  @AnswersReport()
  @Allowed('ACT_ON_SUBMISSION')
  handoff(
    @Param('id') id: string,
    @Body() { externalRef }: HandoffDoneDto,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    return this.act(id, handoffDone(externalRef ?? null), sight);
  }

  @Post('reply')
  @HttpCode(200)
  @ApiOperation({ operationId: 'recordReply', summary: 'A decision read elsewhere.' })
  @AnswersReport()
  @Allowed('ACT_ON_SUBMISSION')
  reply(
    @Param('id') id: string,
    @Body() body: StaffReplyDto,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    return this.act(id, decisionRead(staffDecision(body)), sight);
  }

  @Post('resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'decideResend', summary: 'Decide about a notice nobody knows the fate of.' })
  @AnswersReport()
  @Allowed('ACT_ON_SUBMISSION')
  resend(
    @Param('id') id: string,
    @Body() { decision }: ResendDto,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    return this.act(id, resendDecided(decision), sight);
  }

  private async act(id: string, act: StaffAct, sight: Sight): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const answer = await this.record.run(submissionId, act);
    if (answer.outcome === 'notFound') throw notFound('Submission');
    if (answer.outcome === 'refused') throw notNow(answer.code);
    const report = await this.reports.findBySubmission(submissionId);
    if (!report) throw notFound('Submission');
    return presentReport(report, sight);
  }
}

function staffDecision({ decision, effects, refusalReason }: StaffReplyDto): StaffDecision {
  if (decision === 'ACTIONED') {
    if (!effects?.length)
      throw invalid([
        {
          pointer: '/effects',
          code: 'FIELD.NEEDED',
          detail: 'Say what the platform did: name at least one effect.',
        },
      ]);
    return { decision, effects };
  }
  if (decision === 'REFUSED') {
    if (refusalReason === undefined)
      throw invalid([
        {
          pointer: '/refusalReason',
          code: 'FIELD.NEEDED',
          detail: 'Say why the platform refused; NO_REASON_GIVEN where it did not say.',
        },
      ]);
    return { decision, reason: refusalReason };
  }
  return { decision };
}
