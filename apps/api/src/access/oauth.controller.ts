import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { roles, type Role } from '#core';
import { PgApiKeys } from '#persistence';
import { newSecretToken, parseApiKey } from '#security';
import { ProblemDto } from '../problems/problem.dto.js';
import { Public, type Caller } from './caller.js';
import { accessTokenPrefix, KnownKeys } from './known-keys.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { SignInTries } from './sign-in-tries.js';

export const tokenPath = '/v1/oauth/token';
const lifetimeMs = 15 * 60_000;

class TokenRequestDto {
  @ApiProperty({ enum: ['client_credentials'] }) grant_type!: string;
  @ApiProperty({ required: false, description: 'Prefix of an API key; or by HTTP Basic.' })
  client_id?: string;
  @ApiProperty({ required: false, description: 'The whole API key; or by HTTP Basic.' })
  client_secret?: string;
  @ApiProperty({ required: false, description: 'Roles of the key, divided by blanks; absent is all.' })
  scope?: string;
}

class TokenDto {
  @ApiProperty({ description: 'Sent as the key is: Authorization: Bearer uft_…' }) access_token!: string;
  @ApiProperty({ enum: ['Bearer'] }) token_type!: string;
  @ApiProperty({ type: 'integer', description: 'Seconds.' }) expires_in!: number;
  @ApiProperty({ description: 'Its roles.' }) scope!: string;
}

const tokenErrors = ['invalid_request', 'invalid_client', 'unsupported_grant_type', 'invalid_scope'] as const;

class TokenErrorDto {
  @ApiProperty({ enum: tokenErrors }) error!: (typeof tokenErrors)[number];
  @ApiProperty() error_description!: string;
}

interface Refusal {
  readonly error: (typeof tokenErrors)[number];
  readonly description: string;
}

/** OAuth 2.0 client credentials: an API key is exchanged for a token that ends soon. Source: RFC 6749, sections 2.3.1, 4.4, 5. */
@ApiTags('keys')
@Controller('v1/oauth')
export class OauthController {
  constructor(
    private readonly known: KnownKeys,
    private readonly keys: PgApiKeys,
    private readonly tries: SignInTries,
    private readonly refusals: RefusedSignIns,
  ) {}

  @Post('token')
  @Public()
  @ApiOperation({
    operationId: 'makeAccessToken',
    summary:
      'A token for an API key (OAuth 2.0 client credentials). It ends after 15 minutes, or with its key.',
    security: [],
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ type: TokenRequestDto })
  @ApiResponse({ status: 200, type: TokenDto })
  @ApiResponse({ status: 400, type: TokenErrorDto })
  @ApiResponse({ status: 401, type: TokenErrorDto })
  @ApiResponse({ status: 429, type: ProblemDto, description: 'Too many failed from this address.' })
  async token(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.tries.check(request.ip);
    const given = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
    const answer = await this.exchange(given, request.headers.authorization);
    void reply.header('cache-control', 'no-store');
    if (!('error' in answer)) return void reply.status(200).send(answer);
    if (answer.error === 'invalid_client') {
      this.tries.failed(request.ip);
      await this.refusals.add({ way: 'API_KEY' }, request);
      void reply.header('www-authenticate', 'Basic realm="uniflag"');
    }
    const { error, description } = answer;
    void reply
      .status(error === 'invalid_client' ? 401 : 400)
      .send({ error, error_description: description } satisfies TokenErrorDto);
  }

  private async exchange(
    given: URLSearchParams,
    authorization: string | undefined,
  ): Promise<TokenDto | Refusal> {
    const repeated = [...given.keys()].find((name) => given.getAll(name).length > 1);
    if (repeated !== undefined)
      return { error: 'invalid_request', description: 'A parameter is given more than once.' };
    const basic = basicIn(authorization);
    if (basic && (given.has('client_id') || given.has('client_secret')))
      return { error: 'invalid_request', description: 'Give the client once: by HTTP Basic or in the form.' };
    const grant = given.get('grant_type');
    if (grant === null) return { error: 'invalid_request', description: 'grant_type is missing.' };
    if (grant !== 'client_credentials')
      return { error: 'unsupported_grant_type', description: 'Only client_credentials is known.' };
    const client = await this.client(
      basic ?? { id: given.get('client_id') ?? '', secret: given.get('client_secret') ?? '' },
    );
    if (!client) return unknownClient;
    const asked = given.get('scope')?.split(' ').filter(Boolean) ?? [];
    const granted = asked.length === 0 ? client.roles : client.roles.filter((role) => asked.includes(role));
    if (asked.some((role) => !client.roles.some((held) => held === role)))
      return { error: 'invalid_scope', description: `This key has: ${client.roles.join(' ')}.` };
    return (await this.issue(client, granted)) ?? unknownClient;
  }

  private async client({ id, secret }: Client): Promise<Caller | undefined> {
    return parseApiKey(secret)?.prefix === id ? this.known.findKey(secret) : undefined;
  }

  private async issue({ id: keyId }: Caller, granted: readonly Role[]): Promise<TokenDto | undefined> {
    const { token, hash } = newSecretToken();
    const expiresAtMs = await this.keys.addToken({ id: uuidv7(), hash, keyId, roles: granted, lifetimeMs });
    if (expiresAtMs === undefined) return undefined;
    return {
      access_token: `${accessTokenPrefix}${token}`,
      token_type: 'Bearer',
      expires_in: Math.floor(Math.min(lifetimeMs, Math.max(0, expiresAtMs - Date.now())) / 1_000),
      scope: roles.filter((role) => granted.includes(role)).join(' '),
    };
  }
}

interface Client {
  readonly id: string;
  readonly secret: string;
}

const unknownClient: Refusal = {
  error: 'invalid_client',
  description:
    'No such key, or it was revoked or has expired. client_id is its prefix, client_secret the whole key.',
};

/** Both halves are form-encoded first. Source: RFC 6749, section 2.3.1. */
function basicIn(authorization: string | undefined): Client | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const decoded = (text: string) => new URLSearchParams(`x=${text}`).get('x') ?? '';
  return { id: decoded(id), secret: decoded(rest.join(':')) };
}
