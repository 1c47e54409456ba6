import { Body, Controller, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { GiveTranslation } from '#application';
import { PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound } from '../problems/problem.js';
import { presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { idIn } from '../shared/request-parts.js';
import { notNow } from './not-now.js';
import { TranslationDto } from './submission-acts.dto.js';

/** Translations of an explanation, given by staff. */
@ApiTags('submissions')
@Controller('v1/submissions/:id/translation')
export class TranslationController {
  constructor(
    private readonly giveTranslation: GiveTranslation,
    private readonly reports: PgReportQueries,
  ) {}

  @Put()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'giveTranslation',
    summary:
      'The explanation in a language that the channel reads. Every submission of the report that waited for it goes on. ' +
      'What was given once stays; saying it twice changes nothing.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'SUBMISSION.NOT_NOW: it waits for no translation.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('ACT_ON_SUBMISSION')
  async give(
    @Param('id') id: string,
    @Body() body: TranslationDto,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const { translations, confirmedFindings } = body;
    const answer = await this.giveTranslation.run({
      ...{ submissionId, translations },
      ...(confirmedFindings ? { confirmedFindings } : {}),
    });
    if (answer.outcome === 'notFound') throw notFound('Submission');
    if (answer.outcome === 'invalid') throw invalid(answer.errors);
    if (answer.outcome === 'refused') throw notNow(answer.code);
    const report = await this.reports.findBySubmission(submissionId);
    if (!report) throw notFound('Submission');
    return presentReport(report, sight);
  }
}
