import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { fromTypeId, toTypeId } from '#core';
import { PgHandOvers, PgReportClaims, type ClaimAnswer } from '#persistence';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { personOf } from '../access/proof.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { idIn } from '../shared/request-parts.js';
import { ClaimStateDto, ColleaguesDto, HandOverDto, HandOversDto, TakeClaimDto } from './claims.dto.js';
import { isoTime, presentClaim } from './present-report.js';

/** Who takes care of a report. It tells colleagues so; whoever may act on the report still may. */
@ApiTags('reports')
@Controller('v1')
@ApiResponse({ status: 404, type: ProblemDto })
export class ClaimsController {
  constructor(
    private readonly claims: PgReportClaims,
    private readonly handOvers: PgHandOvers,
  ) {}

  @Get('colleagues')
  @NotAudited('names of colleagues, nothing of a report')
  @ApiOperation({ operationId: 'listColleagues', summary: 'Whom a report can be handed to, by name.' })
  @ApiResponse({ status: 200, type: ColleaguesDto })
  @Allowed('ACT_ON_REPORT')
  async colleagues(): Promise<ColleaguesDto> {
    const colleagues = await this.claims.colleagues();
    return { data: colleagues.map(({ id, name, team }) => ({ id: toTypeId('per', id), name, team })) };
  }

  @Get('hand-overs')
  @ApiOperation({
    operationId: 'listHandOvers',
    summary: 'What colleagues handed over to you, with what they wrote, until you claim it.',
  })
  @ApiResponse({ status: 200, type: HandOversDto })
  @Allowed('ACT_ON_REPORT')
  async handedOver(@CurrentCaller() caller: Caller, @CurrentSight() sight: Sight): Promise<HandOversDto> {
    const handOvers = await this.handOvers.to(personOf(caller));
    return {
      data: handOvers.map(({ reportId, reportReference, category, by, atMs, note }) => {
        const contentFor = sight.hiddenFor('READ_EXPLANATION', { id: reportId, category });
        return {
          ...{ reportId: toTypeId('rep', reportId), reportReference, by, at: isoTime(atMs) },
          ...{ note: contentFor ? null : note, contentFor },
        };
      }),
    };
  }

  @Get('reports/:id/claim')
  @NotAudited('who takes care of a report, no content')
  @ApiOperation({ operationId: 'readClaim', summary: 'Who takes care of a report.' })
  @ApiResponse({ status: 200, type: ClaimStateDto })
  @Allowed('READ_REPORT')
  read(@Param('id') id: string): Promise<ClaimStateDto> {
    return this.stateOf(idIn('rep', 'Report', id));
  }

  @Post('reports/:id/claim')
  @HttpCode(200)
  @ApiOperation({ operationId: 'claimReport', summary: 'Say that you take care of a report.' })
  @ApiResponse({ status: 200, type: ClaimStateDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'CLAIM.TAKEN or CLAIM.REPORT_CLOSED' })
  @Allowed('ACT_ON_REPORT')
  async claim(
    @Param('id') id: string,
    @Body() { takeOver = false }: TakeClaimDto,
    @CurrentCaller() caller: Caller,
  ): Promise<ClaimStateDto> {
    const by = personOf(caller);
    return this.given(idIn('rep', 'Report', id), { by, to: by, isTakenOver: takeOver });
  }

  @Delete('reports/:id/claim')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'releaseClaim',
    summary: 'Say that you take care of a report no longer. What nobody has stays so.',
  })
  @ApiResponse({ status: 200, type: ClaimStateDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'CLAIM.TAKEN' })
  @Allowed('ACT_ON_REPORT')
  async release(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<ClaimStateDto> {
    const reportId = idIn('rep', 'Report', id);
    const refusal = claimRefusal((await this.claims.release([reportId], personOf(caller))).get(reportId));
    if (refusal) throw refusal;
    return this.stateOf(reportId);
  }

  @Post('reports/:id/hand-over')
  @HttpCode(200)
  @ApiOperation({ operationId: 'handOverReport', summary: 'Say that a colleague takes care of a report.' })
  @ApiResponse({ status: 200, type: ClaimStateDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'CLAIM.TAKEN or CLAIM.REPORT_CLOSED' })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'CLAIM.NO_COLLEAGUE' })
  @Allowed('ACT_ON_REPORT')
  async handOver(
    @Param('id') id: string,
    @Body() { to, takeOver = false }: HandOverDto,
    @CurrentCaller() caller: Caller,
  ): Promise<ClaimStateDto> {
    const by = personOf(caller);
    const colleague = await colleagueIn(this.claims, to);
    return this.given(idIn('rep', 'Report', id), { by, to: colleague, isTakenOver: takeOver });
  }

  private async given(
    reportId: string,
    given: Parameters<PgReportClaims['give']>[1],
  ): Promise<ClaimStateDto> {
    const refusal = claimRefusal((await this.claims.give([reportId], given)).get(reportId));
    if (refusal) throw refusal;
    return this.stateOf(reportId);
  }

  private async stateOf(reportId: string): Promise<ClaimStateDto> {
    return { claim: presentClaim(await this.claims.find(reportId)) };
  }
}

/** @throws Problem 422 where nobody of this id may act on reports */
export async function colleagueIn(claims: PgReportClaims, to: string): Promise<string> {
  const id = fromTypeId('per', to);
  const colleague = (await claims.colleagues()).find((each) => each.id === id);
  if (colleague) return colleague.id;
  const detail =
    'Nobody of this id is here who may take care of reports. GET /v1/colleagues lists who may; give the id of one.';
  throw invalid([{ pointer: '/to', code: 'CLAIM.NO_COLLEAGUE', detail }]);
}

/** @returns undefined where it was done */
export function claimRefusal(answer: ClaimAnswer | undefined): Problem | undefined {
  switch (answer?.outcome) {
    case 'done':
      return undefined;
    case 'taken':
      return new Problem(
        409,
        'CLAIM.TAKEN',
        `${answer.by.name} has taken care of this report since ${isoTime(answer.by.sinceMs)}. Ask them, or claim it with ` +
          'takeOver: true to take it over.',
      );
    case 'closed':
      return new Problem(
        409,
        'CLAIM.REPORT_CLOSED',
        'This report is closed or erased: nothing is left to take care of. Where content comes back it can be claimed again.',
      );
    default:
      return notFound('Report');
  }
}
