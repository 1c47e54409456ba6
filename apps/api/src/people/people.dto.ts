import { ApiProperty } from '@nestjs/swagger';
import { personStatuses } from '#application';
import { languages, roles, type Language, type Role } from '#core';
import { maxPasskeyChars, SessionDto } from '../access/session.dto.js';
import { Choice, Choices, Flag, JsonObject, Nested, Text } from '../shared/fields.js';

const maxNameChars = 200;
const maxMailChars = 320;
const tokenChars = 200;

const roleSchema = { enum: roles, enumName: 'Role', isArray: true } as const;
const byMailText =
  'Mail the link to their address, in their language, in place of showing it; where mail.outbound is set up.';
const languageSchema = { enum: languages, enumName: 'Language' } as const;

export class NewPersonDto {
  @Text({ description: 'As colleagues call them.', max: maxNameChars }) name!: string;
  @Text({ description: 'Where they sign in with; of one person.', max: maxMailChars }) mail!: string;
  @Choices({ description: 'What they do here.', of: roles, enumName: 'Role' }) roles!: Role[];
  @Choice({ description: 'Of the console and of mails to them.', of: languages, enumName: 'Language' })
  language!: Language;
  @Text({ description: 'A label, no boundary.', optional: true, max: 100 }) team?: string;
  @Flag({ description: byMailText, optional: true }) byMail?: boolean;
}

export class NewLinkDto {
  @Flag({ description: byMailText, optional: true }) byMail?: boolean;
}

export class ChangePersonDto {
  @Text({ description: 'As colleagues call them.', optional: true, max: maxNameChars }) name?: string;
  @Choices({ description: 'What they do here.', optional: true, of: roles, enumName: 'Role' }) roles?: Role[];
  @Choice({ description: 'Of the console.', optional: true, of: languages, enumName: 'Language' })
  language?: Language;
  @Text({ description: 'A label; empty takes it away.', optional: true, max: 100, mayBeEmpty: true })
  team?: string;
}

