import { ApiProperty } from '@nestjs/swagger';
import { acts, roles } from '#core';
import { JsonObject, Text } from '../shared/fields.js';

export const maxPasskeyChars = 20_000;
const tokenChars = 200;

/** By exactly one of: apiKey; code; attempt with passkey; step with totp or recoveryCode. */
export class SignInDto {
  @Text({
    description: 'An API key: uf_… Only where access.keySessions allows it.',
    optional: true,
    max: tokenChars,
  })
  apiKey?: string;

  @Text({ description: 'The one-time code of a sign-in link.', optional: true, max: tokenChars })
  code?: string;

  @Text({
    description: 'From POST /v1/session/passkey-options; comes with passkey.',
    optional: true,
    max: tokenChars,
  })
  attempt?: string;

  @JsonObject({
    description:
      'What the browser answered to the options, as JSON (AuthenticationResponseJSON of WebAuthn).',
    optional: true,
    maxChars: maxPasskeyChars,
  })
  passkey?: object;

  @Text({
    description: 'From POST /v1/session/password; comes with totp or recoveryCode.',
    optional: true,
    max: tokenChars,
  })
  step?: string;

  @Text({ description: 'The six digits that an app for one-time codes shows.', optional: true, max: 20 })
  totp?: string;

  @Text({ description: 'One of the recovery codes, in place of totp.', optional: true, max: 60 })
  recoveryCode?: string;
}

export class PasswordDto {
  @Text({ description: 'Address of the account.', max: 320 }) mail!: string;
  @Text({ description: 'Its password.', max: 400 }) password!: string;
}

export class SecondStepDto {
  @ApiProperty({ description: 'Goes to POST /v1/session, with the one-time code or a recovery code.' })
  step!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

/** By one of: totp; attempt with passkey. */
export class ProofDto {
  @Text({ description: 'From POST /v1/session/passkey-options.', optional: true, max: tokenChars })
  attempt?: string;

  @JsonObject({
    description: 'What the browser answered to the options.',
    optional: true,
    maxChars: maxPasskeyChars,
  })
  passkey?: object;

  @Text({ description: 'The six digits that an app for one-time codes shows.', optional: true, max: 20 })
  totp?: string;
}

export class PasskeyOptionsDto {
  @ApiProperty({ description: 'Comes back with the answer, once, within ten minutes.' }) attempt!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'For the browser: options of WebAuthn as JSON.',
  })
  options!: object;
}

export class WaysDto {
  @ApiProperty({ description: 'Whether an API key opens a session here.' }) apiKey!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'What staff call the sign-in of their organisation (GET /v1/session/organisation); null: there is none.',
  })
  organisation!: string | null;
  @ApiProperty({ description: 'Domain that passkeys are bound to; the page has to be on it.' })
  passkeyDomain!: string;
}

const roleSchema = { enum: roles, enumName: 'Role', isArray: true } as const;

class SessionCallerDto {
  @ApiProperty({ enum: ['PERSON', 'KEY'], enumName: 'CallerKind' }) kind!: 'PERSON' | 'KEY';
  @ApiProperty({ type: String, nullable: true, description: 'per_…; null where it is the session of a key.' })
  id!: string | null;
  @ApiProperty({ description: 'Name of the person, or of the API key that the session hangs on.' })
  name!: string;
  @ApiProperty(roleSchema) roles!: readonly string[];
  @ApiProperty({
    enum: acts,
    enumName: 'Act',
    isArray: true,
    description: 'What these roles may do, on some report at least.',
  })
  acts!: readonly string[];
}

class OpenGlassDto {
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ example: 'UF-2026-000123' }) reportReference!: string;
  @ApiProperty({ format: 'date-time' }) until!: string;
}

export class SessionDto {
  @ApiProperty({ type: () => SessionCallerDto }) caller!: SessionCallerDto;
  @ApiProperty({ description: 'Hangs on an API key rather than on a person: for trials only.' })
  isTrial!: boolean;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'When its person last proved who they are; what needs a fresh proof takes one of five minutes.',
  })
  provedAt!: string | null;
  @ApiProperty({
    type: () => OpenGlassDto,
    isArray: true,
    description: 'Reports that are open to the caller without the role they take: POST /v1/break-glass.',
  })
  glass!: OpenGlassDto[];
  @ApiProperty({
    format: 'date-time',
    description: 'Ends then at the latest; sooner where it is not used, or ended, or its key is revoked.',
  })
  expiresAt!: string;
}

export class SignInLinkDto {
  @ApiProperty({
    description: 'Opens one session, once: POST /v1/session, or /sign-in#code=… in the console.',
  })
  code!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}
