import { Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { EndCallerCode, MakeCallerCode } from '#application';
import type { Config } from '#config';
import { PgCallerCodes } from '#persistence';
import { newSpokenCode } from '#security';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { notFound, Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { idIn } from '../shared/request-parts.js';
import { configToken } from '../tokens.js';
import { CallerCodeDto, MadeCallerCodeDto } from './caller-codes.dto.js';

const dayMs = 86_400_000;

/** The code by which whoever called reads how their report stands, without signing in. */
@ApiTags('reports')
@Controller('v1/reports/:id/caller-code')
export class CallerCodeController {
  constructor(
    private readonly makeCode: MakeCallerCode,
    private readonly endCode: EndCallerCode,
    private readonly codes: PgCallerCodes,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'makeCallerCode',
    summary:
      'A code for whoever called: how it stands at each platform, and nothing else. Any code before it ends.',
  })
  @ApiResponse({ status: 201, type: MadeCallerCodeDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 410,
    type: ProblemDto,
    description: 'REPORT.ERASED: only status and timeline are left.',
  })
  @Allowed('ACT_ON_REPORT')
  async make(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<MadeCallerCodeDto> {
    const { token, hash } = newSpokenCode();
    const answer = await this.makeCode.run({
      ...{ reportId: idIn('rep', 'Report', id), codeHash: hash, by: caller.name },
      lifetimeMs: this.config.api.callerCodeDays * dayMs,
    });
    if (answer.outcome === 'notFound') throw notFound('Report');
    return { code: token, path: `/status#code=${token}`, expiresAt: isoTime(answer.expiresAtMs) };
  }

  @Get()
  @ApiOperation({
    operationId: 'readCallerCode',
    summary: 'How the latest code stands; never the code itself.',
  })
  @ApiResponse({ status: 200, type: CallerCodeDto })
  @ApiResponse({ status: 404, type: ProblemDto, description: 'CALLER_CODE.NOT_FOUND: none was made yet.' })
  @Allowed('READ_WORK')
  async read(@Param('id') id: string): Promise<CallerCodeDto> {
    const reportId = idIn('rep', 'Report', id);
    const code = await this.codes.latest(reportId);
    if (!code) {
      if (!(await this.codes.isReport(reportId))) throw notFound('Report');
      throw new Problem(404, 'CALLER_CODE.NOT_FOUND', 'No code was made for this report. Make one first.');
    }
    const { state, createdAtMs, expiresAtMs } = code;
    return { state, createdAt: isoTime(createdAtMs), expiresAt: isoTime(expiresAtMs) };
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ operationId: 'endCallerCode', summary: 'Ends the code: from now on it leads nowhere.' })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('ACT_ON_REPORT')
  async end(@Param('id') id: string): Promise<void> {
    if ((await this.endCode.run(idIn('rep', 'Report', id))) === 'notFound') throw notFound('Report');
  }
}
