import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  PlanRoutes,
  RecordByStaff,
  remedyMoved,
  WriteLetter,
  type RouteInput,
  type StaffAct,
} from '#application';
import type { Guidance } from '#config';
import { routeCodes, type RouteCode } from '#core';
import { PgEventQueries, PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound } from '../problems/problem.js';
import { presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { idIn } from '../shared/request-parts.js';
import { notNow } from '../submissions/not-now.js';
import { guidanceToken } from '../tokens.js';
import { presentRoutes } from './present-routes.js';
import { LetterDto, LetterQuery, RemedyDto, RoutesDto, RoutesQuery } from './remedies.dto.js';

/** What can still be done about a submission that was refused, or never answered. */
@ApiTags('submissions')
@Controller('v1/submissions/:id')
export class RemediesController {
  constructor(
    private readonly record: RecordByStaff,
    private readonly plan: PlanRoutes,
    private readonly letters: WriteLetter,
    private readonly reports: PgReportQueries,
    private readonly events: PgEventQueries,
    @Inject(guidanceToken) private readonly guidance: Pick<Guidance, 'remedies'>,
  ) {}

  @Get('routes')
  @ApiOperation({
    operationId: 'listRoutes',
    summary: 'What the law and the platform still give, with deadlines; and why the rest is not open.',
  })
  @ApiResponse({ status: 200, type: RoutesDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_NOTICE')
  async routes(@Param('id') id: string, @Query() { systematic }: RoutesQuery): Promise<RoutesDto> {
    const input = await this.read(idIn('sub', 'Submission', id), systematic === 'true');
    const next = this.plan.run(input, Date.now());
    return presentRoutes(next, input.submission, input.taken, this.guidance.remedies, this.letters);
  }

  @Get('routes/:route/draft')
  @ApiOperation({
    operationId: 'draftRoute',
    summary: 'The letter of a route, filled in as far as it can be.',
  })
  @ApiParam({ name: 'route', enum: routeCodes, enumName: 'RouteCode' })
  @ApiResponse({ status: 200, type: LetterDto })
  @ApiResponse({
    status: 404,
    type: ProblemDto,
    description: 'No such submission, or no letter on this route.',
  })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'REMEDY.NOT_OFFERED: says why it is not open.' })
  @ApiResponse({
    status: 422,
    type: ProblemDto,
    description: 'Another language or body; says which there are.',
  })
  @Allowed('READ_NOTICE')
  async draft(
    @Param('id') id: string,
    @Param('route') given: string,
    @Query() { language, body, systematic }: LetterQuery,
  ): Promise<LetterDto> {
    const input = await this.read(idIn('sub', 'Submission', id), systematic === 'true');
    const route = routeCodes.find((each) => each === given);
    if (!route) throw notFound('Route');
    const nowMs = Date.now();
    this.checkOpen(input, route, nowMs);
    const { report, submission } = input;
    const answer = this.letters.run({
      ...{ route, report, submission, nowMs },
      ...(language === undefined ? {} : { language }),
      ...(body === undefined ? {} : { body }),
    });
    switch (answer.outcome) {
      case 'written':
        return { route, ...answer.letter };
      case 'noLetter':
        throw notFound('Letter');
      case 'otherLanguage':
        throw oneOf('/language', 'LETTER.OTHER_LANGUAGE', answer.languages);
      case 'unknownBody':
        throw oneOf('/body', 'REMEDY.UNKNOWN_BODY', answer.bodies);
    }
  }

  @Post('remedy')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'recordRemedy',
    summary: 'Take a route that is open, or record a remedy that was opened elsewhere, or how one ended.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'REMEDY.NOT_OFFERED: the route is not open; SUBMISSION.NOT_NOW: not in the present state.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('ACT_ON_SUBMISSION')
  async remedy(
    @Param('id') id: string,
    @Body() body: RemedyDto,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const answer = await this.record.run(submissionId, await this.actOf(submissionId, body));
    if (answer.outcome === 'notFound') throw notFound('Submission');
    if (answer.outcome === 'refused' && answer.code === 'REMEDY.BODY_NEEDED')
      throw await this.bodyNeeded(submissionId);
    if (answer.outcome === 'refused') throw notNow(answer.code);
    return presentReport((await this.read(submissionId, false)).report, sight);
  }

  private async actOf(submissionId: string, given: RemedyDto): Promise<StaffAct> {
    const { route, remedy, body, systematic, followedBy } = given;
    if ((route === undefined) === (remedy === undefined))
      throw invalid([
        {
          pointer: '/route',
          code: 'FIELD.ONE_OF',
          detail:
            'Give one of the two: route, to take one that is open, or remedy, to record what was done or how it ended.',
        },
      ]);
    if (route !== undefined)
      return this.plan.take(await this.read(submissionId, systematic === true), route, body ?? null);
    if (followedBy !== undefined) await this.checkFollower(remedy, followedBy);
    return remedyMoved(remedy ?? 'NONE', followedBy?.toUpperCase());
  }

  private async checkFollower(remedy: RemedyDto['remedy'], reference: string): Promise<void> {
    const isReference = /^UF-\d{4}-\d{6,9}$/i.test(reference);
    if (remedy === 'NONE' && isReference && (await this.reports.find(reference.toUpperCase()))) return;
    const detail =
      remedy === 'NONE'
        ? 'There is no such report. Give the reference of the report that was filed in its place, such as UF-2026-000124.'
        : 'Only remedy NONE is followed by another report; leave followedBy out.';
    throw invalid([{ pointer: '/followedBy', code: 'REPORT.NOT_FOUND', detail }]);
  }

  private async read(
    submissionId: string,
    isSystematic: boolean,
  ): Promise<RouteInput & { readonly report: NonNullable<Awaited<ReturnType<PgReportQueries['find']>>> }> {
    const report = await this.reports.findBySubmission(submissionId);
    const submission = report?.submissions.find((each) => each.id === submissionId);
    if (!report || !submission) throw notFound('Submission');
    const taken = await this.events.remediesOf(report.id, submissionId);
    return { report, submission, taken, isSystematic };
  }

  /** A letter is also shown again once its route was taken. */
  private checkOpen(input: RouteInput, route: RouteCode, nowMs: number): void {
    if (input.taken.some((each) => each.route === route)) return;
    const closed = this.plan.run(input, nowMs).notOffered.find((each) => each.route === route);
    if (closed) throw notNow(`REMEDY.NOT_OFFERED.${closed.reason}`);
  }

  private async bodyNeeded(submissionId: string) {
    const input = await this.read(submissionId, false);
    const bodies = this.plan.run(input, Date.now()).offered.flatMap((each) => each.bodies);
    return oneOf(
      '/body',
      'REMEDY.BODY_NEEDED',
      bodies.map(({ key }) => key),
    );
  }
}

function oneOf(pointer: string, code: string, known: readonly string[]) {
  const detail = `Use one of: ${known.join(', ') || 'none; leave it out'}.`;
  return invalid([{ pointer, code, detail }]);
}
