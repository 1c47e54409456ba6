import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ErasedReport, SnoozeReport } from '#application';
import type { Config } from '#config';
import { uuidv7 } from 'uuidv7';
import { fromTypeId, toTypeId } from '#core';
import {
  currentActor,
  PgAuditTrail,
  PgReportClaims,
  PgReportNotes,
  PgReportQueries,
  type ClaimAnswer,
  type NewNote,
} from '#persistence';
import { AuditedByItself, NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { answerableId, CurrentCaller, type Caller } from '../access/caller.js';
import { personOf } from '../access/proof.js';
import { RowRules } from '../access/row-rules.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { invalid, notFound, type Problem } from '../problems/problem.js';
import { BulkAnswersDto, bulkAtMost, BulkDto, ReportCountDto, type BulkAnswerDto } from './bulk.dto.js';
import { claimRefusal, colleagueIn } from './claims.controller.js';
import { ListReportsQuery, type ReportFilterDto } from './list-reports.dto.js';
import { configToken } from '../tokens.js';
import { filterOf } from './report-filter.js';

/** One act on many reports: named one by one, or as all that a filter leaves. */
@ApiTags('reports')
@Controller('v1/reports')
export class BulkController {
  constructor(
    private readonly claims: PgReportClaims,
    private readonly reports: PgReportQueries,
    private readonly snooze: SnoozeReport,
    private readonly notes: PgReportNotes,
    private readonly rules: RowRules,
    private readonly trail: PgAuditTrail,
    @Inject(configToken) private readonly config: Pick<Config, 'deadlines'>,
  ) {}

  @Get('count')
  @NotAudited('a count, no content')
  @ApiOperation({ operationId: 'countReports', summary: 'How many reports a filter leaves; it is no page.' })
  @ApiResponse({ status: 200, type: ReportCountDto })
  @Allowed('READ_REPORT')
  async count(
    @Query() { limit: _limit, cursor: _cursor, ...filter }: ListReportsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<ReportCountDto> {
    const found = (await this.idsOf(filter, caller)).length;
    return { count: Math.min(found, bulkAtMost), more: found > bulkAtMost };
  }

  @Post('bulk')
  @HttpCode(200)
  @AuditedByItself()
  @ApiOperation({
    operationId: 'actOnReports',
    summary: 'Claim, release, hand over or put aside many reports. Each is done or refused by itself.',
  })
  @ApiResponse({ status: 200, type: BulkAnswersDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Nothing was done.' })
  @Allowed('ACT_ON_REPORT')
  async bulk(@Body() body: BulkDto, @CurrentCaller() caller: Caller): Promise<BulkAnswersDto> {
    if (body.note !== undefined && body.act !== 'HAND_OVER' && body.act !== 'RELEASE') throw noNote();
    const act = await this.actOf(body, caller);
    const ids = await this.meant(body, caller);
    const actor = currentActor();
    if (!actor) throw new Error('nobody is known to have asked for this');
    await this.trail.add({
      ...{ act: 'CHANGE', actor, about: {} },
      subject: [body.act, ...ids.map((id) => toTypeId('rep', id))],
    });
    const [answers, references] = [await act(ids), await this.reports.referencesOf(ids)];
    const done = ids.filter((id) => answers.get(id)?.outcome === 'done');
    const noted = body.note === undefined ? undefined : await this.noteEach(done, body.note, body.to, caller);
    const data = ids.map((id) => ({
      ...presentAnswer(id, references.get(id), answers.get(id)),
      noted: noted && done.includes(id) ? noted.has(id) : null,
    }));
    return { done: data.filter(({ done }) => done).length, data };
  }

  /** @throws Problem where what it takes is missing; nothing was done then */
  private async actOf({ act, to, until, takeOver = false }: BulkDto, caller: Caller): Promise<Act> {
    if (act === 'SNOOZE') {
      const untilMs = untilIn(until);
      return (ids) => this.snoozeEach(ids, untilMs);
    }
    const by = personOf(caller);
    if (act === 'RELEASE') return (ids) => this.claims.release(ids, by);
    if (act === 'HAND_OVER' && to === undefined)
      throw missing('/to', 'Say who takes care of them: give the id of a colleague from GET /v1/colleagues.');
    const receiver = act === 'HAND_OVER' ? await colleagueIn(this.claims, to ?? '') : by;
    return (ids) => this.claims.give(ids, { by, to: receiver, isTakenOver: takeOver });
  }

  /**
   * Keeps the note with each that they may write about: sealed with its own key.
   *
   * @returns those that it is kept with
   */
  private async noteEach(
    ids: readonly string[],
    text: string,
    to: string | undefined,
    caller: Caller,
  ): Promise<ReadonlyMap<string, string>> {
    const by = { id: answerableId(caller), name: caller.name };
    const noted = new Map<string, string>();
    for (const id of ids) {
      if (!(await this.rules.may(caller, 'WRITE_NOTE', toTypeId('rep', id)))) continue;
      const noteId = uuidv7();
      if (await this.keepNote(id, { id: noteId, text, by })) noted.set(id, noteId);
    }
    const receiver = to === undefined ? undefined : fromTypeId('per', to);
    if (receiver !== undefined) await this.claims.noteHandOver(noted, { by: personOf(caller), to: receiver });
    return noted;
  }

  /** @returns false where the report is gone or erased: there is nobody to write for */
  private async keepNote(reportId: string, note: NewNote): Promise<boolean> {
    try {
      return (await this.notes.add(reportId, note)) !== undefined;
    } catch (error) {
      if (error instanceof ErasedReport) return false;
      throw error;
    }
  }

  /** One after the other: each is a change of its report. */
  private async snoozeEach(ids: readonly string[], untilMs: number): Promise<Map<string, ClaimAnswer>> {
    const answers = new Map<string, ClaimAnswer>();
    for (const id of ids) {
      const answer = await this.snooze.report(id, untilMs);
      if (answer.outcome === 'invalid') throw invalid(answer.errors);
      answers.set(id, { outcome: answer.outcome === 'notFound' ? 'notFound' : 'done' });
    }
    return answers;
  }

  private async meant({ reports, filter }: BulkDto, caller: Caller): Promise<string[]> {
    if ((reports === undefined) === (filter === undefined))
      throw missing('/reports', 'Give either the reports by id or a filter.');
    if (reports) return [...new Set(reports.map(uuidOf))];
    const ids = await this.idsOf(filter ?? {}, caller);
    if (ids.length <= bulkAtMost) return ids;
    const detail = `More than ${bulkAtMost} reports match. Narrow the filter, and do it in parts.`;
    throw invalid([{ pointer: '/filter', code: 'BULK.TOO_MANY', detail }]);
  }

  /** One more than can be acted on at once, where there are more. */
  private async idsOf(filter: ReportFilterDto, caller: Caller): Promise<string[]> {
    const { timeZone } = this.config.deadlines.workingHours;
    const rows = await this.reports.list({ ...filterOf(filter, caller, timeZone), limit: bulkAtMost + 1 });
    return rows.map(({ id }) => id);
  }
}

type Act = (ids: readonly string[]) => Promise<Map<string, ClaimAnswer>>;

function untilIn(until: string | undefined): number {
  if (until === undefined) throw missing('/until', 'Say when they come back, such as 2026-12-01T08:00:00Z.');
  const untilMs = Date.parse(until);
  if (untilMs > Date.now()) return untilMs;
  const detail = 'This time has passed. Give a later one.';
  throw invalid([{ pointer: '/until', code: 'SNOOZE.UNTIL_PAST', detail }]);
}

function uuidOf(text: string, index: number): string {
  const id = fromTypeId('rep', text);
  if (id !== undefined) return id;
  const detail = 'This is no id of a report. Give ids such as rep_01kb0000000000000000000000.';
  throw invalid([{ pointer: `/reports/${index}`, code: 'REPORT.NO_ID', detail }]);
}

function missing(pointer: string, detail: string): Problem {
  return invalid([{ pointer, code: 'BULK.INCOMPLETE', detail }]);
}

function noNote(): Problem {
  const detail =
    'A note goes along with what is handed over or released. Leave it out, or write it on the report.';
  return invalid([{ pointer: '/note', code: 'BULK.NO_NOTE', detail }]);
}

function presentAnswer(
  id: string,
  reference: string | undefined,
  answer: ClaimAnswer | undefined,
): Omit<BulkAnswerDto, 'noted'> {
  const refusal = reference === undefined ? notFound('Report') : claimRefusal(answer);
  return {
    ...{ id: toTypeId('rep', id), reference: reference ?? null, done: !refusal },
    ...{ code: refusal?.code ?? null, detail: refusal?.detail ?? null },
  };
}
