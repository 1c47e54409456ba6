import { attentionWords, categoryCodes, eventTypes, reportStatuses, words } from '#core';
import { ApiProperty } from '@nestjs/swagger';
import type { EventView } from '#webhooks';
import { platformSchema } from '../shared/platform-schema.js';

class EventLinksDto {
  @ApiProperty({ description: 'The report, for whoever may read it.' }) self!: string;
}

export class EventDto {
  @ApiProperty({ example: 'evt_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ enum: eventTypes, enumName: 'EventType' }) type!: string;
  @ApiProperty({ description: "Version of this type's shape." }) v!: number;
  @ApiProperty({ format: 'date-time' }) timestamp!: string;
  @ApiProperty({ description: 'Counts from 1 per report without gaps.' }) sequence!: number;
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ type: String, nullable: true }) submissionId!: string | null;
  @ApiProperty({ ...platformSchema, nullable: true }) platform!: string | null;
  @ApiProperty({ enum: words, enumName: 'Word', nullable: true }) word!: string | null;
  @ApiProperty({ enum: words, enumName: 'Word', nullable: true }) previousWord!: string | null;
  @ApiProperty({ enum: reportStatuses, enumName: 'ReportStatus' }) status!: string;
  @ApiProperty({ enum: reportStatuses, enumName: 'ReportStatus', nullable: true }) previousStatus!:
    string | null;
  @ApiProperty({ enum: attentionWords, enumName: 'AttentionWord', isArray: true })
  attention!: readonly string[];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Codes that explain it.' })
  detail!: EventView['detail'];
}

/** With what else a webhook says: the pull feed and webhooks tell the same. */
export class FeedEventDto extends EventDto {
  @ApiProperty({ example: 'UF-2026-000123' }) reportReference!: string;
  @ApiProperty({ enum: categoryCodes, enumName: 'CategoryCode', description: 'Of the report, as it is now.' })
  category!: string;
  @ApiProperty({ type: () => EventLinksDto }) links!: EventLinksDto;
}

export class FeedPageDto {
  @ApiProperty({ type: () => FeedEventDto, isArray: true }) data!: FeedEventDto[];
  @ApiProperty({ description: 'Also where nothing is there yet: come back with it.' }) nextCursor!: string;
}

export class EventPageDto {
  @ApiProperty({ type: () => EventDto, isArray: true }) data!: EventDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
