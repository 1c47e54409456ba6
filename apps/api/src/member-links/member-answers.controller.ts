import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AnswerMemberLink, ReadMemberLink, type MemberInstructions } from '#application';
import { hashSecretToken } from '#security';
import { Public } from '../access/caller.js';
import { refuseForeignPages } from '../access/cross-site.js';
import { SignInTries } from '../access/sign-in-tries.js';
import { Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { MemberCodeDto, MemberInstructionsDto, NewMemberAnswerDto } from './member-links.dto.js';

const NotValid = () =>
  ApiResponse({
    status: 404,
    type: ProblemDto,
    description: 'MEMBER_LINK.NOT_VALID: unknown, expired or ended; which of them is not told.',
  });
const TooMany = () =>
  ApiResponse({ status: 429, type: ProblemDto, description: 'Too many failed from this address.' });

/** What a member does with their link. The code is their key: they have no other, and need none. */
@ApiTags('member links')
@Controller('v1/member-links')
export class MemberAnswersController {
  constructor(
    private readonly readLink: ReadMemberLink,
    private readonly answerLink: AnswerMemberLink,
    private readonly tries: SignInTries,
  ) {}

  @Post('read')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    operationId: 'readMemberInstructions',
    summary: 'What the member does in the app, in every language. A POST keeps the code out of addresses.',
    security: [],
  })
  @ApiResponse({ status: 200, type: MemberInstructionsDto })
  @NotValid()
  @TooMany()
  async read(
    @Body() { code }: MemberCodeDto,
    @Req() request: FastifyRequest,
  ): Promise<MemberInstructionsDto> {
    return present(
      (await this.withHash(code, request, (hash) => this.readLink.run(hash))) ?? this.refuse(request),
    );
  }

  @Post('answer')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    operationId: 'answerMemberLink',
    summary: 'How it went, once. The same answer again changes nothing; staff confirm it.',
    security: [],
  })
  @ApiResponse({ status: 200, type: MemberInstructionsDto })
  @NotValid()
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'MEMBER_LINK.ANSWERED: another answer was given by this link.',
  })
  @TooMany()
  async answer(
    @Body() { code, answer }: NewMemberAnswerDto,
    @Req() request: FastifyRequest,
  ): Promise<MemberInstructionsDto> {
    const outcome = await this.withHash(code, request, (hash) => this.answerLink.run(hash, answer));
    if (outcome === 'answeredOtherwise')
      throw new Problem(
        409,
        'MEMBER_LINK.ANSWERED',
        'This link was answered before. If that has changed, tell who gave it to you.',
      );
    if (outcome === undefined || outcome === 'notValid') return this.refuse(request);
    return this.read({ code }, request);
  }

  private async withHash<Result>(
    code: string,
    request: FastifyRequest,
    use: (hash: Buffer) => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    refuseForeignPages(request);
    this.tries.check(request.ip);
    const hash = hashSecretToken(code);
    return hash && use(hash);
  }

  private refuse({ ip }: FastifyRequest): never {
    this.tries.failed(ip);
    throw new Problem(
      404,
      'MEMBER_LINK.NOT_VALID',
      'This link is not valid, or no longer. Ask who gave it to you for a new one.',
    );
  }
}

function present({ expiresAtMs, ...instructions }: MemberInstructions): MemberInstructionsDto {
  return { ...instructions, expiresAt: isoTime(expiresAtMs) };
}
