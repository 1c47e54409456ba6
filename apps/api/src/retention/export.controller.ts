import { Body, Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { toTypeId } from '#core';
import { PgEventQueries, PgKeptTexts, PgReportQueries, PgScreenshotStore, PgWorkQueries } from '#persistence';
import { presentEvent } from '#webhooks';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { fullSight } from '../access/sight.js';
import { ApprovalDto, presentApproval } from '../approvals/approval.dto.js';
import { FourEyes } from '../approvals/four-eyes.js';
import { notFound, Problem } from '../problems/problem.js';
import { presentReply } from '../replies/replies.controller.js';
import { isoTime, presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { presentScreenshot } from '../screenshots/screenshots.dto.js';
import { idIn } from '../shared/request-parts.js';
import { AskToExportDto, ReportExportDto } from './export.dto.js';
import { demandExport, mayExport } from './may-export.js';

/** What is kept about one report: for the police, or for whoever asks what is kept about them. */
@ApiTags('retention')
@Controller('v1/reports')
export class ExportController {
  constructor(
    private readonly reports: PgReportQueries,
    private readonly texts: PgKeptTexts,
    private readonly work: PgWorkQueries,
    private readonly events: PgEventQueries,
    private readonly fourEyes: FourEyes,
    private readonly screenshots: PgScreenshotStore,
  ) {}

  @Post(':id/export')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'askToExport',
    summary:
      'Ask a second person whether everything kept about a report may be handed over. Once they approve, you can read it for ' +
      'an hour.',
  })
  @ApiResponse({ status: 202, type: ApprovalDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'APPROVAL.NOT_NEEDED: you can read it now. APPROVAL.ASKED_OTHERWISE: it waits for another recipient.',
  })
  @Allowed('EXPORT')
  async ask(
    @Param('id') id: string,
    @Body() { for: recipient }: AskToExportDto,
    @CurrentCaller() caller: Caller,
  ): Promise<ApprovalDto> {
    const reportId = idIn('rep', 'Report', id);
    if (!(await this.reports.find(reportId))) throw notFound('Report');
    if (await mayExport(this.fourEyes, reportId, caller))
      throw new Problem(409, 'APPROVAL.NOT_NEEDED', 'You can read it now: GET /v1/reports/{id}/export.');
    const asked = { reportId, terms: { for: recipient } };
    return presentApproval(
      await this.fourEyes.ask('EXPORT', toTypeId('rep', reportId), caller, asked),
      caller,
    );
  }

  @Get(':id/export')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'exportReport',
    summary:
      'Everything kept about one report in one file, opened; without the notes of staff to each other.',
  })
  @ApiResponse({ status: 200, type: ReportExportDto })
  @ApiResponse({
    status: 403,
    type: ProblemDto,
    description:
      'APPROVAL.NEEDED: access.fourEyes asks for a second person first. ACCESS.ROLE: another role.',
  })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 410,
    type: ProblemDto,
    description: 'REPORT.ERASED: only status and timeline are left.',
  })
  @Allowed('EXPORT')
  async export(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportExportDto> {
    const reportId = idIn('rep', 'Report', id);
    await demandExport(this.fourEyes, reportId, caller);
    const report = await this.reports.findWhole(reportId);
    const texts = report && (await this.texts.ofReport(reportId));
    if (!report || !texts) throw notFound('Report');
    const replies = await this.work.replies({ limit: all, reportId, shown: everything });
    const events = await this.events.ofReport(reportId, 0, all);
    void reply.header('content-disposition', `attachment; filename="${report.reference}.json"`);
    return {
      exportedAt: isoTime(Date.now()),
      report: presentReport(report, fullSight),
      ...texts,
      screenshots: (await this.screenshots.list(reportId)).map(presentScreenshot),
      messages: texts.messages.map((message) => ({
        ...message,
        submissionId: toTypeId('sub', message.submissionId),
      })),
      replies: replies.map((each) => presentReply(each, fullSight)),
      events: events.map((event) => presentEvent(event)),
    };
  }
}

const all = 2_000_000_000;
/** The route's own rule has decided by the report's category. */
const everything = { categories: null, reportIds: [] };
