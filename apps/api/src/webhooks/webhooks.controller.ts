import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { uuidv7 } from 'uuidv7';
import type { ReportCipher, WebhookEndpointView } from '#application';
import { toTypeId } from '#core';
import type { Config } from '#config';
import { PgWebhookStore, PgWorkQueries } from '#persistence';
import { checkEndpointUrl, newWebhookSecret } from '#webhooks';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Flag, Text } from '../shared/fields.js';
import { idempotencyOf, idIn, keyReused, type IdempotencyRequest } from '../shared/request-parts.js';
import { cipherToken, configToken } from '../tokens.js';

class CreateEndpointDto {
  @Text({
    description: 'https address that takes the events.',
    max: 2_000,
    example: 'https://consumer.example/uniflag',
  })
  url!: string;

  @Text({ description: 'What it is for.', optional: true, max: 200 })
  description?: string;
}

class ChangeEndpointDto {
  @Flag({ description: 'false pauses it: events are kept and delivered when it is enabled again.' })
  isEnabled!: boolean;
}

class EndpointDto {
  @ApiProperty({ example: 'wep_01kb0000000000000000000000' }) id!: string;
  @ApiProperty() url!: string;
  @ApiProperty() description!: string;
  @ApiProperty() isEnabled!: boolean;
  @ApiProperty({ type: String, nullable: true, example: 'WEBHOOK.GONE' }) disabledBecause!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

class NewEndpointDto extends EndpointDto {
  @ApiProperty({
    description: 'Shown once. Verify deliveries with it; see Standard Webhooks.',
    example: 'whsec_…',
  })
  secret!: string;
}

class EndpointListDto {
  @ApiProperty({ type: () => EndpointDto, isArray: true }) data!: EndpointDto[];
}

@ApiTags('webhooks')
@Controller('v1/webhooks/endpoints')
export class WebhooksController {
  constructor(
    private readonly store: PgWebhookStore,
    private readonly queries: PgWorkQueries,
    @Inject(cipherToken) private readonly cipher: ReportCipher,
    @Inject(configToken) private readonly config: Pick<Config, 'webhooks'>,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'createWebhookEndpoint',
    summary: 'Every event from now on is delivered there, signed, in order per report.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiResponse({ status: 201, type: NewEndpointDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async create(
    @Body() body: CreateEndpointDto,
    @CurrentCaller() caller: Caller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const idempotency = idempotencyOf(idempotencyKey, caller, 'POST /v1/webhooks/endpoints', body);
    const before = await this.previousAnswer(idempotency);
    const created = before === undefined ? await this.storeNew(body, idempotency) : undefined;
    // Where neither is there, the same key came in between: its answer counts.
    const answer = before ?? created ?? (await this.previousAnswer(idempotency));
    if (answer === undefined) throw keyReused();
    void reply
      .status(201)
      .header('idempotent-replayed', String(created === undefined))
      .type('application/json')
      .send(answer);
  }

  @Get()
  @NotAudited('nothing of reports')
  @ApiOperation({
    operationId: 'listWebhookEndpoints',
    summary: 'Endpoints, newest first. Secrets are never shown again.',
  })
  @ApiResponse({ status: 200, type: EndpointListDto })
  @Allowed('MANAGE_WEBHOOKS')
  async list(): Promise<EndpointListDto> {
    return { data: (await this.store.list()).map(presentEndpoint) };
  }

  @Get(':id')
  @NotAudited('nothing of reports')
  @ApiOperation({
    operationId: 'readWebhookEndpoint',
    summary: 'One endpoint; its ETag is needed to change it.',
  })
  @ApiResponse({ status: 200, type: EndpointDto })
  @Allowed('MANAGE_WEBHOOKS')
  async read(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<EndpointDto> {
    const endpoint = await this.find(id);
    void reply.header('etag', `"${endpoint.version}"`);
    return presentEndpoint(endpoint);
  }

  @Patch(':id')
  @HttpCode(200)
  @ApiOperation({ operationId: 'changeWebhookEndpoint', summary: 'Pause or enable an endpoint.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag as read.' })
  @ApiResponse({ status: 200, type: EndpointDto })
  @ApiResponse({ status: 412, type: ProblemDto, description: 'Changed meanwhile.' })
  @ApiResponse({ status: 428, type: ProblemDto, description: 'If-Match is missing.' })
  @Allowed('MANAGE_WEBHOOKS')
  async change(
    @Param('id') id: string,
    @Body() { isEnabled }: ChangeEndpointDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointDto> {
    const version = versionIn(ifMatch);
    const endpoint = await this.find(id);
    const isChanged = await this.store.setEnabled(
      endpoint.id,
      isEnabled,
      isEnabled ? null : 'WEBHOOK.PAUSED',
      version,
    );
    if (!isChanged)
      throw new Problem(
        412,
        'ENDPOINT.CHANGED',
        'Somebody changed this endpoint meanwhile. Read it again, then change it.',
      );
    const changed = await this.find(id);
    void reply.header('etag', `"${changed.version}"`);
    return presentEndpoint(changed);
  }

  private async find(id: string): Promise<WebhookEndpointView> {
    const uuid = idIn('wep', 'Endpoint', id);
    const endpoint = (await this.store.list()).find((each) => each.id === uuid);
    if (!endpoint) throw notFound('Endpoint');
    return endpoint;
  }

  private async previousAnswer(idempotency: IdempotencyRequest | null): Promise<string | undefined> {
    if (!idempotency) return undefined;
    const previous = await this.queries.previousAnswer(idempotency.client, idempotency.key);
    if (previous && previous.requestHash !== idempotency.requestHash) throw keyReused();
    return previous?.answer;
  }

  /** @returns undefined where the idempotency key was used meanwhile */
  private async storeNew(
    body: CreateEndpointDto,
    idempotency: IdempotencyRequest | null,
  ): Promise<string | undefined> {
    const { allowPrivateAddresses: allowed } = this.config.webhooks;
    const options =
      allowed === false ? {} : { allowAddresses: allowed === true ? ['0.0.0.0/0', '::/0'] : allowed };
    const check = checkEndpointUrl(body.url, options);
    if (!check.ok) throw invalid([{ pointer: '/url', code: check.error, detail: check.detail }]);
    const id = uuidv7();
    const secret = newWebhookSecret();
    const { key, row } = await this.cipher.newKey(id);
    const answer = JSON.stringify({
      id: toTypeId('wep', id),
      url: body.url,
      description: body.description ?? '',
      isEnabled: true,
      disabledBecause: null,
      createdAt: isoTime(Date.now()),
      secret,
    } satisfies NewEndpointDto);
    const stored = await this.store.create({
      id,
      url: body.url,
      description: body.description ?? '',
      secret: key.seal(secret, 'secret'),
      key: row,
      idempotency: idempotency && { ...idempotency, answer: key.seal(answer, 'answer') },
    });
    return stored === 'created' ? answer : undefined;
  }
}

function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new Problem(428, 'IF_MATCH.NEEDED', 'Send If-Match with the ETag of the endpoint as you read it.');
  const version = /^"(\d{1,9})"$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw new Problem(
      412,
      'ENDPOINT.CHANGED',
      'If-Match is not an ETag of this endpoint. Read it again, then change it.',
    );
  return Number(version);
}

function presentEndpoint(endpoint: WebhookEndpointView): EndpointDto {
  const { url, description, isEnabled, disabledBecause } = endpoint;
  return {
    id: toTypeId('wep', endpoint.id),
    ...{ url, description, isEnabled, disabledBecause },
    createdAt: isoTime(endpoint.createdAtMs),
  };
}
