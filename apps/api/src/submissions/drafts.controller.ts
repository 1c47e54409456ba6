import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  draftComplaint,
  type PlatformCatalogue,
  type RegulatorComplaint,
  type RegulatorDraftAnswer,
} from '#application';
import type { Config } from '#config';
import { languages, type DescribedCategory, type Language } from '#core';
import { PgReportQueries } from '#persistence';
import { notFound, Problem } from '../problems/problem.js';
import { ProblemDto } from '../reports/report.dto.js';
import { Choice } from '../shared/fields.js';
import { idIn } from '../shared/request-parts.js';
import { catalogueToken, complaintToken, configToken, taxonomyToken } from '../tokens.js';

export class DraftQuery {
  @Choice({
    description: "Language of the draft; the report's own where none is named.",
    optional: true,
    of: languages,
    enumName: 'Language',
  })
  language?: Language;
}

export class RegulatorDraftDto {
  @ApiProperty({ description: 'Whom it goes to.' }) regulator!: string;
  @ApiProperty({ description: 'Where the regulator says how it takes complaints.' }) website!: string;
  @ApiProperty({ enum: languages, enumName: 'Language' }) language!: string;
  @ApiProperty() subject!: string;
  @ApiProperty({ description: 'Codes, dates and references; no address of content, and no person.' })
  text!: string;
}

/** Letters that a person reads, completes and sends: Uniflag never does. */
@ApiTags('submissions')
@Controller('v1/submissions/:id/drafts')
export class DraftsController {
  constructor(
    private readonly reports: PgReportQueries,
    @Inject(catalogueToken) private readonly platforms: PlatformCatalogue,
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<string, DescribedCategory>,
    @Inject(complaintToken) private readonly complaint: RegulatorComplaint,
    @Inject(configToken) private readonly config: Pick<Config, 'organisation' | 'deadlines'>,
  ) {}

  @Get('art53')
  @ApiOperation({
    operationId: 'draftRegulatorComplaint',
    summary:
      'A complaint to the Digital Services Coordinator about an overdue decision, for a person to send.',
  })
  @ApiResponse({ status: 200, type: RegulatorDraftDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'DRAFT.NOT_DSA: not sent under the Digital Services Act. DRAFT.NOT_OVERDUE: no decision is overdue.',
  })
  async art53(@Param('id') id: string, @Query() query: DraftQuery): Promise<RegulatorDraftDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const report = await this.reports.findBySubmission(submissionId);
    const submission = report?.submissions.find((each) => each.id === submissionId);
    if (!report || !submission) throw notFound('Submission');
    const language = query.language ?? report.language;
    const { category } = report;
    const answer = draftComplaint(
      report,
      submission,
      language,
      {
        complaint: this.complaint,
        platformName: this.platforms.get(submission.platform)?.manifest.name ?? submission.platform,
        categoryLabel: this.categories.get(category)?.labels[language] ?? category,
        organisation: this.config.organisation.name,
        timeZone: this.config.deadlines.workingHours.timeZone,
      },
      Date.now(),
    );
    if (answer.outcome === 'refused') throw new Problem(409, answer.code, whyNot[answer.code]);
    return answer.draft;
  }
}

const whyNot: Readonly<Record<Extract<RegulatorDraftAnswer, { outcome: 'refused' }>['code'], string>> = {
  'DRAFT.NOT_DSA':
    'This notice was sent under other rules than the Digital Services Act, under which alone there is this complaint. ' +
    'File it anew under Article 16 or 22 where the content is illegal.',
  'DRAFT.NOT_OVERDUE':
    'No decision on this submission is overdue. Read the report anew: clock and escalation say what is awaited.',
};
