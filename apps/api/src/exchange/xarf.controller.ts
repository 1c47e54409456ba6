import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Config } from '#config';
import { toTypeId, type DescribedCategory } from '#core';
import {
  xarfClassifications,
  xarfOf,
  type XarfClassification,
  type XarfDocument,
  type XarfRefusal,
} from '#outcomes';
import { PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { FourEyes } from '../approvals/four-eyes.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { notFound, Problem } from '../problems/problem.js';
import { demandExport } from '../retention/may-export.js';
import { Choice } from '../shared/fields.js';
import { idIn } from '../shared/request-parts.js';
import { configToken, taxonomyToken } from '../tokens.js';

class XarfQuery {
  @Choice({
    description:
      'How the material was classified, by whoever may: XARF asks for it where it is abuse images of minors. Uniflag keeps none.',
    optional: true,
    of: xarfClassifications,
    enumName: 'XarfClassification',
  })
  classification?: XarfClassification;

  @Choice({
    description: 'true: it concerns a minor, where the category leaves that open.',
    optional: true,
    of: ['true'],
  })
  minor?: 'true';
}

class XarfLeftOutDto {
  @ApiProperty({ example: 'sub_01kb0000000000000000000000' }) submissionId!: string;
  @ApiProperty({ example: 'XARF.NO_ADDRESS' }) code!: string;
  @ApiProperty() detail!: string;
}

class XarfExportDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Documents of XARF 4.2.0, one a target. Each is sent by itself.',
  })
  data!: XarfDocument[];
  @ApiProperty({ type: () => XarfLeftOutDto, isArray: true, description: 'Of which there is none, and why.' })
  leftOut!: XarfLeftOutDto[];
}

/** A report in the format of abuse desks (XARF 4): only what is known, and nothing where it has no word. */
@ApiTags('exports')
@Controller('v1/reports')
export class XarfController {
  constructor(
    private readonly reports: PgReportQueries,
    private readonly fourEyes: FourEyes,
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<string, DescribedCategory>,
    @Inject(configToken) private readonly config: Pick<Config, 'organisation'>,
  ) {}

  @Get(':id/xarf')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'exportXarf',
    summary: 'A report as XARF 4.2.0 (csam, csem), one document a target; without text, caller or evidence.',
  })
  @ApiResponse({ status: 200, type: XarfExportDto })
  @ApiResponse({
    status: 403,
    type: ProblemDto,
    description: 'APPROVAL.NEEDED: access.fourEyes asks for a second person first; see askToExport.',
  })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'There is no document at all. XARF.NO_TYPE: no type of XARF fits. XARF.CLASSIFICATION_UNKNOWN, XARF.MINOR_UNKNOWN, ' +
      'XARF.DETECTION_UNKNOWN: XARF asks for what nobody said. XARF.NO_ADDRESS, XARF.WITHDRAWN: no target is left.',
  })
  @ApiResponse({
    status: 410,
    type: ProblemDto,
    description: 'REPORT.ERASED: only status and timeline are left.',
  })
  @Allowed('EXPORT')
  async export(
    @Param('id') id: string,
    @Query() { classification, minor }: XarfQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<XarfExportDto> {
    const reportId = idIn('rep', 'Report', id);
    await demandExport(this.fourEyes, reportId, caller);
    const report = await this.reports.findWhole(reportId);
    const category = report && this.categories.get(report.category);
    if (!report || !category) throw notFound('Report');
    const said = {
      ...(classification === undefined ? {} : { classification }),
      ...(minor === undefined ? {} : { concernsMinor: true }),
    };
    // A target that went to several channels is one.
    const byTarget = new Map(report.submissions.map((each) => [each.target.key, each]));
    const data: XarfDocument[] = [];
    const refusals: (XarfRefusal & { submissionId: string })[] = [];
    for (const { id: submissionId, reference, target, withdrawal } of byTarget.values()) {
      const submission = { id: submissionId, reference, url: target.url, isWithdrawn: withdrawal !== null };
      const { organisation } = this.config;
      const answer = xarfOf({ category, report, submission, organisation, said });
      if ('document' in answer) data.push(answer.document);
      else refusals.push({ submissionId: toTypeId('sub', submissionId), ...answer.refusal });
    }
    const [refusal] = refusals;
    if (data.length === 0 && refusal) throw new Problem(409, refusal.code, refusal.detail);
    return { data, leftOut: refusals };
  }
}
