import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { uuidv7 } from 'uuidv7';
import { EndMemberLink, MakeMemberLink } from '#application';
import type { Config } from '#config';
import { PgMemberLinks } from '#persistence';
import { newSecretToken } from '#security';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { notFound, Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { idIn } from '../shared/request-parts.js';
import { configToken } from '../tokens.js';
import {
  MadeMemberLinkDto,
  MemberLinkDto,
  MemberLinkLifetimesDto,
  NewMemberLinkDto,
  offeredLifetimeDays,
} from './member-links.dto.js';

const dayMs = 86_400_000;

/** The link for a member who reports in the app what only they can. */
@ApiTags('submissions')
@Controller('v1')
export class MemberLinkController {
  constructor(
    private readonly makeLink: MakeMemberLink,
    private readonly endLink: EndMemberLink,
    private readonly links: PgMemberLinks,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
  ) {}

  @Post('submissions/:id/member-link')
  @ApiOperation({
    operationId: 'makeMemberLink',
    summary: 'A link for a member: what to do in the app, and one answer. Any link before it ends.',
  })
  @ApiResponse({ status: 201, type: MadeMemberLinkDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'MEMBER_LINK.NO_MEMBER_NEEDED: no member has to report it, or it was withdrawn.',
  })
  @Allowed('ACT_ON_SUBMISSION')
  async make(
    @Param('id') id: string,
    @Body() { lifetimeDays = this.config.api.memberLinkDays }: NewMemberLinkDto,
    @CurrentCaller() caller: Caller,
  ): Promise<MadeMemberLinkDto> {
    const { token, hash } = newSecretToken();
    const answer = await this.makeLink.run({
      ...{ id: uuidv7(), submissionId: idIn('sub', 'Submission', id), tokenHash: hash },
      ...{ lifetimeMs: lifetimeDays * dayMs, by: caller.name },
    });
    if (answer.outcome === 'notFound') throw notFound('Submission');
    if (answer.outcome === 'notNeeded')
      throw new Problem(
        409,
        'MEMBER_LINK.NO_MEMBER_NEEDED',
        'No member has to report this in an app, or it was withdrawn. Its plan says how it goes to the platform.',
      );
    return { code: token, path: `/member#code=${token}`, expiresAt: isoTime(answer.expiresAtMs) };
  }

  @Get('submissions/:id/member-link')
  @ApiOperation({
    operationId: 'readMemberLink',
    summary: 'How the latest link stands, and what the member said.',
  })
  @ApiResponse({ status: 200, type: MemberLinkDto })
  @ApiResponse({ status: 404, type: ProblemDto, description: 'MEMBER_LINK.NOT_FOUND: none was made yet.' })
  @Allowed('READ_WORK')
  async read(@Param('id') id: string): Promise<MemberLinkDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const link = await this.links.latest(submissionId);
    if (!link) {
      if (!(await this.links.subject(submissionId))) throw notFound('Submission');
      throw new Problem(
        404,
        'MEMBER_LINK.NOT_FOUND',
        'No link was made for this submission. Make one first.',
      );
    }
    const { state, createdAtMs, expiresAtMs, answer, answeredAtMs } = link;
    return {
      ...{ state, createdAt: isoTime(createdAtMs), expiresAt: isoTime(expiresAtMs), answer },
      answeredAt: answeredAtMs === null ? null : isoTime(answeredAtMs),
    };
  }

  @Get('member-links/lifetimes')
  @ApiOperation({ operationId: 'memberLinkLifetimes', summary: 'How long a link for a member may work.' })
  @ApiResponse({ status: 200, type: MemberLinkLifetimesDto })
  @Allowed('READ_TABLES')
  lifetimes(): MemberLinkLifetimesDto {
    const { memberLinkDays: usualDays } = this.config.api;
    const offered = new Set([...offeredLifetimeDays, usualDays]);
    return { usualDays, offeredDays: [...offered].sort((one, other) => one - other) };
  }

  @Delete('submissions/:id/member-link')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endMemberLink', summary: 'Ends the link: from now on it leads nowhere.' })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('ACT_ON_SUBMISSION')
  async end(@Param('id') id: string): Promise<void> {
    if ((await this.endLink.run(idIn('sub', 'Submission', id))) === 'notFound') throw notFound('Submission');
  }
}
