import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DraftRefiling, RefileReport } from '#application';
import { fromTypeId, toTypeId } from '#core';
import { PgReportQueries, PgWorkQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { wasAnswered } from '../shared/answered-before.js';
import { idempotencyOf, idIn, keyReused } from '../shared/request-parts.js';
import { presentReport } from './present-report.js';
import { RefileDto, RefilingDraftsDto } from './refile.dto.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from './report.dto.js';

/** Content that was gone came back: new notices in the same report, which name the earlier ones. */
@ApiTags('reports')
@Controller('v1/reports/:id/refile')
export class RefileController {
  constructor(
    private readonly refileReport: RefileReport,
    private readonly draftRefiling: DraftRefiling,
    private readonly reports: PgReportQueries,
    private readonly work: PgWorkQueries,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'draftRefiling',
    summary: 'Shows the new notices that refiling would send. Nothing is stored and no platform is called.',
  })
  @ApiResponse({ status: 200, type: RefilingDraftsDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_NOTICE')
  async draft(@Param('id') id: string): Promise<RefilingDraftsDto> {
    const drafts = await this.draftRefiling.run(idIn('rep', 'Report', id));
    if (!drafts) throw notFound('Report');
    return {
      data: drafts.map(({ repeats, isSeenAgain: seenAgain, isByHand: byHand, ...rest }) => ({
        ...{ ...rest, seenAgain, byHand },
        repeats: toTypeId('sub', repeats),
      })),
    };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'refileReport',
    summary:
      'Send new notices of content that came back: removed before, by the earlier reference, on that day.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Same key and body: filed once, and the report as it stands by then.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'REFILE.NOTHING_REAPPEARED: no submission was named, and nothing was seen again.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('ACT_ON_SUBMISSION')
  async refile(
    @Param('id') id: string,
    @Body() body: RefileDto,
    @CurrentCaller() caller: Caller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const reportId = idIn('rep', 'Report', id);
    const submissionIds = idsIn(body);
    const idempotency = idempotencyOf(idempotencyKey, caller, 'POST /v1/reports/refile', { id, body });
    let isReplayed = await wasAnswered(this.work, idempotency);
    if (!isReplayed) {
      const answer = await this.refileReport.run({ reportId, submissionIds, idempotency });
      if (answer.outcome === 'notFound') throw notFound('Report');
      if (answer.outcome !== 'done') {
        isReplayed = await wasAnswered(this.work, idempotency);
        if (!isReplayed) throw refusal(answer);
      }
    }
    const report = await this.reports.find(reportId);
    if (!report) throw notFound('Report');
    void reply.header('idempotent-replayed', String(isReplayed));
    return presentReport(report, sight);
  }
}

type Refused = Exclude<Awaited<ReturnType<RefileReport['run']>>, { outcome: 'done' | 'notFound' }>;

function refusal(answer: Refused): Problem {
  if (answer.outcome === 'keyTaken') return keyReused();
  if (answer.outcome === 'invalid') return invalid(answer.errors);
  return new Problem(
    409,
    answer.code,
    'No content of this report was seen again. Record what you saw first, or name the submissions to repeat.',
  );
}

function idsIn({ submissions }: RefileDto): string[] | null {
  if (submissions === undefined) return null;
  const ids = submissions.map((text) => fromTypeId('sub', text));
  const errors = ids.flatMap((id, index) =>
    id === undefined
      ? [
          {
            pointer: `/submissions/${index}`,
            code: 'SUBMISSION.NOT_IN_REPORT',
            detail: 'This is no submission of this report. Read the report for those it has.',
          },
        ]
      : [],
  );
  if (errors.length > 0) throw invalid(errors);
  return ids.filter((id) => id !== undefined);
}