export class PersonDto {
  @ApiProperty({ example: 'per_01k1vhs4eaf5xtga7y4g8w1v9p' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() mail!: string;
  @ApiProperty(roleSchema) roles!: readonly string[];
  @ApiProperty(languageSchema) language!: string;
  @ApiProperty({ type: String, nullable: true }) team!: string | null;
  @ApiProperty({
    enum: personStatuses,
    enumName: 'PersonStatus',
    description: 'INVITED: has a link. LEFT: nothing lets them in any longer.',
  })
  status!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) signedInAt!: string | null;
  @ApiProperty({ description: 'Goes into If-Match, in quotes, to change them.' }) version!: number;
}

export class PeopleDto {
  @ApiProperty({ type: () => PersonDto, isArray: true }) data!: readonly PersonDto[];
  @ApiProperty({ description: 'Whether links can be mailed to them.' }) canMail!: boolean;
}

/** FAILED, UNKNOWN: the link is shown, to be handed over. */
export const linkMailOutcomes = ['SENT', 'FAILED', 'UNKNOWN'] as const;

export class PersonLinkDto {
  @ApiProperty({ description: 'Shown this once: only its hash is kept.' }) code!: string;
  @ApiProperty({
    description:
      'Where the console takes it. Behind the #, so that no server log or other site learns the code.',
    example: '/welcome#code=…',
  })
  path!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

export class MadePersonLinkDto {
  @ApiProperty({
    enum: linkMailOutcomes,
    enumName: 'LinkMailOutcome',
    nullable: true,
    description:
      'SENT: the mail server took it. FAILED, UNKNOWN: hand over the link that stands here. Null: it was not to be mailed.',
  })
  mail!: (typeof linkMailOutcomes)[number] | null;
  @ApiProperty({
    type: () => PersonLinkDto,
    nullable: true,
    description: 'Null where it was mailed: then nobody but its person sees it.',
  })
  link!: PersonLinkDto | null;
}

export class InvitedPersonDto extends MadePersonLinkDto {
  @ApiProperty({ type: () => PersonDto }) person!: PersonDto;
}

export class PersonLinkCodeDto {
  @Text({ description: 'The code of the link, as it stands behind the # of its address.', max: tokenChars })
  code!: string;
}

export class OpenPersonLinkDto {
  @ApiProperty({
    enum: ['FIRST_ADMINISTRATOR', 'INVITATION', 'RECOVERY'],
    enumName: 'PersonLinkKind',
    description: 'FIRST_ADMINISTRATOR: whoever opens it says who they are.',
  })
  kind!: string;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty({ type: String, nullable: true }) mail!: string | null;
  @ApiProperty({ ...languageSchema, nullable: true }) language!: string | null;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

export class LinkPasskeyOptionsDto extends PersonLinkCodeDto {
  @Text({ description: 'Of the first administrator.', optional: true, max: maxNameChars }) name?: string;
  @Text({ description: 'Of the first administrator.', optional: true, max: maxMailChars }) mail?: string;
}

export class NewPasskeyDto {
  @Text({ description: 'Comes from the options.', max: tokenChars }) attempt!: string;
  @JsonObject({
    description: 'What the browser answered to the options, as JSON (RegistrationResponseJSON of WebAuthn).',
    maxChars: maxPasskeyChars,
  })
  response!: object;
  @Text({ description: 'To know it by in a list.', max: 100, example: 'Laptop' }) name!: string;
}

export class NewTotpDto {
  @Text({ description: 'As POST …/totp-secret gave it.', max: 64 }) secret!: string;
  @Text({ description: 'The six digits that the app shows for it now.', max: 20 }) code!: string;
}

export class TotpSecretDto {
  @ApiProperty({ description: 'In base32, for an app for one-time codes. Kept nowhere yet.' })
  secret!: string;
  @ApiProperty({ description: 'The same for apps that read addresses.', example: 'otpauth://totp/…' })
  address!: string;
}

export class AcceptPersonLinkDto extends LinkPasskeyOptionsDto {
  @Choice({ description: 'Of the console.', of: languages, enumName: 'Language' }) language!: Language;
  @Nested({
    description: 'A passkey; or else a password with totp.',
    optional: true,
    type: () => NewPasskeyDto,
  })
  passkey?: NewPasskeyDto;
  @Text({ description: 'At least 15 characters; comes with totp.', optional: true, max: 400 })
  password?: string;
  @Nested({ description: 'Comes with password.', optional: true, type: () => NewTotpDto }) totp?: NewTotpDto;
}

const codesSchema = {
  type: String,
  isArray: true,
  description: 'Shown this once. Each stands in for one one-time code after the password.',
} as const;

export class WelcomeDto {
  @ApiProperty({ type: () => SessionDto }) session!: SessionDto;
  @ApiProperty({ ...codesSchema, description: `${codesSchema.description} None beside a passkey alone.` })
  recoveryCodes!: readonly string[];
}

export class RecoveryCodesDto {
  @ApiProperty(codesSchema) recoveryCodes!: readonly string[];
}

export class PasskeyDto {
  @ApiProperty({ example: 'psk_01k1vhs4eaf5xtga7y4g8w1v9p' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastUsedAt!: string | null;
}

export class MeDto extends PersonDto {
  @ApiProperty({ type: () => PasskeyDto, isArray: true }) passkeys!: readonly PasskeyDto[];
  @ApiProperty() hasPassword!: boolean;
  @ApiProperty() hasTotp!: boolean;
  @ApiProperty({ type: 'integer' }) recoveryCodesLeft!: number;
  @ApiProperty({ description: 'Whether digests are mailed to them, where their roles get any.' })
  wantsDigests!: boolean;
}

export class ChangeMeDto {
  @Choice({
    description: 'Of the console and of mails to them.',
    optional: true,
    of: languages,
    enumName: 'Language',
  })
  language?: Language;
  @Flag({ description: 'Whether digests are mailed to them.', optional: true }) wantsDigests?: boolean;
}

export class NewPasswordDto {
  @Text({ description: 'At least 15 characters.', max: 400 }) password!: string;
  @Nested({
    description: 'Needed where there are no one-time codes yet; otherwise takes their place.',
    optional: true,
    type: () => NewTotpDto,
  })
  totp?: NewTotpDto;
}

export class ListedSessionDto {
  @ApiProperty({ example: 'ses_01k1vhs4eaf5xtga7y4g8w1v9p' }) id!: string;
  @ApiProperty({ description: 'Browser and system.', example: 'Firefox, Windows' }) device!: string;
  @ApiProperty({
    enum: ['PASSKEY', 'PASSWORD', 'TOTP', 'RECOVERY_CODE', 'OIDC', 'LINK'],
    enumName: 'SignInMethod',
    isArray: true,
  })
  methods!: readonly string[];
  @ApiProperty({ description: 'The one that asks.' }) isThis!: boolean;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time', description: 'To the minute.' }) lastSeenAt!: string;
}

export class ListedSessionsDto {
  @ApiProperty({ type: () => ListedSessionDto, isArray: true }) data!: readonly ListedSessionDto[];
}

export class EndedSessionsDto {
  @ApiProperty({ type: 'integer' }) ended!: number;
}
