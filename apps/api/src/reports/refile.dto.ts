import { sendModes } from '#application';
import { channelKinds } from '#core';
import { ApiProperty } from '@nestjs/swagger';
import { MustBeTrue, TextList } from '../shared/fields.js';
import { platformSchema } from '../shared/platform-schema.js';
import { PreparedDto } from '../shared/prepared.dto.js';

export class RefileDto {
  @TextList({
    description:
      'Submissions of this report to repeat; absent takes every one whose content was seen again. Any whose content was ' +
      'removed or seen gone before can be named.',
    optional: true,
    maxItems: 500,
    maxChars: 64,
  })
  submissions?: string[];

  @MustBeTrue({
    description:
      'The statement of Article 16(2)(d), for the new notices: accurate and complete in good faith.',
    because: 'without the good-faith statement no platform has to act',
  })
  goodFaith!: true;
}

export class RefilingDraftDto extends PreparedDto {
  @ApiProperty({ description: 'Submission that it repeats.', example: 'sub_01kb0000000000000000000000' })
  repeats!: string;
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({ example: 'instagram-partner-mail' }) channel!: string;
  @ApiProperty({ enum: channelKinds, enumName: 'ChannelKind' }) channelKind!: string;
  @ApiProperty({
    enum: sendModes,
    enumName: 'SendMode',
    description: 'As the notice before: what was filed in rehearsal never leaves.',
  })
  mode!: string;
  @ApiProperty({ description: 'Its content was seen again.' }) seenAgain!: boolean;
  @ApiProperty({ description: 'A person has to file it; `steps` say how.' }) byHand!: boolean;
}

export class RefilingDraftsDto {
  @ApiProperty({
    type: () => RefilingDraftDto,
    isArray: true,
    description: 'One row for each submission whose content was gone before, in their order.',
  })
  data!: RefilingDraftDto[];
}
