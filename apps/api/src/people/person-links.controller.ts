import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import type { PersonLink } from '#application';
import { AcceptLink, newTotpSecret, Passkeys, totpAddress } from '#security/sign-in';
import { AccessWatch } from '../access/access-watch.js';
import { CurrentCaller, Public, type Caller } from '../access/caller.js';
import { refuseForeignPages } from '../access/cross-site.js';
import { deviceOf } from '../access/device.js';
import { PasskeySites } from '../access/passkey-sites.js';
import { Allowed } from '../access/allowed.js';
import { presentSession } from '../access/present-session.js';
import { PasskeyOptionsDto } from '../access/session.dto.js';
import { SessionCookie } from '../access/session-cookie.js';
import { Sessions } from '../access/sessions.js';
import { RefusedSignIns } from '../access/refused-sign-ins.js';
import { SignInTries } from '../access/sign-in-tries.js';
import { invalid, Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { FirstAdministrator } from './first-administrator.js';
import {
  AcceptPersonLinkDto,
  LinkPasskeyOptionsDto,
  OpenPersonLinkDto,
  PersonLinkCodeDto,
  PersonLinkDto,
  TotpSecretDto,
  WelcomeDto,
} from './people.dto.js';
import { factorProblem, mailIn, presentLink } from './present-person.js';

/** Links by which people come in. Their code is their key. */
@ApiTags('people')
@Controller('v1/person-links')
export class PersonLinksController {
  constructor(
    private readonly acceptLink: AcceptLink,
    private readonly passkeys: Passkeys,
    private readonly sites: PasskeySites,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly tries: SignInTries,
    private readonly refusals: RefusedSignIns,
    private readonly watch: AccessWatch,
    private readonly firstAdministrator: FirstAdministrator,
  ) {}

  @Post('read')
  @Public()
  @HttpCode(200)
  @ApiOperation({ operationId: 'readPersonLink', summary: 'Whom a link is for.', security: [] })
  @ApiResponse({ status: 200, type: OpenPersonLinkDto })
  @ApiResponse({
    status: 404,
    type: ProblemDto,
    description: 'PERSON_LINK.NOT_FOUND: unknown, used or too old.',
  })
  async read(
    @Body() { code }: PersonLinkCodeDto,
    @Req() request: FastifyRequest,
  ): Promise<OpenPersonLinkDto> {
    const { kind, person, expiresAtMs } = await this.open(code, request);
    const { name, mail, language } = person ?? { name: null, mail: null, language: null };
    return { kind, name, mail, language, expiresAt: isoTime(expiresAtMs) };
  }

  @Post('passkey-options')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'beginPasskeyByLink',
    summary: 'What a browser makes the passkey of the person with.',
    security: [],
  })
  @ApiResponse({ status: 200, type: PasskeyOptionsDto })
  @ApiResponse({ status: 404, type: ProblemDto, description: 'PERSON_LINK.NOT_FOUND' })
  async passkeyOptions(
    @Body() body: LinkPasskeyOptionsDto,
    @Req() request: FastifyRequest,
  ): Promise<PasskeyOptionsDto> {
    const { person } = await this.open(body.code, request);
    const own = person ?? { id: uuidv7(), ...namedIn(body) };
    return await this.passkeys.beginAdding(this.sites.of(request), own, person !== null);
  }

  @Post('totp-secret')
  @Public()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'makeTotpSecretByLink',
    summary: 'A secret for an app for one-time codes. It is kept once it comes back with a code of it.',
    security: [],
  })
  @ApiResponse({ status: 200, type: TotpSecretDto })
  @ApiResponse({ status: 404, type: ProblemDto, description: 'PERSON_LINK.NOT_FOUND' })
  async totpSecret(
    @Body() body: LinkPasskeyOptionsDto,
    @Req() request: FastifyRequest,
  ): Promise<TotpSecretDto> {
    const { person } = await this.open(body.code, request);
    const secret = newTotpSecret();
    return { secret, address: totpAddress(secret, person?.mail ?? body.mail ?? '') };
  }

  @Post('accept')
  @Public()
  @ApiOperation({
    operationId: 'acceptPersonLink',
    summary:
      'Takes the link, once: from now on the person signs in with what they chose. Opens their session.',
    security: [],
  })
  @ApiResponse({ status: 201, type: WelcomeDto })
  @ApiResponse({ status: 404, type: ProblemDto, description: 'PERSON_LINK.NOT_FOUND' })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'PERSON.MAIL_TAKEN' })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'FACTOR.…: what was chosen will not do.' })
  async accept(
    @Body() body: AcceptPersonLinkDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WelcomeDto> {
    const { code, language, passkey, password, totp } = body;
    const { person } = await this.open(code, request);
    const own = { ...(person ?? namedIn(body)), language };
    const chosen = {
      ...(passkey ? { passkey } : {}),
      ...(typeof password === 'string' ? { password } : {}),
      ...(totp ? { totp } : {}),
    };
    const answer = await this.acceptLink.run(code, own, chosen, this.sites.of(request));
    if (answer.outcome === 'spent') throw await this.refusal(request);
    if (answer.outcome === 'mailTaken')
      throw new Problem(
        409,
        'PERSON.MAIL_TAKEN',
        'Somebody with this address is here already. Choose another.',
      );
    if (answer.outcome !== 'accepted')
      throw factorProblem(answer.outcome, { totp: '/totp', passkey: '/passkey' });
    this.sessions.forgetPeople();
    const before = this.cookie.tokenIn(request);
    const opened = await this.sessions.openForPerson(
      answer.personId,
      {
        ...{ methods: ['LINK', ...answer.methods], oidcSid: null },
        device: deviceOf(request.headers['user-agent']),
      },
      before,
    );
    if (!opened) throw await this.refusal(request);
    this.cookie.set(reply, opened.token);
    await this.watch.look();
    return { session: presentSession(opened), recoveryCodes: answer.recoveryCodes };
  }

  @Post('first-administrator')
  @ApiOperation({
    operationId: 'makeFirstAdministratorLink',
    summary: 'The link by which the first administrator comes in, while there is none. Needs an API key.',
  })
  @ApiResponse({ status: 201, type: PersonLinkDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'PERSON.ADMINISTRATOR_EXISTS' })
  @Allowed('MANAGE_PEOPLE')
  async first(@CurrentCaller() caller: Caller): Promise<PersonLinkDto> {
    if (caller.accessId !== caller.id || !caller.roles.includes('ADMINISTRATOR'))
      throw new Problem(403, 'ACCESS.KEY_ONLY', 'This needs an API key of an administrator, and no session.');
    const link = await this.firstAdministrator.makeLink();
    if (link) return presentLink(link.code, link.expiresAtMs);
    throw new Problem(
      409,
      'PERSON.ADMINISTRATOR_EXISTS',
      'There is an administrator, who invites everybody else.',
    );
  }

  /** @throws Problem 404 where it leads nowhere */
  private async open(code: string, request: FastifyRequest): Promise<PersonLink> {
    refuseForeignPages(request);
    this.tries.check(request.ip);
    const link = await this.acceptLink.read(code);
    if (!link) throw await this.refusal(request);
    return link;
  }

  private async refusal(request: FastifyRequest): Promise<Problem> {
    this.tries.failed(request.ip);
    await this.refusals.add({ way: 'PERSON_LINK' }, request);
    return new Problem(
      404,
      'PERSON_LINK.NOT_FOUND',
      'This link was used, or is too old. Ask your administrator for a fresh one.',
    );
  }
}

/** Who the first administrator says they are. */
function namedIn({ name, mail }: Pick<LinkPasskeyOptionsDto, 'name' | 'mail'>) {
  const own = (name ?? '').trim();
  if (own === '')
    throw invalid([
      { pointer: '/name', code: 'FIELD.NEEDED', detail: 'Say your name, as colleagues call you.' },
    ]);
  return { name: own, mail: mailIn(mail) };
}
