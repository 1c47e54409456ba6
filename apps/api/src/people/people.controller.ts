import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import type { Person } from '#application';
import { PgPeople } from '#persistence';
import { newSecretToken } from '#security';
import { Allowed } from '../access/allowed.js';
import { AccessWatch } from '../access/access-watch.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { Proof } from '../access/proof.js';
import { Sessions } from '../access/sessions.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { idIn } from '../shared/request-parts.js';
import { linkMailsToken } from '../tokens.js';
import type { LinkMails } from './link-mails.js';
import {
  ChangePersonDto,
  EndedSessionsDto,
  InvitedPersonDto,
  MadePersonLinkDto,
  NewLinkDto,
  NewPersonDto,
  PeopleDto,
  PersonDto,
} from './people.dto.js';
import { mailIn, presentLink, presentPerson } from './present-person.js';

const invitationLastsMs = 7 * 86_400_000;
const recoveryLastsMs = 86_400_000;

/** Who may come in, and as what. For administrators, who proved minutes ago who they are. */
@ApiTags('people')
@Controller('v1/people')
@ApiResponse({ status: 403, type: ProblemDto, description: 'ACCESS.ROLE or ACCESS.PROVE_AGAIN' })
export class PeopleController {
  constructor(
    private readonly people: PgPeople,
    private readonly sessions: Sessions,
    private readonly proof: Proof,
    private readonly watch: AccessWatch,
    @Inject(linkMailsToken) private readonly mails: LinkMails | null,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listPeople', summary: 'Everybody, by name; those who left at the end.' })
  @ApiResponse({ status: 200, type: PeopleDto })
  @Allowed('MANAGE_PEOPLE')
  async list(): Promise<PeopleDto> {
    return { data: (await this.people.list()).map(presentPerson), canMail: this.mails !== null };
  }

  @Post()
  @ApiOperation({
    operationId: 'invitePerson',
    summary: 'Makes an account, and a link by which its person chooses how to sign in, within seven days.',
  })
  @ApiResponse({ status: 201, type: InvitedPersonDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'PERSON.MAIL_TAKEN' })
  @Allowed('MANAGE_PEOPLE')
  async invite(
    @Body() body: NewPersonDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<InvitedPersonDto> {
    await this.proof.check(request, caller);
    const { name, roles, language, team, byMail = false } = body;
    this.checkMail(byMail);
    const id = uuidv7();
    const { token, hash } = newSecretToken();
    const expiresAtMs = await this.people.invite(
      { id, name: name.trim(), mail: mailIn(body.mail), roles, language, team: team ?? null },
      { tokenHash: hash, lifetimeMs: invitationLastsMs },
    );
    if (expiresAtMs === 'mailTaken')
      throw new Problem(
        409,
        'PERSON.MAIL_TAKEN',
        'Somebody with this address is here already. Look in the list: an invitation can be made anew there.',
      );
    const person = await this.find(id);
    const link = presentLink(token, expiresAtMs);
    return { person: presentPerson(person), ...(await this.handOver(person, 'INVITATION', link, byMail)) };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readPerson', summary: 'One person; the ETag is needed to change them.' })
  @ApiResponse({ status: 200, type: PersonDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('MANAGE_PEOPLE')
  async read(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<PersonDto> {
    return this.present(await this.find(idIn('per', 'Person', id)), reply);
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'changePerson',
    summary: 'Name, roles, language, team. Nobody changes their own roles.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag as read.' })
  @ApiResponse({ status: 200, type: PersonDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description: 'PERSON.OWN_ROLES or PERSON.LAST_ADMINISTRATOR',
  })
  @ApiResponse({ status: 412, type: ProblemDto, description: 'PERSON.CHANGED meanwhile.' })
  @ApiResponse({ status: 428, type: ProblemDto, description: 'If-Match is missing.' })
  @Allowed('MANAGE_PEOPLE')
  async change(
    @Param('id') id: string,
    @Body() body: ChangePersonDto,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonDto> {
    await this.proof.check(request, caller);
    const version = versionIn(ifMatch);
    const person = await this.find(idIn('per', 'Person', id));
    const { name = person.name, roles = person.roles, language = person.language } = body;
    if (person.id === caller.id && !isSame(roles, person.roles))
      throw new Problem(
        409,
        'PERSON.OWN_ROLES',
        'Nobody changes their own roles. Ask another administrator.',
      );
    const team = body.team === undefined ? person.team : body.team.trim() || null;
    const outcome = await this.people.change(person.id, version, { name, roles, language, team });
    if (outcome === 'lastAdministrator') throw lastAdministrator();
    if (outcome === 'stale') throw changedMeanwhile();
    this.sessions.forgetPeople();
    return this.present(await this.find(person.id), reply);
  }

  @Post(':id/invitation')
  @ApiOperation({
    operationId: 'inviteAgain',
    summary: 'A fresh link for who was invited; the one before ends.',
  })
  @ApiResponse({ status: 201, type: MadePersonLinkDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'PERSON.NOT_INVITED' })
  @Allowed('MANAGE_PEOPLE')
  async inviteAgain(
    @Param('id') id: string,
    @Body() { byMail = false }: NewLinkDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<MadePersonLinkDto> {
    await this.proof.check(request, caller);
    return this.linkAnew(id, 'INVITATION', invitationLastsMs, byMail);
  }

  @Post(':id/recovery')
  @ApiOperation({
    operationId: 'makeRecoveryLink',
    summary:
      'A link, for a day, for who lost every way in: they choose anew, and what they had before ends then.',
  })
  @ApiResponse({ status: 201, type: MadePersonLinkDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'PERSON.NOT_ACTIVE' })
  @Allowed('MANAGE_PEOPLE')
  async recover(
    @Param('id') id: string,
    @Body() { byMail = false }: NewLinkDto,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<MadePersonLinkDto> {
    await this.proof.check(request, caller);
    return this.linkAnew(id, 'RECOVERY', recoveryLastsMs, byMail);
  }

  @Post(':id/end-sessions')
  @HttpCode(200)
  @ApiOperation({ operationId: 'endSessionsOf', summary: 'Signs the person out everywhere.' })
  @ApiResponse({ status: 200, type: EndedSessionsDto })
  @Allowed('MANAGE_PEOPLE')
  async endSessions(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<EndedSessionsDto> {
    await this.proof.check(request, caller);
    const person = await this.find(idIn('per', 'Person', id));
    const ended = await this.sessions.endOf(person.id);
    await this.watch.look();
    return { ended };
  }

  @Post(':id/leave')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'offBoardPerson',
    summary:
      'Ends everything that lets the person in: sessions, live streams, links, passkeys, password, codes.',
  })
  @ApiResponse({ status: 200, type: PersonDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'PERSON.LAST_ADMINISTRATOR' })
  @Allowed('MANAGE_PEOPLE')
  async leave(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonDto> {
    await this.proof.check(request, caller);
    const personId = idIn('per', 'Person', id);
    const outcome = await this.people.leave(personId);
    if (outcome === 'notFound') throw notFound('Person');
    if (outcome === 'lastAdministrator') throw lastAdministrator();
    this.sessions.forgetPeople();
    await this.watch.look();
    return this.present(await this.find(personId), reply);
  }

  private async find(id: string): Promise<Person> {
    const person = await this.people.find(id);
    if (!person) throw notFound('Person');
    return person;
  }

  private present(person: Person, reply: FastifyReply): PersonDto {
    void reply.header('etag', `"${person.version}"`);
    return presentPerson(person);
  }

  /** @throws Problem where a link is to be mailed and no mail leaves here; nothing was made then */
  private checkMail(byMail: boolean): void {
    if (!byMail || this.mails) return;
    const detail =
      'No mail server is set up (mail.outbound.host). Leave it out: the link is shown to you then.';
    throw invalid([{ pointer: '/byMail', code: 'LINK.NO_MAIL', detail }]);
  }

  /** Mails the link to its person, or shows it where it could not be mailed. */
  private async handOver(
    person: Person,
    kind: 'INVITATION' | 'RECOVERY',
    link: ReturnType<typeof presentLink>,
    byMail: boolean,
  ): Promise<Pick<MadePersonLinkDto, keyof MadePersonLinkDto>> {
    if (!byMail || !this.mails) return { mail: null, link };
    const mail = await this.mails.send(person, kind, link);
    return { mail, link: mail === 'SENT' ? null : link };
  }

  private async linkAnew(
    id: string,
    kind: 'INVITATION' | 'RECOVERY',
    lifetimeMs: number,
    byMail: boolean,
  ): Promise<Pick<MadePersonLinkDto, keyof MadePersonLinkDto>> {
    this.checkMail(byMail);
    const person = await this.find(idIn('per', 'Person', id));
    const { token, hash } = newSecretToken();
    const expiresAtMs = await this.people.makeLink(person.id, kind, { tokenHash: hash, lifetimeMs });
    if (expiresAtMs !== undefined)
      return this.handOver(person, kind, presentLink(token, expiresAtMs), byMail);
    throw kind === 'INVITATION'
      ? new Problem(
          409,
          'PERSON.NOT_INVITED',
          'This person is in already, or left. Make a recovery link, or invite anew.',
        )
      : new Problem(
          409,
          'PERSON.NOT_ACTIVE',
          'This person has not come in yet, or left. Make an invitation instead.',
        );
  }
}

function isSame(roles: readonly string[], others: readonly string[]): boolean {
  return new Set([...roles, ...others]).size === roles.length && roles.length === others.length;
}

function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new Problem(428, 'IF_MATCH.NEEDED', 'Send If-Match with the ETag of the person as you read them.');
  const version = /^"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (version === undefined) throw changedMeanwhile();
  return Number(version);
}

function changedMeanwhile(): Problem {
  return new Problem(
    412,
    'PERSON.CHANGED',
    'Somebody changed this person meanwhile, or If-Match is no ETag of them. Read them again, then change them.',
  );
}

function lastAdministrator(): Problem {
  return new Problem(
    409,
    'PERSON.LAST_ADMINISTRATOR',
    'Nobody else could administer then. Make somebody else an administrator first.',
  );
}
