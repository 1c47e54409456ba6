import { ApiProperty } from '@nestjs/swagger';
import { EventDto } from '../events/event.dto.js';
import { ReplyDto } from '../replies/replies.controller.js';
import { ScreenshotDto } from '../screenshots/screenshots.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { Choice } from '../shared/fields.js';

const exportRecipients = ['POLICE', 'PERSON_CONCERNED'] as const;

export class AskToExportDto {
  @Choice({
    description:
      'Who is to get it. POLICE: police or a prosecutor. PERSON_CONCERNED: whoever asks what is kept about them.',
    of: exportRecipients,
    enumName: 'ExportRecipient',
  })
  for!: (typeof exportRecipients)[number];
}

class KeptNoteDto {
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
}

class KeptMessageDto {
  @ApiProperty({ example: 'sub_01kb0000000000000000000000' }) submissionId!: string;
  @ApiProperty({ example: 'INFORMATION' }) purpose!: string;
  @ApiProperty({ example: 'SENT' }) state!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true }) text!: string | null;
}

export class ReportExportDto {
  @ApiProperty({ format: 'date-time' }) exportedAt!: string;
  @ApiProperty({ type: () => ReportDto, description: 'With every submission.' }) report!: ReportDto;
  @ApiProperty({ type: String, isArray: true, description: 'Names that must not leave.' })
  confidential!: readonly string[];
  @ApiProperty({ type: () => KeptNoteDto, isArray: true }) holds!: readonly KeptNoteDto[];
  @ApiProperty({ type: () => KeptNoteDto, isArray: true }) keeps!: readonly KeptNoteDto[];
  @ApiProperty({ type: () => KeptNoteDto, isArray: true }) withdrawals!: readonly KeptNoteDto[];
  @ApiProperty({
    type: () => ScreenshotDto,
    isArray: true,
    description:
      'That there are some; each is a file of its own: GET /v1/reports/{id}/screenshots/{id}/content.',
  })
  screenshots!: readonly ScreenshotDto[];
  @ApiProperty({
    type: () => KeptMessageDto,
    isArray: true,
    description: 'What was said to platforms after the notice.',
  })
  messages!: readonly KeptMessageDto[];
  @ApiProperty({
    type: () => ReplyDto,
    isArray: true,
    description: 'Newest first. Of those that name persons and wait to be shown once, no text.',
  })
  replies!: readonly ReplyDto[];
  @ApiProperty({ type: () => EventDto, isArray: true, description: 'The timeline.' })
  events!: readonly EventDto[];
}
