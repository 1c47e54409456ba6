import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allowed } from './allowed.js';
import { reachOf } from '#core';
import { PgAuditTrail, PgGlassStore } from '#persistence';
import { coarseNetwork } from '../audit/coarse-network.js';
import type { Config } from '#config';
import { Passkeys, SignIn, type MustWait, type Proved, type Refused } from '#security/sign-in';
import { invalid, Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { configToken } from '../tokens.js';
import { notSignedIn, signIn } from './access.guard.js';
import { AccessWatch } from './access-watch.js';
import { CurrentCaller, Public, type Caller } from './caller.js';
import { refuseCrossSite, refuseForeignPages } from './cross-site.js';
import { deviceOf } from './device.js';
import { KnownKeys } from './known-keys.js';
import { PasskeySites } from './passkey-sites.js';
import { presentSession } from './present-session.js';
import { personOf } from './proof.js';
import { SessionCookie } from './session-cookie.js';
import {
  PasskeyOptionsDto,
  PasswordDto,
  ProofDto,
  SecondStepDto,
  SessionDto,
  SignInDto,
  SignInLinkDto,
  WaysDto,
} from './session.dto.js';
import { Sessions, type OpenedSession, type Session } from './sessions.js';
import { networkOf } from '../shared/network.js';
import { RefusedSignIns, type RefusedTry } from './refused-sign-ins.js';
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
    private readonly refusals: RefusedSignIns,
    private readonly watch: AccessWatch,
    private readonly trail: PgAuditTrail,
    private readonly people: SignIn,
    private readonly passkeys: Passkeys,
    private readonly sites: PasskeySites,
    @Inject(configToken) private readonly config: Pick<Config, 'access'>,
    private readonly glass: PgGlassStore,
  ) {}

  @Post()
  @Public()
  @ApiOperation({
    operationId: 'signIn',
    summary: 'Opens a session for a browser: its cookie does what its person may do.',
    security: [],
  })
  @ApiResponse({ status: 201, type: SessionDto })
  @ApiResponse({
    status: 401,
    type: ProblemDto,
    description: 'ACCESS.PASSKEY_REFUSED, ACCESS.CODE_WRONG, ACCESS.KEY_WRONG or ACCESS.CODE_SPENT.',
  })
  @ApiResponse({
    status: 403,
    type: ProblemDto,
    description: 'ACCESS.KEY_SESSIONS_OFF: people sign in here.',
  })
  @ApiResponse({ status: 429, type: ProblemDto, description: 'Too many failed from this address.' })
  async open(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    refuseForeignPages(request);
    this.tries.check(request.ip);
    const before = this.cookie.tokenIn(request);
    const opened = await this.openWith(body, before, request);
    await this.record('signIn', opened.caller, request);
    this.cookie.set(reply, opened.token);
    if (before !== undefined) await this.watch.look();
    return this.present(opened);
  }

  @Get('ways')
  @Public()
  @ApiOperation({ operationId: 'readSignInWays', summary: 'How one signs in here.', security: [] })
  @ApiResponse({ status: 200, type: WaysDto })
  ways(@Req() request: FastifyRequest): WaysDto {
    const { keySessions, oidc } = this.config.access;
    return {
      apiKey: keySessions,
      organisation: oidc.issuer === null ? null : (oidc.name ?? new URL(oidc.issuer).hostname),
      passkeyDomain: this.sites.of(request).domain,
    };
  }

  @Post('password')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'beginWithPassword',
    summary:
      'The first of two steps; no session yet. An account that is not there answers as a wrong password does.',
    security: [],
  })
  @ApiResponse({ status: 200, type: SecondStepDto })
  @ApiResponse({ status: 401, type: ProblemDto, description: 'ACCESS.PASSWORD_WRONG' })
  @ApiResponse({ status: 429, type: ProblemDto, description: 'Too many failed; waits grow.' })
  async beginWithPassword(@Body() body: PasswordDto, @Req() request: FastifyRequest): Promise<SecondStepDto> {
    refuseForeignPages(request);
    const answer = await this.people.withPassword(body.mail, body.password, networkOf(request.ip));
    if (answer.outcome !== 'secondStep') {
      const way = answer.outcome === 'wait' ? 'PASSWORD_WAIT' : 'PASSWORD';
      const personId = answer.outcome === 'wait' ? undefined : answer.personId;
      await this.refusals.add({ way, typed: body.mail.trim().toLowerCase(), personId }, request);
    }
    if (answer.outcome === 'wait') throw mustWait(answer);
    if (answer.outcome === 'refused')
      throw notSignedIn('ACCESS.PASSWORD_WRONG', 'Address and password do not belong together. Try again.');
    return { step: answer.step, expiresAt: isoTime(Date.now() + answer.expiresInMs) };
  }

  @Post('passkey-options')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'beginWithPasskey',
    summary: 'What a browser asks its passkeys, to sign in or to prove anew who is signed in.',
    security: [],
  })
  @ApiResponse({ status: 200, type: PasskeyOptionsDto })
  async beginWithPasskey(@Req() request: FastifyRequest): Promise<PasskeyOptionsDto> {
    refuseForeignPages(request);
    this.tries.check(request.ip);
    const session = await this.sessions.find(this.cookie.tokenIn(request) ?? '');
    const of = session?.caller.kind === 'PERSON' ? { personId: session.caller.id } : undefined;
    return await this.passkeys.beginSignIn(this.sites.of(request), of);
  }

  @Post('proof')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'proveAgain',
    summary: 'Proves anew who is signed in, for what needs it; the session gets another token.',
    security: [{ session: [] }],
  })
  @ApiResponse({ status: 200, type: SessionDto })
  @ApiResponse({ status: 403, type: ProblemDto, description: 'ACCESS.PROOF_REFUSED' })
  @ApiResponse({ status: 429, type: ProblemDto })
  @Allowed('USE_SESSION')
  async prove(
    @Body() body: ProofDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const personId = personOf(caller);
    const answer = await this.proofOf(body, personId, request);
    const isProved = answer.outcome === 'proved' && answer.personId === personId;
    if (!isProved) await this.refusals.add({ way: 'PROOF', personId }, request);
    if (answer.outcome === 'wait') throw mustWait(answer);
    const [method] = isProved ? answer.methods : [];
    const token = method && (await this.sessions.renew(this.cookie.tokenIn(request) ?? '', method));
    const session = token === undefined ? undefined : await this.sessions.find(token);
    if (token === undefined || !session)
      throw new Problem(
        403,
        'ACCESS.PROOF_REFUSED',
        'This does not prove that it is you. Try your passkey again, or the next one-time code.',
      );
    this.cookie.set(reply, token);
    return this.present(session);
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
    return this.present(session);
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
  @Allowed('USE_SESSION')
  async createLink(@CurrentCaller() caller: Caller): Promise<SignInLinkDto> {
    // A session that could make links would outlive itself.
    if (caller.accessId !== caller.id)
      throw new Problem(403, 'ACCESS.KEY_ONLY', 'A session makes no links. Send an API key.');
    this.checkKeySessions();
    const { code, expiresAtMs } = await this.sessions.createCode(caller.id);
    return { code, expiresAt: isoTime(expiresAtMs) };
  }

  /** These routes know the caller only once they have looked. */
  private async record(operation: string, { kind, id }: Caller, { ip }: FastifyRequest): Promise<void> {
    const actor = { kind, id, operation, origin: coarseNetwork(ip), reasonId: null };
    await this.trail.add({ act: 'CHANGE', actor, subject: [], about: {} });
  }

  private async present(session: Session): Promise<SessionDto> {
    const { id, kind, roles } = session.caller;
    const opened =
      kind !== 'PERSON' || reachOf(roles, 'BREAK_GLASS') === 'NONE' ? [] : await this.glass.openedBy(id);
    return presentSession(session, opened);
  }

  private async openWith(
    body: SignInDto,
    before: string | undefined,
    request: FastifyRequest,
  ): Promise<OpenedSession> {
    const given = (['apiKey', 'code', 'attempt', 'step'] as const).filter((name) => isGiven(body[name]));
    const [way] = given;
    if (way === undefined)
      throw wrongField('/apiKey', 'FIELD.NEEDED', 'Send one of apiKey, code, attempt or step.');
    if (given.length > 1)
      throw wrongField(`/${given[1] ?? ''}`, 'FIELD.ONE_OF', 'Send one of apiKey, code, attempt or step.');
    if (way === 'attempt' || way === 'step') return this.openForPerson(way, body, before, request);
    this.checkKeySessions();
    return way === 'code'
      ? ((await this.sessions.openWithCode(body.code ?? '', before)) ??
          (await this.refuse(
            request,
            { way: 'CODE' },
            'ACCESS.CODE_SPENT',
            'This link was used, or is too old. Ask for a fresh one.',
          )))
      : ((await this.openWithKey(body.apiKey ?? '', before)) ??
          this.refuse(
            request,
            { way: 'API_KEY' },
            'ACCESS.KEY_WRONG',
            'This is no valid API key. Copy the whole key: uf_…',
          ));
  }

  private async openWithKey(apiKey: string, before: string | undefined): Promise<OpenedSession | undefined> {
    // A token that a key was exchanged for may do less than it, and ends sooner.
    const key = await this.keys.findKey(apiKey);
    return key && (await this.sessions.openWithKey(key.id, before));
  }

  private async openForPerson(
    way: 'attempt' | 'step',
    body: SignInDto,
    before: string | undefined,
    request: FastifyRequest,
  ): Promise<OpenedSession> {
    const answer =
      way === 'attempt'
        ? await this.people.withPasskey(this.sites.of(request), body.attempt ?? '', passkeyIn(body))
        : await this.people.withSecondFactor(body.step ?? '', secondFactorIn(body), networkOf(request.ip));
    if (answer.outcome === 'wait') {
      await this.refusals.add({ way: 'SECOND_FACTOR_WAIT' }, request);
      throw mustWait(answer);
    }
    const { personId } = answer;
    const how = { device: deviceOf(request.headers['user-agent']), oidcSid: null };
    const opened =
      answer.outcome === 'proved'
        ? await this.sessions.openForPerson(answer.personId, { ...how, methods: answer.methods }, before)
        : undefined;
    if (opened) return opened;
    return way === 'attempt'
      ? this.refuse(
          request,
          { way: 'PASSKEY', personId },
          'ACCESS.PASSKEY_REFUSED',
          'This passkey is not known here, or did not answer. Try again, or sign in with your password.',
        )
      : this.refuse(
          request,
          { way: 'SECOND_FACTOR', personId },
          'ACCESS.CODE_WRONG',
          'This code is wrong or was used. Wait for the next one; after five tries begin with your password.',
        );
  }

  private async proofOf(
    body: ProofDto,
    personId: string,
    request: FastifyRequest,
  ): Promise<Proved | Refused | MustWait> {
    if (isGiven(body.attempt))
      return this.people.withPasskey(this.sites.of(request), body.attempt, passkeyIn(body));
    if (!isGiven(body.totp)) throw wrongField('/totp', 'FIELD.NEEDED', 'Send totp, or attempt with passkey.');
    return this.people.prove(personId, { totp: body.totp }, networkOf(request.ip));
  }

  /** @throws Problem 403 where people sign in by themselves */
  private checkKeySessions(): void {
    if (this.config.access.keySessions) return;
    throw new Problem(
      403,
      'ACCESS.KEY_SESSIONS_OFF',
      'API keys open no session here: people sign in to the console. Programs send their key with each request.',
    );
  }

  private async refuse(
    request: FastifyRequest,
    refused: RefusedTry,
    code: string,
    detail: string,
  ): Promise<never> {
    this.tries.failed(request.ip);
    await this.refusals.add(refused, request);
    throw notSignedIn(code, detail);
  }
}

/** Absent and null are the same in JSON from many programs. */
function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}

function passkeyIn({ passkey }: Pick<SignInDto, 'passkey'>): object {
  if (isGiven(passkey)) return passkey;
  throw wrongField('/passkey', 'FIELD.NEEDED', 'Send what the browser answered to the options.');
}

function secondFactorIn({ totp, recoveryCode }: SignInDto) {
  if (isGiven(totp)) return { totp };
  if (isGiven(recoveryCode)) return { recoveryCode };
  throw wrongField('/totp', 'FIELD.NEEDED', 'Send totp or recoveryCode.');
}

function mustWait({ waitMs }: MustWait): Problem {
  const seconds = Math.ceil(waitMs / 1_000);
  return new Problem(
    429,
    'ACCESS.TOO_MANY_TRIES',
    `Too many tries failed. Wait ${seconds} s, then try again.`,
    undefined,
    { 'retry-after': String(seconds) },
  );
}

function wrongField(pointer: string, code: string, detail: string): Problem {
  return invalid([{ pointer, code, detail }]);
}
