import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import type { Person } from '#application';
import { toTypeId } from '#core';
import { PgPeople } from '#persistence';
import { MyFactors, newTotpSecret, Passkeys, totpAddress } from '#security/sign-in';
import { Allowed } from '../access/allowed.js';
import { AccessWatch } from '../access/access-watch.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { PasskeySites } from '../access/passkey-sites.js';
import { personOf, Proof } from '../access/proof.js';
import { PasskeyOptionsDto } from '../access/session.dto.js';
import { Sessions } from '../access/sessions.js';
import { notFound, Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { idIn } from '../shared/request-parts.js';
import {
  ChangeMeDto,
  EndedSessionsDto,
  ListedSessionsDto,
  MeDto,
  NewPasskeyDto,
  NewPasswordDto,
  NewTotpDto,
  RecoveryCodesDto,
  TotpSecretDto,
} from './people.dto.js';
import { factorProblem, presentPerson } from './present-person.js';

/** A person's own account. What changes how they sign in needs a fresh proof. */
@ApiTags('me')
@Controller('v1/me')
@ApiResponse({ status: 403, type: ProblemDto, description: 'ACCESS.PEOPLE_ONLY or ACCESS.PROVE_AGAIN' })
export class MeController {
  constructor(
    private readonly people: PgPeople,
    private readonly factors: MyFactors,
    private readonly passkeys: Passkeys,
    private readonly sites: PasskeySites,
    private readonly sessions: Sessions,
    private readonly proof: Proof,
    private readonly watch: AccessWatch,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readMe', summary: 'Who is signed in, and how they can sign in.' })
  @ApiResponse({ status: 200, type: MeDto })
  @Allowed('USE_SESSION')
  async read(@CurrentCaller() caller: Caller): Promise<MeDto> {
    return await this.present(personOf(caller));
  }

  @Patch()
  @ApiOperation({
    operationId: 'changeMe',
    summary: 'Language, and whether digests are mailed. What is left out stays.',
  })
  @ApiResponse({ status: 200, type: MeDto })
  @Allowed('USE_SESSION')
  async change(@Body() own: ChangeMeDto, @CurrentCaller() caller: Caller): Promise<MeDto> {
    await this.people.setOwn(personOf(caller), own);
    return await this.present(personOf(caller));
  }

  @Post('passkeys/options')
  @HttpCode(200)
  @ApiOperation({ operationId: 'beginPasskey', summary: 'What a browser makes another passkey with.' })
  @ApiResponse({ status: 200, type: PasskeyOptionsDto })
  @Allowed('USE_SESSION')
  async beginPasskey(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyOptionsDto> {
    const person = await this.proved(caller, request);
    return await this.passkeys.beginAdding(this.sites.of(request), person, true);
  }

  @Post('passkeys')
  @ApiOperation({ operationId: 'addPasskey', summary: 'Another passkey.' })
  @ApiResponse({ status: 201, type: MeDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'FACTOR.PASSKEY_REFUSED' })
  @Allowed('USE_SESSION')
  async addPasskey(
    @Body() body: NewPasskeyDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<MeDto> {
    const { id } = await this.proved(caller, request);
    const isAdded = await this.factors.addPasskey(id, uuidv7(), body, this.sites.of(request));
    if (!isAdded) throw factorProblem('PASSKEY_REFUSED', { totp: '/totp', passkey: '/response' });
    return await this.present(id);
  }

  @Delete('passkeys/:id')
  @ApiOperation({ operationId: 'removePasskey', summary: 'Takes a passkey away, but not the last way in.' })
  @ApiResponse({ status: 200, type: MeDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'PERSON.LAST_WAY' })
  @Allowed('USE_SESSION')
  async removePasskey(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<MeDto> {
    const person = await this.proved(caller, request);
    if (!(await this.people.removePasskey(person.id, idIn('psk', 'Passkey', id)))) throw lastWay();
    return await this.present(person.id);
  }

  @Post('totp-secret')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'makeTotpSecret',
    summary: 'A secret for an app for one-time codes. It is kept once it comes back with a code of it.',
  })
  @ApiResponse({ status: 200, type: TotpSecretDto })
  @Allowed('USE_SESSION')
  async totpSecret(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<TotpSecretDto> {
    const { mail } = await this.proved(caller, request);
    const secret = newTotpSecret();
    return { secret, address: totpAddress(secret, mail) };
  }

  @Put('totp')
  @ApiOperation({
    operationId: 'changeTotp',
    summary: 'Another app for one-time codes, in place of the one before.',
  })
  @ApiResponse({ status: 200, type: MeDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'PERSON.NO_PASSWORD: codes stand beside a password.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'FACTOR.TOTP_CODE' })
  @Allowed('USE_SESSION')
  async changeTotp(
    @Body() body: NewTotpDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<MeDto> {
    const { id } = await this.proved(caller, request);
    const outcome = await this.factors.changeTotp(id, body);
    if (outcome === 'noPassword') throw noPassword();
    if (outcome !== 'changed') throw factorProblem(outcome, { totp: '', passkey: '' });
    return await this.present(id);
  }

  @Put('password')
  @ApiOperation({
    operationId: 'changePassword',
    summary: 'Another password, or the first one, with one-time codes. Other sessions end.',
  })
  @ApiResponse({
    status: 200,
    type: RecoveryCodesDto,
    description: 'Empty where one-time codes were there before.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'FACTOR.…' })
  @Allowed('USE_SESSION')
  async changePassword(
    @Body() { password, totp }: NewPasswordDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<RecoveryCodesDto> {
    const person = await this.proved(caller, request);
    const answer = await this.factors.changePassword(person, password, totp ?? undefined);
    if (answer.outcome !== 'changed')
      throw factorProblem(answer.outcome, { totp: '/totp', passkey: '/totp' });
    await this.sessions.endOf(person.id, { keptId: caller.accessId });
    await this.watch.look();
    return { recoveryCodes: answer.recoveryCodes };
  }

  @Delete('password')
  @ApiOperation({
    operationId: 'removePassword',
    summary: 'Takes password, one-time codes and recovery codes away, but not the last way in.',
  })
  @ApiResponse({ status: 200, type: MeDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'PERSON.LAST_WAY' })
  @Allowed('USE_SESSION')
  async removePassword(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<MeDto> {
    const { id } = await this.proved(caller, request);
    if (!(await this.people.removePassword(id))) throw lastWay();
    return await this.present(id);
  }

  @Post('recovery-codes')
  @ApiOperation({
    operationId: 'makeRecoveryCodes',
    summary: 'Ten fresh codes; those before work no longer.',
  })
  @ApiResponse({ status: 201, type: RecoveryCodesDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'PERSON.NO_PASSWORD: codes stand beside a password.',
  })
  @Allowed('USE_SESSION')
  async recoveryCodes(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<RecoveryCodesDto> {
    const { id } = await this.proved(caller, request);
    const codes = await this.factors.renewRecoveryCodes(id);
    if (!codes) throw noPassword();
    return { recoveryCodes: codes };
  }

  @Get('sessions')
  @ApiOperation({ operationId: 'listMySessions', summary: 'Where this person is signed in, newest first.' })
  @ApiResponse({ status: 200, type: ListedSessionsDto })
  @Allowed('USE_SESSION')
  async listSessions(@CurrentCaller() caller: Caller): Promise<ListedSessionsDto> {
    const sessions = await this.sessions.listOf(personOf(caller));
    return {
      data: sessions.map(({ id, device, methods, createdAtMs, lastSeenAtMs }) => ({
        ...{ id: toTypeId('ses', id), device, methods, isThis: id === caller.accessId },
        ...{ createdAt: isoTime(createdAtMs), lastSeenAt: isoTime(lastSeenAtMs) },
      })),
    };
  }

  @Delete('sessions')
  @ApiOperation({
    operationId: 'endMyOtherSessions',
    summary: 'Ends every session of this person but this one.',
  })
  @ApiResponse({ status: 200, type: EndedSessionsDto })
  @Allowed('USE_SESSION')
  async endOthers(@CurrentCaller() caller: Caller): Promise<EndedSessionsDto> {
    const ended = await this.sessions.endOf(personOf(caller), { keptId: caller.accessId });
    await this.watch.look();
    return { ended };
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'endMySession', summary: 'Ends one session, and its live streams.' })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('USE_SESSION')
  async endSession(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    const sessionId = idIn('ses', 'Session', id);
    if ((await this.sessions.endOf(personOf(caller), { sessionId })) === 0) throw notFound('Session');
    await this.watch.look();
  }

  private async proved(caller: Caller, request: FastifyRequest): Promise<Person> {
    const personId = personOf(caller);
    await this.proof.check(request, caller);
    return await this.find(personId);
  }

  private async find(id: string): Promise<Person> {
    const person = await this.people.find(id);
    if (!person) throw notFound('Person');
    return person;
  }

  private async present(id: string): Promise<MeDto> {
    const [person, factors] = await Promise.all([this.find(id), this.people.factors(id)]);
    return {
      ...presentPerson(person),
      passkeys: factors.passkeys.map(({ id: passkeyId, name, createdAtMs, lastUsedAtMs }) => ({
        ...{ id: toTypeId('psk', passkeyId), name, createdAt: isoTime(createdAtMs) },
        lastUsedAt: lastUsedAtMs === null ? null : isoTime(lastUsedAtMs),
      })),
      ...{ hasPassword: factors.passwordHash !== null, hasTotp: factors.hasTotp },
      recoveryCodesLeft: factors.recoveryCodesLeft,
      wantsDigests: person.wantsDigests,
    };
  }
}

function lastWay(): Problem {
  return new Problem(
    409,
    'PERSON.LAST_WAY',
    'Nothing would be left to sign in with. Add a passkey, or a password with one-time codes, first.',
  );
}

function noPassword(): Problem {
  return new Problem(
    409,
    'PERSON.NO_PASSWORD',
    'One-time and recovery codes stand beside a password, and there is none. Choose a password first.',
  );
}
