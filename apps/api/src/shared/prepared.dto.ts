import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class PreparedFieldDto {
  @ApiProperty() label!: string;
  @ApiProperty({ description: 'Text, as it is sent or pasted.' }) value!: string;
  @ApiProperty({ type: Number, nullable: true }) maxChars!: number | null;
  @ApiPropertyOptional({
    enum: [true],
    description: 'There where something had to be left out to fit; the value says where.',
  })
  isCut?: true;
}

/** What a person opens, does and pastes; or, without steps, what leaves by machine. */
export class PreparedDto {
  @ApiProperty({ type: String, nullable: true, description: 'Form or portal to open.' }) openUrl!:
    string | null;
  @ApiProperty({ type: String, isArray: true, description: 'What to do, in order.' })
  steps!: readonly string[];
  @ApiProperty({ type: () => PreparedFieldDto, isArray: true }) fields!: readonly PreparedFieldDto[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: "Where the platform's own number for it is found; null where it gives nobody one.",
  })
  numberHint!: string | null;
}
