import { ApiProperty } from '@nestjs/swagger';
import { callerCodeStates, type CallerPlatform } from '#application';
import { callerWords } from '#core';
import { Text } from '../shared/fields.js';
import { platformSchema } from '../shared/platform-schema.js';

export class MadeCallerCodeDto {
  @ApiProperty({
    description:
      'To read out or print: six groups of four, without look-alikes. Shown this once: only its hash is kept.',
    example: '7K3M-Q9TD-4XWA-2BNE-J8VR-0H6C',
  })
  code!: string;
  @ApiProperty({
    description:
      'Where the console answers it. Behind the #, so that no server log or other site learns the code.',
    example: '/status#code=…',
  })
  path!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

export class CallerCodeDto {
  @ApiProperty({ enum: callerCodeStates, enumName: 'CallerCodeState' }) state!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

export class TypedCallerCodeDto {
  @Text({
    description: 'The code as it was read out or printed: in any case, with or without dashes.',
    max: 200,
  })
  code!: string;
}

export class CallerHelpDto {
  @ApiProperty({ description: 'Whom to call to talk about it (api.helplineNumber).', example: '116 000' })
  helplineNumber!: string;
}

class AdviceInEveryLanguageDto {
  @ApiProperty({ type: String, isArray: true }) en!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) fr!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) nl!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) de!: readonly string[];
}

class CallerStandingDto {
  @ApiProperty({ enum: callerWords, enumName: 'CallerWord', description: 'How it stands, for who called.' })
  word!: string;
  @ApiProperty({ type: 'integer', description: 'How many places stand so.', example: 1 }) count!: number;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Day on which somebody last looked, where the word says what was seen.',
  })
  seenOn!: string | null;
}

class CallerPlatformDto {
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({ example: 'Instagram' }) platformName!: string;
  @ApiProperty({ description: 'An exercise: nothing really left.' }) isRehearsed!: boolean;
  @ApiProperty({ type: () => CallerStandingDto, isArray: true }) standings!: CallerStandingDto[];
  @ApiProperty({ format: 'date', description: 'Day of the last change.' }) changedOn!: string;
  @ApiProperty({
    type: () => AdviceInEveryLanguageDto,
    description: 'What one can do oneself while it can be seen; empty otherwise.',
  })
  advice!: CallerPlatform['advice'];
}

/** Nothing of what was reported: whoever finds the code learns which platforms it is about, and how it stands there. */
export class CallerStatusDto {
  @ApiProperty({ type: () => CallerPlatformDto, isArray: true }) platforms!: CallerPlatformDto[];
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}
