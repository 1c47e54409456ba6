import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Put,
  Res,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { uuidv7 } from 'uuidv7';
import type { PlatformCatalogue, ReportCipher, WebhookEndpointView } from '#application';
import { standingOf } from '#core';
import type { Config } from '#config';
import { PgDeliveryStore, PgWebhookStore, PgWorkQueries } from '#persistence';
import { newWebhookSecret, type AddressOptions } from '#webhooks';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { notFound, Problem } from '../problems/problem.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { isoTime } from '../reports/present-report.js';
import { idempotencyOf, idIn, keyReused, type IdempotencyRequest } from '../shared/request-parts.js';
import { catalogueToken, cipherToken, configToken } from '../tokens.js';
import {
  AskPingDto,
  ChangeEndpointDto,
  CreateEndpointDto,
  EndpointDto,
  EndpointListDto,
  NewEndpointDto,
  NewSecretDto,
  PaceDto,
  presentEndpoint,
  RotateSecretDto,
} from './endpoint.dto.js';
import { endpointTerms } from './endpoint-terms.js';
import { changedMeanwhile, TakesVersion, versionIn } from './endpoint-version.js';

@ApiTags('webhooks')
@Controller('v1/webhooks/endpoints')
export class WebhooksController {
  constructor(
    private readonly store: PgWebhookStore,
    private readonly deliveries: PgDeliveryStore,
    private readonly queries: PgWorkQueries,
    @Inject(cipherToken) private readonly cipher: ReportCipher,
    @Inject(catalogueToken) private readonly platforms: PlatformCatalogue,
    @Inject(configToken) private readonly config: Pick<Config, 'webhooks'>,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'createWebhookEndpoint',
    summary: 'Events from now on are delivered there, signed, in order per report, once it answered a ping.',
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
    await this.answerOnce(reply, 201, idempotency, () => this.storeNew(body, idempotency));
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
    return this.show(await this.find(id), reply);
  }

