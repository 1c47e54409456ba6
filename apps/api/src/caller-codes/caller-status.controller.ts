import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ReadCallerStatus, type CallerStatus } from '#application';
import type { Config } from '#config';
import { hashSpokenCode } from '#security';
import { Public } from '../access/caller.js';
import { refuseForeignPages } from '../access/cross-site.js';
import { SignInTries } from '../access/sign-in-tries.js';
import { Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { configToken } from '../tokens.js';
import { CallerHelpDto, CallerStatusDto, TypedCallerCodeDto } from './caller-codes.dto.js';

/** What whoever called reads. The code is their key: they have no other, and need none. */
@ApiTags('caller status')
@Controller('v1/caller-status')
export class CallerStatusController {
  constructor(
    private readonly readStatus: ReadCallerStatus,
    private readonly tries: SignInTries,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
  ) {}

  @Post('read')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    operationId: 'readCallerStatus',
    summary: 'How a report stands at each platform, for who called. A POST keeps the code out of addresses.',
    security: [],
  })
  @ApiResponse({ status: 200, type: CallerStatusDto })
  @ApiResponse({
    status: 404,
    type: ProblemDto,
    description: 'CALLER_CODE.NOT_VALID: unknown, expired or ended; which of them is not told.',
  })
  @ApiResponse({ status: 429, type: ProblemDto, description: 'Too many failed from this address.' })
  async read(@Body() { code }: TypedCallerCodeDto, @Req() request: FastifyRequest): Promise<CallerStatusDto> {
    refuseForeignPages(request);
    this.tries.check(request.ip);
    const hash = hashSpokenCode(code);
    const status = hash && (await this.readStatus.run(hash));
    if (status) return present(status);
    this.tries.failed(request.ip);
    throw new Problem(
      404,
      'CALLER_CODE.NOT_VALID',
      `This code is not valid, or no longer. Compare it with what you were given; for a new one, call ${this.config.api.helplineNumber}.`,
    );
  }

  @Get('help')
  @Public()
  @ApiOperation({
    operationId: 'readCallerHelp',
    summary: 'Whom to call, for the page where the code is asked for.',
    security: [],
  })
  @ApiResponse({ status: 200, type: CallerHelpDto })
  help(): CallerHelpDto {
    return { helplineNumber: this.config.api.helplineNumber };
  }
}

function present({ platforms, expiresAtMs }: CallerStatus): CallerStatusDto {
  return {
    platforms: platforms.map(({ standings, ...platform }) => ({
      ...platform,
      standings: standings.map((standing) => ({ ...standing })),
    })),
    expiresAt: isoTime(expiresAtMs),
  };
}
