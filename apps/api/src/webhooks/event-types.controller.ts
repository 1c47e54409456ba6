import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { eventTypes, type EventType } from '#core';
import { eventCatalogue } from '#webhooks';
import { Allowed } from '../access/allowed.js';
import { NotAudited } from '../audit/audited.js';

class EventTypeDto {
  @ApiProperty({ enum: [...eventTypes], enumName: 'EventType' }) type!: EventType;
  @ApiProperty({ type: 'integer', description: 'Of its shape, as `data.v`; new fields do not raise it.' })
  version!: number;
  @ApiProperty({ description: 'Version of Uniflag that sent it first in this shape.', example: '0.1.0' })
  since!: string;
  @ApiProperty() description!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'JSON Schema (2020-12) of the whole body.',
  })
  schema!: object;
  @ApiProperty({ type: 'object', additionalProperties: true }) example!: object;
}

class EventTypeListDto {
  @ApiProperty({ type: () => EventTypeDto, isArray: true }) data!: EventTypeDto[];
}

@ApiTags('webhooks')
@Controller('v1/webhooks/event-types')
export class EventTypesController {
  @Get()
  @NotAudited('nothing of reports')
  @ApiOperation({
    operationId: 'listWebhookEventTypes',
    summary: 'Every event type with the schema of its body, an example and since when it is sent so.',
  })
  @ApiResponse({ status: 200, type: EventTypeListDto })
  @Allowed('MANAGE_WEBHOOKS')
  list(): EventTypeListDto {
    return { data: [...eventCatalogue()] };
  }
}
