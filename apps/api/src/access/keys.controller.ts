import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { uuidv7 } from 'uuidv7';
import { grantableRoles, roles, toTypeId, type Role } from '#core';
import { PgApiKeys, type ApiKeyView } from '#persistence';
import { newApiKey } from '#security';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Choices, IsoTime, Text } from '../shared/fields.js';
import { idIn } from '../shared/request-parts.js';
import { AccessWatch } from './access-watch.js';
import { Allowed } from './allowed.js';
import { answerableId, CurrentCaller, type Caller } from './caller.js';

class NewKeyDto {
  @Text({ description: 'What or whom it is for.', max: 100, example: 'case system' })
  name!: string;

  @Choices({
    description: 'What it may do: roles that you have; INTEGRATOR may be given by any administrator.',
    of: roles,
    enumName: 'Role',
  })
  roles!: Role[];

  @IsoTime({ description: 'When it ends; absent: in a year, which is also the longest.', optional: true })
  expiresAt?: string;
}

class KeyDto {
  @ApiProperty({ example: 'key_01kb0000000000000000000000' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({
    description: 'By which it is told from others; also the client_id of POST /v1/oauth/token.',
  })
  prefix!: string;
  @ApiProperty({ enum: roles, enumName: 'Role', isArray: true }) roles!: readonly Role[];
  @ApiProperty({ type: String, nullable: true, description: 'Who made it; null for the first.' })
  madeBy!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: it does not end.' })
  expiresAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To the minute.' })
  lastUsedAt!: string | null;
}

class MadeKeyDto extends KeyDto {
  @ApiProperty({ description: 'The key itself, shown once: Authorization: Bearer uf_…' }) key!: string;
}

class KeyListDto {
  @ApiProperty({ type: () => KeyDto, isArray: true }) data!: KeyDto[];
}

/** API keys of programs: what each may do, until when, and when it was used last. */
@ApiTags('keys')
@Controller('v1/keys')
export class KeysController {
  constructor(
    private readonly keys: PgApiKeys,
    private readonly watch: AccessWatch,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listKeys', summary: 'API keys that are not revoked, newest first.' })
  @ApiResponse({ status: 200, type: KeyListDto })
  @Allowed('MANAGE_KEYS')
  async list(): Promise<KeyListDto> {
    return { data: (await this.keys.list()).map(presentKey) };
  }

  @Post()
  @ApiOperation({
    operationId: 'makeKey',
    summary: 'An API key, shown once. It may do no more than whoever makes it.',
  })
  @ApiResponse({ status: 201, type: MadeKeyDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('MANAGE_KEYS')
  async make(@Body() body: NewKeyDto, @CurrentCaller() caller: Caller): Promise<MadeKeyDto> {
    const nowMs = Date.now();
    const { name, roles: given } = body;
    const expiresAtMs = body.expiresAt === undefined ? nowMs + longestMs : Date.parse(body.expiresAt);
    check(given, expiresAtMs, nowMs, caller);
    const [id, { key, prefix, hash }] = [uuidv7(), newApiKey()];
    const madeBy = { id: answerableId(caller), name: caller.name };
    await this.keys.add({ id, name, prefix, hash, roles: given, expiresAtMs, madeBy });
    return {
      key,
      ...presentKey({
        ...{ id, name, prefix, roles: given, expiresAtMs, madeBy: madeBy.name },
        ...{ createdAtMs: nowMs, lastUsedAtMs: null },
      }),
    };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'revokeKey',
    summary: 'Ends a key, with the sessions, tokens and live streams that hang on it.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'KEY.OWN: a key does not end itself.' })
  @Allowed('MANAGE_KEYS')
  async revoke(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    const keyId = idIn('key', 'Key', id);
    if (keyId === caller.id)
      throw new Problem(409, 'KEY.OWN', 'This is the key you are using. Revoke it with another one.');
    if (!(await this.keys.revoke(keyId))) throw notFound('Key');
    await this.watch.look();
  }
}

const longestMs = 366 * 24 * 60 * 60 * 1_000;

function check(given: readonly Role[], expiresAtMs: number, nowMs: number, caller: Caller): void {
  const lacking = given.filter((role) => !grantableRoles(caller.roles).includes(role));
  const errors = [
    ...(given.length === 0
      ? [{ pointer: '/roles', code: 'FIELD.NEEDED', detail: 'Name at least one role.' }]
      : []),
    ...(lacking.length > 0
      ? [
          {
            pointer: '/roles',
            code: 'KEY.ROLE_NOT_YOURS',
            detail: `You can give what you have yourself: ${grantableRoles(caller.roles).join(', ')}. Ask somebody who has ${lacking.join(', ')}.`,
          },
        ]
      : []),
    ...(expiresAtMs <= nowMs || expiresAtMs > nowMs + longestMs
      ? [
          {
            pointer: '/expiresAt',
            code: 'KEY.EXPIRY',
            detail: 'A key ends within a year from now. Give a time until then, or leave it out.',
          },
        ]
      : []),
  ];
  if (errors.length > 0) throw invalid(errors);
}

function presentKey(key: ApiKeyView): Pick<KeyDto, keyof KeyDto> {
  const { name, prefix, roles: held, madeBy } = key;
  return {
    id: toTypeId('key', key.id),
    ...{ name, prefix, roles: held, madeBy },
    createdAt: isoTime(key.createdAtMs),
    expiresAt: isoTimeOrNull(key.expiresAtMs),
    lastUsedAt: isoTimeOrNull(key.lastUsedAtMs),
  };
}
