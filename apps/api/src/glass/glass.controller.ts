import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { BreakGlass, glassReasonField, type GlassBreak, type ReportCipher } from '#application';
import { toTypeId } from '#core';
import { PgGlassStore } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { RowRules } from '../access/row-rules.js';
import { invalid, notFound } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Text } from '../shared/fields.js';
import { cipherToken } from '../tokens.js';

class BreakGlassDto {
  @Text({
    description: 'The report to open, by id or reference.',
    max: 40,
    example: 'rep_01kb0000000000000000000000',
  })
  reportId!: string;

  @Text({ description: 'Why it cannot wait for somebody who has the role. Supervisors read it.', max: 1_000 })
  reason!: string;
}

class OpenedReportDto {
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ format: 'date-time', description: 'Until then its content can be read.' }) until!: string;
}

class GlassBreakDto {
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ example: 'UF-2026-000123' }) reportReference!: string;
  @ApiProperty() by!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null once the report was erased.' })
  reason!: string | null;
  @ApiProperty({ format: 'date-time' }) openedAt!: string;
  @ApiProperty({ format: 'date-time' }) until!: string;
}

class GlassBreakListDto {
  @ApiProperty({ type: () => GlassBreakDto, isArray: true }) data!: GlassBreakDto[];
}

const shortestReason = 10;

/** A report is opened to somebody who lacks the role it takes: with a reason, an alarm and an end. */
@ApiTags('break-glass')
@Controller('v1/break-glass')
export class GlassController {
  constructor(
    private readonly breakGlass: BreakGlass,
    private readonly glass: PgGlassStore,
    private readonly rules: RowRules,
    @Inject(cipherToken) private readonly cipher: ReportCipher,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'breakGlass',
    summary:
      'Read the content of one report for an hour, whatever your role. Its timeline tells of it, and supervisors are ' +
      'alerted at once. For people who signed in, no key. While it is open, asking again changes nothing.',
  })
  @ApiResponse({ status: 200, type: OpenedReportDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('BREAK_GLASS')
  async open(
    @Body() { reportId, reason }: BreakGlassDto,
    @CurrentCaller() { id, name }: Caller,
  ): Promise<OpenedReportDto> {
    if (reason.trim().length < shortestReason)
      throw invalid([
        {
          pointer: '/reason',
          code: 'FIELD.TOO_SHORT',
          detail: `Say in at least ${shortestReason} characters why it cannot wait for somebody who has the role.`,
        },
      ]);
    const named = await this.rules.reportNamed(reportId);
    const untilMs = named === undefined ? undefined : await this.breakGlass.run(named, reason, { id, name });
    if (named === undefined || untilMs === undefined) throw notFound('Report');
    this.rules.forget(id);
    return { reportId: toTypeId('rep', named), until: isoTime(untilMs) };
  }

  @Get()
  @ApiOperation({ operationId: 'listBrokenGlass', summary: 'Who opened what, when and why: the latest 200.' })
  @ApiResponse({ status: 200, type: GlassBreakListDto })
  @Allowed('REVIEW_GLASS')
  async list(): Promise<GlassBreakListDto> {
    const broken = await this.glass.list();
    return { data: await Promise.all(broken.map((each) => this.present(each))) };
  }

  private async present(broken: GlassBreak): Promise<GlassBreakDto> {
    const { id, reportId, reportReference, by, reason, key, openedAtMs, expiresAtMs } = broken;
    return {
      ...{ reportId: toTypeId('rep', reportId), reportReference, by: by.name },
      reason: key && (await this.cipher.openKey(reportId, key)).open(reason, glassReasonField(id)),
      ...{ openedAt: isoTime(openedAtMs), until: isoTime(expiresAtMs) },
    };
  }
}
