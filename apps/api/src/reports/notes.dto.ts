import { ApiProperty } from '@nestjs/swagger';
import { roles, type Role } from '#core';
import { Text } from '../shared/fields.js';

export class NewNoteDto {
  @Text({
    description:
      'For colleagues. Encrypted with the key of the report, and never sent anywhere. No names of suspects.',
    max: 4_000,
  })
  text!: string;
}

export class NoteDto {
  @ApiProperty({ example: 'nte_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null where it was struck out, or is shown to other roles: `contentFor`.',
  })
  text!: string | null;
  @ApiProperty({
    enum: roles,
    enumName: 'Role',
    isArray: true,
    nullable: true,
    description: 'The roles that the text is shown to; null where it is shown to you.',
  })
  contentFor!: Role[] | null;
  @ApiProperty({ description: 'Who wrote it.' }) by!: string;
  @ApiProperty({ description: 'You wrote it, so that you may strike it out.' }) isYours!: boolean;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When its writer struck it out; its text is gone since.',
  })
  struckAt!: string | null;
}

export class NotesDto {
  @ApiProperty({ type: () => NoteDto, isArray: true, description: 'The oldest first.' }) data!: NoteDto[];
}
