import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EraseReport, KeepReport, type EraseAnswer, type KeepAnswer, type KeptLonger } from '#application';
import type { Config } from '#config';
import { toTypeId } from '#core';
import { PgPictureScans, PgReportQueries, PgRetentionStore } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { ApprovalDto, presentApproval } from '../approvals/approval.dto.js';
import { FourEyes } from '../approvals/four-eyes.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { idIn } from '../shared/request-parts.js';
import { configToken } from '../tokens.js';
import { EraseDto, KeepDto, KeptDto, PictureScansDto, RetentionDto } from './retention.dto.js';

/** What is kept how long, and that it is gone afterwards. */
@ApiTags('retention')
@Controller('v1')
export class RetentionController {
  constructor(
    @Inject(configToken) private readonly config: Pick<Config, 'retention'>,
    private readonly retention: PgRetentionStore,
    private readonly keepReport: KeepReport,
    private readonly eraseReport: EraseReport,
    private readonly reports: PgReportQueries,
    private readonly fourEyes: FourEyes,
    private readonly scans: PgPictureScans,
  ) {}

  @Get('retention')
  @ApiOperation({
    operationId: 'readRetention',
    summary: 'What would be erased now, and proof of what was. Erases nothing.',
  })
  @ApiResponse({ status: 200, type: RetentionDto })
  @Allowed('READ_RETENTION')
  async read(): Promise<RetentionDto> {
    const { isOn, reportsForMs, byCategoryMs, unmatchedRepliesForMs, ...times } = this.config.retention;
    const { webhookAttemptsForMs, webhookDeliveriesForMs } = times;
    const rules = { reportsForMs, byCategoryMs, unmatchedRepliesForMs };
    const [due, next, kept, erased] = await Promise.all([
      this.retention.countDue(rules),
      this.retention.due(rules, mostShown),
      this.retention.kept(mostShown),
      this.retention.erasures(mostShown),
    ]);
    return {
      rules: { isOn, ...rules, webhookAttemptsForMs, webhookDeliveriesForMs },
      due: { ...due },
      next: next.map(({ reference, category, lastActivityAtMs }) => ({
        ...{ reference, category, lastActivityAt: isoTime(lastActivityAtMs) },
      })),
      kept: kept.map((each) => Object.assign(presentKept(each), { reference: each.reference })),
      erased: erased.map(({ reference, because, by, atMs, keysDestroyed, keyFingerprints }) => ({
        ...{
          reference,
          because,
          by,
          at: isoTime(atMs),
          keysDestroyed,
          keyFingerprints: [...keyFingerprints],
        },
      })),
    };
  }

  @Get('retention/picture-scans')
  @ApiOperation({
    operationId: 'listPictureScans',
    summary: 'The latest 31 nightly scans for pictures: where something lies, nothing of what it is.',
  })
  @ApiResponse({ status: 200, type: PictureScansDto })
  @Allowed('READ_RETENTION')
  async pictureScans(): Promise<PictureScansDto> {
    const scans = await this.scans.list(31);
    return {
      data: scans.map(({ day, beganAtMs, endedAtMs, scan }) => ({
        ...{ day, beganAt: isoTime(beganAtMs), endedAt: isoTimeOrNull(endedAtMs), scan },
      })),
    };
  }

  @Get('reports/:id/keep')
  @ApiOperation({ operationId: 'readKeep', summary: 'Why a report is kept longer than its time.' })
  @ApiResponse({ status: 200, type: KeptDto })
  @ApiResponse({ status: 404, type: ProblemDto, description: 'It is not, or there is no such report.' })
  @Allowed('READ_REPORT')
  async kept(@Param('id') id: string): Promise<KeptDto> {
    const kept = await this.retention.keptBecause(idIn('rep', 'Report', id));
    if (!kept) throw notFound('Reason to keep it');
    return presentKept(kept);
  }