  @Patch(':id')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'changeWebhookEndpoint',
    summary: 'Changes what is named; another address has to answer a ping first.',
  })
  @TakesVersion()
  @ApiResponse({ status: 200, type: EndpointDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async change(
    @Param('id') id: string,
    @Body() body: ChangeEndpointDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointDto> {
    const version = versionIn(ifMatch);
    const endpoint = await this.find(id);
    const terms = endpointTerms(body, endpoint, this.limits());
    const { isEnabled, disabledBecause } = endpoint;
    const standing = body.state === undefined ? { isEnabled, disabledBecause } : standingOf(body.state);
    if (!(await this.store.change(endpoint.id, { ...terms, ...standing }, version))) throw changedMeanwhile();
    return this.show(await this.find(id), reply);
  }

  @Put(':id/pace')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'setEndpointPace',
    summary:
      'Whether events of one report wait for each other at an endpoint, and how many it gets a minute.',
  })
  @TakesVersion()
  @ApiResponse({ status: 200, type: EndpointDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async setPace(
    @Param('id') id: string,
    @Body() { isOrdered, ratePerMinute = null }: PaceDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointDto> {
    const version = versionIn(ifMatch);
    const endpoint = await this.find(id);
    if (!(await this.deliveries.setPace(endpoint.id, { isOrdered, ratePerMinute }, version)))
      throw changedMeanwhile();
    return this.show(await this.find(id), reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteWebhookEndpoint',
    summary:
      'Nothing is delivered there any more; its secrets are destroyed, the record of its deliveries stays.',
  })
  @TakesVersion()
  @ApiResponse({ status: 204 })
  @Allowed('MANAGE_WEBHOOKS')
  async remove(@Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    const version = versionIn(ifMatch);
    const endpoint = await this.find(id);
    if (!(await this.store.remove(endpoint.id, version))) throw changedMeanwhile();
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'A new secret; for a time deliveries are signed with the one before as well.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiResponse({ status: 200, type: NewSecretDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'A rotation is under way.' })
  @Allowed('MANAGE_WEBHOOKS')
  async rotate(
    @Param('id') id: string,
    @Body() body: RotateSecretDto,
    @CurrentCaller() caller: Caller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const endpoint = await this.find(id);
    const route = `POST /v1/webhooks/endpoints/${id}/rotate-secret`;
    const idempotency = idempotencyOf(idempotencyKey, caller, route, body);
    await this.answerOnce(reply, 200, idempotency, () =>
      this.storeSecret(endpoint, (body.overlapHours ?? 24) * 3_600_000, idempotency),
    );
  }

  @Post(':id/ping')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'pingWebhookEndpoint',
    summary:
      'A worker sends a signed ping now, or a synthetic event; read the endpoint for how it went (`lastPing`).',
  })
  @ApiResponse({ status: 202, type: EndpointDto })
  @Allowed('MANAGE_WEBHOOKS')
  async ping(
    @Param('id') id: string,
    @Body() { type }: AskPingDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointDto> {
    const endpoint = await this.find(id);
    if (!(await this.store.askPing(endpoint.id, type))) throw notFound('Endpoint');
    return this.show(endpoint, reply);
  }

  private async find(id: string): Promise<WebhookEndpointView> {
    const uuid = idIn('wep', 'Endpoint', id);
    const endpoint = (await this.store.list()).find((each) => each.id === uuid);
    if (!endpoint) throw notFound('Endpoint');
    return endpoint;
  }

  private show(endpoint: WebhookEndpointView, reply: FastifyReply): EndpointDto {
    void reply.header('etag', `"${endpoint.version}"`);
    return presentEndpoint(endpoint);
  }

  private limits() {
    const { allowPrivateAddresses: allowed } = this.config.webhooks;
    const addresses: AddressOptions =
      allowed === false ? {} : { allowAddresses: allowed === true ? ['0.0.0.0/0', '::/0'] : allowed };
    return { addresses, platforms: this.platforms };
  }

  /** @param make returns undefined where the idempotency key was used meanwhile */
  private async answerOnce(
    reply: FastifyReply,
    status: number,
    idempotency: IdempotencyRequest | null,
    make: () => Promise<string | undefined>,
  ): Promise<void> {
    const before = await this.previousAnswer(idempotency);
    const made = before === undefined ? await make() : undefined;
    // Where neither is there, the same key came in between: its answer counts.
    const answer = before ?? made ?? (await this.previousAnswer(idempotency));
    if (answer === undefined) throw keyReused();
    void reply
      .status(status)
      .header('idempotent-replayed', String(made === undefined))
      .type('application/json')
      .send(answer);
  }

  private async previousAnswer(idempotency: IdempotencyRequest | null): Promise<string | undefined> {
    if (!idempotency) return undefined;
    const previous = await this.queries.previousAnswer(idempotency.client, idempotency.key);
    if (previous && previous.requestHash !== idempotency.requestHash) throw keyReused();
    return previous?.answer;
  }

  private async storeNew(
    body: CreateEndpointDto,
    idempotency: IdempotencyRequest | null,
  ): Promise<string | undefined> {
    const terms = endpointTerms(body, null, this.limits());
    const id = uuidv7();
    const secret = newWebhookSecret();
    const { key, row } = await this.cipher.newKey(id);
    const nowMs = Date.now();
    const view = presentEndpoint({
      ...{ id, ...terms, ...standingOf('ACTIVE'), isProven: false, lastPing: null, secretEndsAtMs: null },
      ...{ isOrdered: true, ratePerMinute: null, hearsSinceMs: nowMs, createdAtMs: nowMs, version: 1 },
    });
    const answer = JSON.stringify(Object.assign(view, { secret }) satisfies NewEndpointDto);
    const stored = await this.store.create({
      ...{ id, ...terms, secret: key.seal(secret, 'secret'), key: row },
      idempotency: idempotency && { ...idempotency, answer: key.seal(answer, 'answer') },
    });
    return stored === 'created' ? answer : undefined;
  }

  private async storeSecret(
    { id }: WebhookEndpointView,
    overlapMs: number,
    idempotency: IdempotencyRequest | null,
  ): Promise<string | undefined> {
    const row = await this.store.keyOf(id);
    if (!row) throw notFound('Endpoint');
    const key = await this.cipher.openKey(id, row);
    const secret = newWebhookSecret();
    const earlierSecretUntil = isoTime(Date.now() + overlapMs);
    const answer = JSON.stringify({ secret, earlierSecretUntil } satisfies NewSecretDto);
    const stored = await this.store.rotate(id, {
      ...{ secret: key.seal(secret, 'secret'), overlapMs },
      idempotency: idempotency && { ...idempotency, answer: key.seal(answer, 'answer') },
    });
    if (stored === 'refused') throw rotationUnderWay();
    return stored === 'rotated' ? answer : undefined;
  }
}

function rotationUnderWay(): Problem {
  return new Problem(
    409,
    'WEBHOOK.ROTATING',
    'The secret before still signs: wait until `earlierSecretUntil`, or give overlapHours 0, which ends every earlier secret at once.',
  );
}
