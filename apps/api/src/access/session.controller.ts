import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PgAuditTrail } from '#persistence';
import { coarseNetwork } from '../audit/coarse-network.js';
import { invalid, Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../reports/report.dto.js';
import { notSignedIn, signIn } from './access.guard.js';
import { AccessWatch } from './access-watch.js';
import { CurrentCaller, Public, type Caller } from './caller.js';
import { refuseCrossSite, refuseForeignPages } from './cross-site.js';
import { KnownKeys } from './known-keys.js';
import { SessionCookie } from './session-cookie.js';
import { SessionDto, SignInDto, SignInLinkDto } from './session.dto.js';
import { Sessions, type OpenedSession, type Session } from './sessions.js';
import { SignInTries } from './sign-in-tries.js';

/** Signing in and out of the console. Programs need no session: they send their key. */
@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly keys: KnownKeys,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly tries: SignInTries,
    private readonly watch: AccessWatch,
    private readonly trail: PgAuditTrail,
  ) {}

  @Post()
  @Public()
  @ApiOperation({
    operationId: 'signIn',
    summary: 'Opens a session for a browser: its cookie does what an API key does.',
    security: [],
  })
  @ApiResponse({ status: 201, type: SessionDto })
  @ApiResponse({ status: 401, type: ProblemDto, description: 'ACCESS.KEY_WRONG or ACCESS.CODE_SPENT.' })
  @ApiResponse({ status: 429, type: ProblemDto, description: 'Too many failed from this address.' })
  async open(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    refuseForeignPages(request);
    this.tries.check(request.ip);
    const before = this.cookie.tokenIn(request);
    const opened = await this.openWith(body, before, request.ip);
    await this.record('signIn', opened.caller, request);
    this.cookie.set(reply, opened.token);
    if (before !== undefined) await this.watch.look();
    return presentSession(opened);
  }

  @Get()
  @Public()
  @ApiOperation({
    operationId: 'readSession',
    summary: 'Who is signed in with this cookie.',
    security: [{ session: [] }],
  })
  @ApiResponse({ status: 200, type: SessionDto })
  @ApiResponse({ status: 401, type: ProblemDto, description: 'ACCESS.SIGN_IN: there is no session.' })
  async read(@Req() request: FastifyRequest): Promise<SessionDto> {
    const token = this.cookie.tokenIn(request);
    const session = token === undefined ? undefined : await this.sessions.find(token);
    if (!session) throw signIn();
    return presentSession(session);
  }

  @Delete()
  @Public()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'signOut',
    summary: 'Ends the session of this cookie, and its live streams.',
    security: [{ session: [] }],
  })
  @ApiResponse({ status: 204 })
  async end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = this.cookie.tokenIn(request);
    if (token === undefined) return;
    refuseCrossSite(request);
    const session = await this.sessions.find(token);
    if (session) await this.record('signOut', session.caller, request);
    await this.sessions.end(token);
    this.cookie.clear(reply);
    await this.watch.look();
  }

  @Post('links')
  @ApiOperation({
    operationId: 'createSignInLink',
    summary: 'A code that opens one session within 30 minutes. Needs an API key.',
  })
  @ApiResponse({ status: 201, type: SignInLinkDto })
  async createLink(@CurrentCaller() caller: Caller): Promise<SignInLinkDto> {
    // A session that could make links would outlive itself.
    if (caller.accessId !== caller.id)
      throw new Problem(403, 'ACCESS.KEY_ONLY', 'A session makes no links. Send an API key.');
    const { code, expiresAtMs } = await this.sessions.createCode(caller.id);
    return { code, expiresAt: isoTime(expiresAtMs) };
  }

  /** These routes know the caller only once they have looked. */
  private async record(operation: string, { kind, id }: Caller, { ip }: FastifyRequest): Promise<void> {
    const actor = { kind, id, operation, origin: coarseNetwork(ip), reasonId: null };
    await this.trail.add({ act: 'CHANGE', actor, subject: [], about: {} });
  }

  private async openWith(
    // Absent and null are the same in JSON from many programs.
    { apiKey = null, code = null }: Partial<Record<keyof SignInDto, string | null>>,
    before: string | undefined,
    address: string,
  ): Promise<OpenedSession> {
    if (apiKey !== null && code !== null)
      throw wrongField('/code', 'FIELD.ONE_OF', 'Send either apiKey or code, not both.');
    if (code !== null)
      return (
        (await this.sessions.openWithCode(code, before)) ??
        this.refuse(address, 'ACCESS.CODE_SPENT', 'This link was used, or is too old. Ask for a fresh one.')
      );
    if (apiKey === null) throw wrongField('/apiKey', 'FIELD.NEEDED', 'Send either apiKey or code.');
    const key = await this.keys.find(apiKey);
    return (
      (key && (await this.sessions.openWithKey(key.id, before))) ??
      this.refuse(address, 'ACCESS.KEY_WRONG', 'This is no valid API key. Copy the whole key: uf_…')
    );
  }

  private refuse(address: string, code: string, detail: string): never {
    this.tries.failed(address);
    throw notSignedIn(code, detail);
  }
}

function wrongField(pointer: string, code: string, detail: string): Problem {
  return invalid([{ pointer, code, detail }]);
}

function presentSession({ caller, endsAtMs }: Session): SessionDto {
  return { caller: { name: caller.name }, expiresAt: isoTime(endsAtMs) };
}