  @Put('reports/:id/keep')
  @ApiOperation({
    operationId: 'keepReport',
    summary: 'Keep a report longer than its time, for a reason. The latest one holds.',
  })
  @ApiResponse({ status: 200, type: KeptDto })
  @ApiResponse({
    status: 202,
    type: ApprovalDto,
    description:
      'access.fourEyes: it is kept once another person approves. Asked again on the same terms, it is the same that waits.',
  })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'APPROVAL.ASKED_OTHERWISE: the same waits on other terms.',
  })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('KEEP')
  async keep(
    @Param('id') id: string,
    @Body() { reason, until, note }: KeepDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptDto | ApprovalDto> {
    const reportId = idIn('rep', 'Report', id);
    const untilMs = until === undefined ? null : Date.parse(until);
    if (this.fourEyes.takesTwo('KEEP')) {
      if (untilMs !== null && untilMs <= Date.now()) throw isPast();
      if (!(await this.reports.find(reportId))) throw notFound('Report');
      const waiting = await this.fourEyes.ask('KEEP', toTypeId('rep', reportId), caller, {
        ...{ reportId, terms: { reason, untilMs } },
        ...(note === undefined ? {} : { sealNote: (own) => this.keepReport.sealNote(reportId, note, own) }),
      });
      void reply.status(202);
      return presentApproval(waiting, caller);
    }
    const by = { id: caller.id, name: caller.name };
    checkKept(await this.keepReport.keep(reportId, { reason, untilMs, note: note ?? null, by }));
    return this.kept(id);
  }

  @Delete('reports/:id/keep')
  @HttpCode(204)
  @ApiOperation({ operationId: 'liftKeep', summary: 'From now on the usual time of the report holds again.' })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('KEEP')
  async lift(@Param('id') id: string, @CurrentCaller() { id: callerId, name }: Caller): Promise<void> {
    checkKept(await this.keepReport.lift(idIn('rep', 'Report', id), { id: callerId, name }));
  }

  @Post('reports/:id/erase')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'eraseReport',
    summary:
      'Erase the personal part of a report at once: texts, addresses, answers and their keys. Status and timeline stay.',
  })
  @ApiResponse({
    status: 202,
    type: ApprovalDto,
    description:
      'access.fourEyes: it is erased once another person approves. Asked again, it is the same that waits.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'REPORT.HELD, REPORT.ON_ITS_WAY or REPORT.KEPT: what is in the way.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'The reference is another one.' })
  @Allowed('ERASE')
  async erase(
    @Param('id') id: string,
    @Body() { reference }: EraseDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApprovalDto | undefined> {
    const reportId = idIn('rep', 'Report', id);
    const report = await this.reports.find(reportId);
    if (!report) throw notFound('Report');
    if (report.reference !== reference)
      throw invalid([
        {
          pointer: '/reference',
          code: 'ERASE.OTHER_REFERENCE',
          detail: 'This is the reference of another report. Nothing was erased.',
        },
      ]);
    if (this.fourEyes.takesTwo('ERASE')) {
      const waiting = await this.fourEyes.ask('ERASE', toTypeId('rep', reportId), caller, { reportId });
      void reply.status(202);
      return presentApproval(waiting, caller);
    }
    checkErased(await this.eraseReport.run(reportId, { id: caller.id, name: caller.name }));
    return undefined;
  }
}

const mostShown = 100;

function presentKept({ reason, by, atMs, untilMs }: KeptLonger): KeptDto {
  return { reason, by, at: isoTime(atMs), until: isoTimeOrNull(untilMs) };
}

/** @throws Problem that names what is in the way */
export function checkErased(answer: EraseAnswer): void {
  if (answer.outcome === 'notFound') throw notFound('Report');
  if (answer.outcome === 'refused')
    throw new Problem(409, answer.code, inTheWay[answer.code] ?? 'It cannot be erased now.');
}

const inTheWay: Readonly<Record<string, string>> = {
  'REPORT.HELD': 'The report is held. A second person has to release it first.',
  'REPORT.ON_ITS_WAY': 'Something of it is on its way to a platform. Withdraw it, or wait until it has left.',
  'REPORT.KEPT': 'It is kept for a reason. Lift that first: DELETE /v1/reports/{id}/keep.',
};

/** @throws Problem */
export function checkKept({ outcome }: KeepAnswer): void {
  if (outcome === 'notFound') throw notFound('Report');
  if (outcome === 'past') throw isPast();
}

function isPast(): Problem {
  return invalid([
    { pointer: '/until', code: 'KEEP.PAST', detail: 'This is over already. Give a later time, or none.' },
  ]);
}
