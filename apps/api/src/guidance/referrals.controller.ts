import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RecordReferral, type ReportView } from '#application';
import { callerRoles, referralsFor, type DescribedCategory, type Referral } from '#core';
import { PgReportQueries } from '#persistence';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound } from '../problems/problem.js';
import { isoTime, presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { idIn } from '../shared/request-parts.js';
import { referralsToken, taxonomyToken } from '../tokens.js';
import {
  OfferedReferralsDto,
  presentCatalogued,
  RecordReferralDto,
  ReferralsDto,
  type OfferedReferralDto,
} from './referral.dto.js';

/** Where callers are sent beside, or in place of, a notice. */
@ApiTags('referrals')
@Controller('v1')
export class ReferralsController {
  constructor(
    private readonly recordReferral: RecordReferral,
    private readonly reports: PgReportQueries,
    @Inject(referralsToken) private readonly catalogue: ReadonlyMap<string, Referral>,
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<string, DescribedCategory>,
  ) {}

  @Get('referrals')
  @NotAudited('a table')
  @ApiOperation({ operationId: 'listReferrals', summary: 'Every place to which callers are sent.' })
  @ApiResponse({ status: 200, type: ReferralsDto })
  @Allowed('READ_TABLES')
  all(): ReferralsDto {
    return { data: [...this.catalogue.values()].map(presentCatalogued) };
  }

  @Get('reports/:id/referrals')
  @ApiOperation({
    operationId: 'listReportReferrals',
    summary: "What fits the report's category and caller, best first, and what was recorded.",
  })
  @ApiResponse({ status: 200, type: OfferedReferralsDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_REPORT')
  async offered(@Param('id') id: string): Promise<OfferedReferralsDto> {
    const report = await this.read(idIn('rep', 'Report', id));
    const role = callerRoles.find((each) => each === report.callerRole) ?? 'OTHER';
    const keys = this.categories.get(report.category)?.referrals ?? [];
    const fitting = referralsFor(keys, role, report.language, this.catalogue);
    const others = report.referrals.filter(
      ({ key }) => !fitting.some(({ referral }) => referral.key === key),
    );
    return {
      data: [
        ...fitting.map(({ referral, isInLanguage }) => presentOffered(referral, true, isInLanguage, report)),
        ...others.flatMap(({ key }) => {
          const referral = this.catalogue.get(key);
          if (!referral) return [];
          return presentOffered(referral, false, referral.languages.includes(report.language), report);
        }),
      ],
    };
  }

  @Post('reports/:id/referrals')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'recordReferral',
    summary: 'The caller was sent somewhere, or said yes or no to it.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('ACT_ON_REPORT')
  async record(
    @Param('id') id: string,
    @Body() { key, state }: RecordReferralDto,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const reportId = idIn('rep', 'Report', id);
    const answer = await this.recordReferral.run({ reportId, key, state, by: caller.name });
    if (answer === 'notFound') throw notFound('Report');
    if (answer === 'unknownReferral')
      throw invalid([
        { pointer: '/key', code: 'REFERRAL.UNKNOWN', detail: 'Use one of the keys of GET /v1/referrals.' },
      ]);
    return presentReport(await this.read(reportId), sight);
  }

  private async read(reportId: string): Promise<ReportView> {
    const report = await this.reports.find(reportId);
    if (!report) throw notFound('Report');
    return report;
  }
}

function presentOffered(
  referral: Referral,
  fits: boolean,
  isInLanguage: boolean,
  { referrals }: ReportView,
): OfferedReferralDto {
  const recorded = referrals.find(({ key }) => key === referral.key);
  return {
    ...presentCatalogued(referral),
    ...{ fits, isInLanguage },
    state: recorded?.state ?? null,
    recordedBy: recorded?.by ?? null,
    recordedAt: recorded ? isoTime(recorded.atMs) : null,
  };
}
