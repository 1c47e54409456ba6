import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { PreviewReport, type SubmissionPreview } from '#application';
import type { Config } from '#config';
import { keptPlan } from '#core';
import { PgNoticeHistory, type History } from '#persistence';
import { AuditedAsRead } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { invalid } from '../problems/problem.js';
import { configToken } from '../tokens.js';
import { checkLimits } from './check-limits.js';
import { presentPlan } from './present-report.js';
import { PreviewDto, PreviewReportDto, type SubmissionPreviewDto } from './preview.dto.js';
import { ProblemDto } from '../problems/problem.dto.js';

@ApiTags('reports')
@Controller('v1/reports/preview')
export class PreviewController {
  constructor(
    private readonly previewReport: PreviewReport,
    private readonly history: PgNoticeHistory,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
  ) {}

  @Post()
  @HttpCode(200)
  @AuditedAsRead()
  @ApiOperation({
    operationId: 'previewReport',
    summary: 'Shows what filing this report would send. Nothing is stored and no platform is called.',
  })
  @ApiResponse({ status: 200, type: PreviewDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'The same problems as filing.' })
  @Allowed('FILE')
  async preview(@Body() body: PreviewReportDto): Promise<PreviewDto> {
    const { goodFaith, caller: _caller, explanation, ...rest } = body;
    const input = { ...rest, explanation: explanation ?? '', isInGoodFaith: goodFaith === true };
    checkLimits(input, this.config.api);
    const answer = await this.previewReport.run({
      ...input,
      ...(rest.seenAt ? { seenAt: new Date(rest.seenAt).toISOString() } : {}),
    });
    if (answer.outcome === 'invalid') throw invalid(answer.errors);
    const { category } = body;
    const histories = await this.history.of(answer.submissions.map((each) => ({ ...each, category })));
    return {
      data: answer.submissions.map((each, index) => present(each, histories[index] ?? null)),
      findings: [...answer.findings],
    };
  }
}

function present(
  {
    isByHand: byHand,
    earlierReference: earlierReport,
    noticeOf,
    asks,
    elements,
    plan,
    ...rest
  }: SubmissionPreview,
  history: History | null,
): SubmissionPreviewDto {
  return {
    ...rest,
    byHand,
    earlierReport,
    noticeOf,
    history,
    asks: [...asks],
    elements: elements && [...elements],
    plan: presentPlan(keptPlan(plan)),
  };
}
