import { Body, Controller, Headers, Inject, Param, Patch, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CorrectReport, type CorrectAnswer } from '#application';
import type { Config } from '#config';
import { fromTypeId, toTypeId, type DescribedCategory } from '#core';
import { PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { answerableId, CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { ApprovalDto, presentApproval } from '../approvals/approval.dto.js';
import { FourEyes } from '../approvals/four-eyes.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { idIn } from '../shared/request-parts.js';
import { configToken, taxonomyToken } from '../tokens.js';
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
    private readonly fourEyes: FourEyes,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<string, DescribedCategory>,
  ) {}

  @Patch()
  @ApiOperation({
    operationId: 'correctReport',
    summary: 'Correct a report: its category, a wrong address, or a text that no platform has yet.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag as read.' })
  @ApiResponse({ status: 200, type: CorrectedReportDto, description: 'The report afterwards.' })
  @ApiResponse({
    status: 202,
    type: ApprovalDto,
    description:
      'access.fourEyes: out of a category of abuse images it is corrected once another analyst approves. Into one it is ' +
      'corrected at once, and held until one releases it.',
  })
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
  ): Promise<CorrectedReportDto | ApprovalDto> {
    const reportId = idIn('rep', 'Report', id);
    if (ifMatch === undefined)
      throw new Problem(428, 'IF_MATCH.NEEDED', 'Send If-Match with the ETag of the report as you read it.');
    const { targets, ...rest } = body;
    checkLimits({ explanation: rest.explanation ?? '', targets: targets ?? [] }, this.config.api);
    const view = await this.reports.findWhole(reportId);
    if (!view) throw notFound('Report');
    if (ifMatch !== `"${view.lastSequence}"`) throw changed();
    const way = this.takesTwo(view.category, rest.category);
    if (way === 'OUT') {
      checkAlone(body);
      const waiting = await this.fourEyes.ask('CONFIRM_CATEGORY', toTypeId('rep', reportId), caller, {
        ...{ reportId, terms: { category: rest.category ?? '' } },
      });
      void reply.status(202);
      return presentApproval(waiting, caller);
    }
    const gradedBy = { id: answerableId(caller), name: caller.name };
    const answer = await this.correctReport.run({
      ...{ ...rest, view, by: caller.name, ...(way === 'INTO' ? { gradedBy } : {}) },
      ...(targets === undefined
        ? {}
        : {
            targets: targets.map(({ submission, ...each }) => ({ ...each, submissionId: idOf(submission) })),
          }),
    });
    checkCorrected(answer);
    const report = await this.reports.find(reportId);
    if (!report) throw notFound('Report');
    void reply.header('etag', `"${report.lastSequence}"`);
    const destroyedScreenshots = answer.outcome === 'done' ? answer.destroyedScreenshots : 0;
    return Object.assign(presentReport(report, sight), { destroyedScreenshots });
  }

  /** Whether a new category needs a second person, as it changes who sees the report and where it goes. */
  private takesTwo(before: string, after: string | undefined): 'INTO' | 'OUT' | undefined {
    const known = after === undefined ? undefined : this.categories.get(after);
    const was = this.categories.get(before)?.abuseImages !== false;
    if (!known || known.abuseImages === was || !this.fourEyes.takesTwo('CONFIRM_CATEGORY')) return undefined;
    return was ? 'OUT' : 'INTO';
  }
}

/** A second person approves a category and nothing besides. */
function checkAlone({ category: _category, ...others }: CorrectReportDto): void {
  const [field] = Object.entries<unknown>(others).find(([, given]) => given !== undefined) ?? [];
  if (field === undefined) return;
  const detail = 'This category waits for a second person. Correct it alone, and the rest afterwards.';
  throw invalid([{ pointer: `/${field}`, code: 'CORRECTION.CATEGORY_ALONE', detail }]);
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

/** @throws Problem */
export function checkCorrected(answer: CorrectAnswer): void {
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
