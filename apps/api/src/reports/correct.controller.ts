import { Body, Controller, Headers, Inject, Param, Patch, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CorrectReport, type CorrectAnswer } from '#application';
import type { Config } from '#config';
import { fromTypeId } from '#core';
import { PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { idIn } from '../shared/request-parts.js';
import { configToken } from '../tokens.js';
import { checkLimits } from './check-limits.js';
import { CorrectReportDto } from './correct.dto.js';
import { presentReport } from './present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { CorrectedReportDto } from './report.dto.js';

/** What has not left changes; what a platform has is corrected there, by reference. */
@ApiTags('reports')
@Controller('v1/reports/:id')
export class CorrectController {
  constructor(
    private readonly correctReport: CorrectReport,
    private readonly reports: PgReportQueries,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
  ) {}

  @Patch()
  @ApiOperation({
    operationId: 'correctReport',
    summary: 'Correct a report: its category, a wrong address, or a text that no platform has yet.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag as read.' })
  @ApiResponse({ status: 200, type: CorrectedReportDto, description: 'The report afterwards.' })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'CORRECTION.HAS_LEFT: a platform has this text. SUBMISSION.BEING_SENT: something about it is leaving at this moment.',
  })
  @ApiResponse({
    status: 412,
    type: ProblemDto,
    description: 'REPORT.CHANGED: read it again, then correct it.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @ApiResponse({ status: 428, type: ProblemDto, description: 'If-Match is missing.' })
  @Allowed('ACT_ON_SUBMISSION')
  async correct(
    @Param('id') id: string,
    @Body() body: CorrectReportDto,
    @CurrentCaller() caller: Caller,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentSight() sight: Sight,
  ): Promise<CorrectedReportDto> {
    const reportId = idIn('rep', 'Report', id);
    if (ifMatch === undefined)
      throw new Problem(428, 'IF_MATCH.NEEDED', 'Send If-Match with the ETag of the report as you read it.');
    const { targets, ...rest } = body;
    checkLimits({ explanation: rest.explanation ?? '', targets: targets ?? [] }, this.config.api);
    const view = await this.reports.findWhole(reportId);
    if (!view) throw notFound('Report');
    if (ifMatch !== `"${view.lastSequence}"`) throw changed();
    const answer = await this.correctReport.run({
      ...{ ...rest, view, by: caller.name },
      ...(targets === undefined
        ? {}
        : {
            targets: targets.map(({ submission, ...each }) => ({ ...each, submissionId: idOf(submission) })),
          }),
    });
    refuse(answer);
    const report = await this.reports.find(reportId);
    if (!report) throw notFound('Report');
    void reply.header('etag', `"${report.lastSequence}"`);
    const destroyedScreenshots = answer.outcome === 'done' ? answer.destroyedScreenshots : 0;
    return Object.assign(presentReport(report, sight), { destroyedScreenshots });
  }
}

/** What is no id of a submission is that of none. */
function idOf(submission: string): string {
  return fromTypeId('sub', submission) ?? '';
}

function changed(): Problem {
  return new Problem(
    412,
    'REPORT.CHANGED',
    'This report has changed since you read it. Read it again, then correct it.',
  );
}

function refuse(answer: CorrectAnswer): void {
  switch (answer.outcome) {
    case 'notFound':
      throw notFound('Report');
    case 'stale':
      throw changed();
    case 'invalid':
      throw invalid(answer.errors);
    case 'refused':
      throw new Problem(409, answer.code, details[answer.code]);
    default:
  }
}

const details = {
  'CORRECTION.HAS_LEFT':
    'A platform has this text already. Correct the category, or withdraw the notice and file another one.',
  'SUBMISSION.BEING_SENT':
    'Something about this report is leaving at this moment, so that nobody can say yet what the platform has. Ask again in a few seconds.',
} as const;
