import { Body, Controller, Get, Header, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Organisation } from '#security/sign-in';
import { notFound, Problem } from '../problems/problem.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Text } from '../shared/fields.js';
import { organisationToken } from '../tokens.js';
import { AccessWatch } from './access-watch.js';
import { Public } from './caller.js';
import { deviceOf } from './device.js';
import { OrganisationCookie, SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { SignInTries } from './sign-in-tries.js';

export const organisationPath = 'v1/session/organisation';

class LogoutDto {
  @Text({ description: 'Signed by the provider.', max: 20_000 }) logout_token!: string;
}

/**
 * Signing in at the organisation's identity provider. Browsers go there and come back by redirects, always to the same two
 * addresses; what went wrong is told to the sign-in page as a code.
 */
@ApiTags('session')
@Controller(organisationPath)
export class OrganisationController {
  constructor(
    @Inject(organisationToken) private readonly organisation: Organisation | null,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly ownCookie: OrganisationCookie,
    private readonly tries: SignInTries,
    private readonly refusals: RefusedSignIns,
    private readonly watch: AccessWatch,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    operationId: 'beginAtOrganisation',
    summary: 'Sends a browser to the identity provider of the organisation.',
    security: [],
  })
  @ApiResponse({ status: 303, description: 'To the provider, or to the sign-in page with what is wrong.' })
  @ApiResponse({ status: 404, type: ProblemDto, description: 'ORGANISATION.NOT_FOUND: none is set up.' })
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.organisation) throw notFound('Organisation');
    this.tries.check(request.ip);
    const begun = await this.organisation.begin();
    if (!begun) return back(reply, 'UNREACHABLE');
    this.ownCookie.set(reply, begun.attempt);
    await reply.redirect(begun.url, 303);
  }

  @Get('callback')
  @Public()
  @ApiOperation({
    operationId: 'finishAtOrganisation',
    summary: 'Where the identity provider sends a browser back to. Opens a session.',
    security: [],
  })
  @ApiResponse({ status: 303, description: 'To the console, or to the sign-in page with what is wrong.' })
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.organisation) throw notFound('Organisation');
    this.tries.check(request.ip);
    const attempt = this.ownCookie.tokenIn(request) ?? '';
    this.ownCookie.clear(reply);
    const answer = await this.organisation.finish(attempt, request.url.split('?')[1] ?? '');
    if (answer.outcome !== 'proved') {
      if (answer.outcome === 'REFUSED') this.tries.failed(request.ip);
      if (answer.outcome !== 'UNREACHABLE') await this.refusals.add({ way: 'ORGANISATION' }, request);
      return back(reply, answer.outcome);
    }
    const device = deviceOf(request.headers['user-agent']);
    const how = { methods: ['OIDC' as const], device, oidcSid: answer.sid };
    const before = this.cookie.tokenIn(request);
    const opened = await this.sessions.openForPerson(answer.person.id, how, before);
    if (!opened) {
      await this.refusals.add({ way: 'ORGANISATION', personId: answer.person.id }, request);
      return back(reply, 'LEFT');
    }
    this.cookie.set(reply, opened.token);
    if (before !== undefined) await this.watch.look();
    await reply.redirect('/', 303);
  }

  @Post('logout')
  @Public()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiOperation({
    operationId: 'endAtOrganisation',
    summary: 'Back-channel logout: the provider says that a session, or all of an account, are over.',
    security: [],
  })
  @ApiResponse({ status: 200 })
  @ApiResponse({ status: 400, type: ProblemDto, description: 'ORGANISATION.LOGOUT_REFUSED' })
  async end(@Body() body: LogoutDto, @Req() request: FastifyRequest): Promise<void> {
    if (!this.organisation) throw notFound('Organisation');
    this.tries.check(request.ip);
    const said = await this.organisation.readLogout(body.logout_token);
    if (!said) {
      this.tries.failed(request.ip);
      await this.refusals.add({ way: 'ORGANISATION_LOGOUT' }, request);
      throw new Problem(
        400,
        'ORGANISATION.LOGOUT_REFUSED',
        'This is no logout token of the provider for us, or it is too old.',
      );
    }
    await this.sessions.endOfOrganisation(this.organisation.issuer, said);
    await this.watch.look();
  }
}

async function back(reply: FastifyReply, why: string): Promise<void> {
  await reply.redirect(`/sign-in#problem=ORGANISATION.${why}`, 303);
}
