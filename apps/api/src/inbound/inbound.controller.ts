import { createHash } from 'node:crypto';
import { Controller, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ReceiveReply } from '#application';
import { PgPlatformStore } from '#persistence';
import { PlatformConnections } from '#platforms';
import { Public } from '../access/caller.js';
import { notFound, Problem } from '../problems/problem.js';

/** A request whose body was kept as it came, because a signature covers it. */
export interface RawRequest {
  rawBody?: Buffer;
}

/** Callbacks of platforms that send them. Genuine ones are kept raw and answered 202; understanding comes later. */
@ApiTags('inbound')
@Controller('v1/inbound')
export class InboundController {
  constructor(
    private readonly receive: ReceiveReply,
    private readonly connections: PlatformConnections,
    private readonly platforms: PgPlatformStore,
  ) {}

  @Post(':platform')
  @Public()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'receiveCallback',
    summary: 'A platform calls back; its signature is the key.',
    security: [],
  })
  @ApiResponse({ status: 202 })
  async take(
    @Param('platform') key: string,
    @Headers() headers: Record<string, string>,
    @Req() request: FastifyRequest & RawRequest,
  ): Promise<void> {
    const standing = (await this.platforms.list()).find(({ platform }) => platform === key);
    if (!standing || !this.connections.isKnown(key)) throw notFound('Platform');
    // While a platform is stopped its own callbacks still come; the rehearsal's secrets are known to everybody.
    const adapter = this.connections.adapterFor(key, standing.mode === 'rehearsed' ? 'rehearsed' : 'armed');
    const body = request.rawBody ?? Buffer.alloc(0);
    if (!adapter.verifyReply) throw notFound('Platform');
    if (!adapter.verifyReply(headers, body))
      throw new Problem(401, 'INBOUND.NOT_GENUINE', 'The signature does not fit. Nothing was kept.');
    const contentHash = createHash('sha256').update(body).digest();
    await this.receive.run({
      platform: key,
      via: 'CALLBACK',
      // The same body twice is the same callback.
      messageKey: contentHash.toString('hex'),
      references: referencesIn(body.toString('utf8')),
      inReplyTo: [],
      writtenAtMs: null,
      subject: '',
      text: body.toString('utf8'),
      from: '',
      bounce: null,
      attachments: [],
      contentHash,
    });
  }
}

function referencesIn(text: string): string[] {
  return [...new Set(text.match(/UF-\d{4}-\d{6,9}-\d{1,5}-[0-9A-HJKMNP-TV-Z]{6}/g) ?? [])];
}
