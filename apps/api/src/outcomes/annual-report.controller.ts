import {
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { PlatformCatalogue } from '#application';
import {
  AnnualReports,
  reportAsCsv,
  reportAsHtml,
  reportAsPdf,
  reportPages,
  type Change,
  type ReadReport,
} from '#outcomes';
import { Allowed } from '../access/allowed.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { invalid, Problem } from '../problems/problem.js';
import { catalogueToken } from '../tokens.js';
import {
  AnnualReportChangeDto,
  AnnualReportComparisonDto,
  AnnualReportDto,
  AnnualReportQuery,
  type ReportFormat,
} from './annual-report.dto.js';

const file = { schema: { type: 'string' as const, format: 'binary' } };

/** The yearly report of a trusted flagger (DSA Article 22(3)). */
@ApiTags('outcomes')
@ApiExtraModels(AnnualReportDto)
@Controller('v1/outcomes/annual-report')
export class AnnualReportController {
  constructor(
    private readonly reports: AnnualReports,
    @Inject(catalogueToken) private readonly catalogue: PlatformCatalogue,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'readAnnualReport',
    summary:
      "A trusted flagger's yearly report: notices under Article 22 by provider, type of content and action.",
    description: [
      'What was sealed, or, where the year is not sealed, what it would be now. Counts below 5 are hidden, with what it takes so',
      'that totals do not tell them. Voluntary notices are not in it. It names no report and no person.',
    ].join(' '),
  })
  @ApiResponse({
    status: 200,
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AnnualReportDto) } },
      ...{ 'text/csv': file, 'text/html': file, 'application/pdf': file },
    },
  })
  @ApiResponse({ status: 409, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('READ_OUTCOMES')
  async read(
    @Query() { year, format, language = 'en', mode = 'armed' }: AnnualReportQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnnualReportDto | StreamableFile> {
    this.checkBegun(year);
    const read = await this.reports.read(year, mode, Date.now());
    this.checkSeal(read);
    const wanted = format ?? accepted(accept);
    if (wanted === 'json') return present(read);
    const nameOf = (key: string) => this.catalogue.get(key)?.manifest.name ?? key;
    const pages = reportPages(read, language, nameOf);
    void reply.header('content-language', language);
    const name = `annual-report-${year}-${mode === 'rehearsed' ? 'rehearsal-' : ''}${language}.${wanted}`;
    const made = {
      csv: () => Buffer.from(reportAsCsv(read.report, language, nameOf)),
      html: () => Buffer.from(reportAsHtml(pages)),
      pdf: () => reportAsPdf(pages),
    };
    const disposition = `attachment; filename="${name}"`;
    return new StreamableFile(await made[wanted](), { type: mediaTypes[wanted], disposition });
  }

  @Post(':year/seal')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'sealAnnualReport',
    summary:
      'Keep the report of a year that is over as it is now, with its hash and a signature; once a year.',
  })
  @ApiResponse({ status: 201, type: AnnualReportDto })
  @ApiResponse({ status: 409, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('SEAL_ANNUAL_REPORT')
  async seal(@Param('year') text: string): Promise<AnnualReportDto> {
    const sealed = await this.reports.seal(yearIn(text), Date.now());
    if (typeof sealed === 'string') throw new Problem(409, `ANNUAL_REPORT.${sealed}`, refusals[sealed]);
    return present(sealed);
  }

  @Get(':year/comparison')
  @ApiOperation({
    operationId: 'compareAnnualReport',
    summary:
      'The sealed report of a year beside the same year counted again: the same bytes, or what changed.',
  })
  @ApiResponse({ status: 200, type: AnnualReportComparisonDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('READ_OUTCOMES')
  async compare(@Param('year') text: string): Promise<AnnualReportComparisonDto> {
    const comparison = await this.reports.compare(yearIn(text), Date.now());
    if (!comparison)
      throw new Problem(
        404,
        'ANNUAL_REPORT.NOT_SEALED',
        'The report of this year is not sealed, so there is nothing to compare.',
      );
    const { seal, sealState, changes, laterEvents } = comparison;
    return {
      outcome: changes.length === 0 ? 'SAME' : 'CHANGED',
      ...{ seal, sealState, changes: changes.map(presentChange) },
      laterEvents: laterEvents.map(({ type, count }) => ({ type, count })),
    };
  }

  private checkBegun(year: number): void {
    if (this.reports.hasBegun(year, Date.now())) return;
    const detail =
      'This year has not begun. Ask for one that is over, or for this year, which is then preliminary.';
    throw invalid([{ pointer: '/year', code: 'ANNUAL_REPORT.YEAR_NOT_BEGUN', detail }]);
  }

  /** A report that is not what was sealed leaves in no form. */
  private checkSeal({ report, seal }: ReadReport): void {
    const state = seal && this.reports.stateOfSeal({ report, seal });
    if (state !== 'TEXT_CHANGED' && state !== 'FORGED') return;
    const detail =
      'The report that is kept of this year is not what was sealed: somebody changed it or its seal. Compare the copy that ' +
      'was published, and see docs/annual-report.md.';
    throw new Problem(409, 'ANNUAL_REPORT.SEAL_BROKEN', detail);
  }
}

const mediaTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
} as const;

const refusals = {
  NOT_OVER: 'A year is sealed once it is over: until then its report is preliminary.',
  NO_KEY: 'This installation seals nothing: set outcomes.signingKey (see docs/annual-report.md).',
  NO_STATEMENT:
    'The report says how the organisation stays independent of platforms: write that in four languages in outcomes.independence.',
  SEALED: 'The report of this year is sealed already. Its comparison says what changed since.',
} as const;

/** What a browser or program asks for by its `Accept`, where it names one kind of file. */
function accepted(accept: string | undefined): ReportFormat {
  const first = accept?.split(/[,;]/)[0]?.trim();
  const kinds = new Map<string | undefined, ReportFormat>([
    ['text/csv', 'csv'],
    ['text/html', 'html'],
    ['application/pdf', 'pdf'],
  ]);
  return kinds.get(first) ?? 'json';
}

function yearIn(text: string): number {
  if (/^[2-9]\d{3}$/.test(text)) return Number(text);
  const detail = 'must be a year, such as 2026';
  throw invalid([{ pointer: '/year', code: 'ANNUAL_REPORT.YEAR_INVALID', detail: `The year ${detail}.` }]);
}

function presentChange({ where, sealed, now }: Change): AnnualReportChangeDto {
  const shown = (value: Change['now']) => (value === null ? null : String(value));
  return {
    where,
    ...(sealed === undefined ? {} : { sealed: shown(sealed) }),
    ...(now === undefined ? {} : { now: shown(now) }),
  };
}

function present({ report, seal }: ReadReport): AnnualReportDto {
  return { report: { ...report }, seal };
}
