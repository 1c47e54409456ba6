import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { toTypeId } from '#core';
import { PgEventQueries, PgKeptTexts, PgReportQueries, PgScreenshotStore, PgWorkQueries } from '#persistence';
import { presentEvent } from '#webhooks';
import { Allowed } from '../access/allowed.js';
import { fullSight } from '../access/sight.js';
import { notFound } from '../problems/problem.js';
import { presentReply } from '../replies/replies.controller.js';
import { isoTime, presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { presentScreenshot } from '../screenshots/screenshots.dto.js';
import { idIn } from '../shared/request-parts.js';
import { ReportExportDto } from './export.dto.js';

/** What is kept about one report, for whoever asks what is kept about them. */
@ApiTags('retention')
@Controller('v1/reports')
export class ExportController {
  constructor(
    private readonly reports: PgReportQueries,
    private readonly texts: PgKeptTexts,
    private readonly work: PgWorkQueries,
    private readonly events: PgEventQueries,
    private readonly screenshots: PgScreenshotStore,
  ) {}

  @Get(':id/export')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'exportReport',
    summary: 'Everything kept about one report in one file, opened.',
  })
  @ApiResponse({ status: 200, type: ReportExportDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 410,
    type: ProblemDto,
    description: 'REPORT.ERASED: only status and timeline are left.',
  })
  @Allowed('EXPORT')
  async export(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportExportDto> {
    const reportId = idIn('rep', 'Report', id);
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
