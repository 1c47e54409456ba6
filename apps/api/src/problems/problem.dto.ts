import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class FieldErrorDto {
  @ApiProperty({ description: 'JSON Pointer into the request.', example: '/targets/3/input' })
  pointer!: string;
  @ApiProperty({ example: 'TARGET.SHORT_LINK_MUST_BE_OPENED' }) code!: string;
  @ApiProperty({ description: 'What is wrong and the way out.' }) detail!: string;
}

export class ProblemDto {
  @ApiProperty({ example: 'urn:uniflag:problem:request.invalid' }) type!: string;
  @ApiProperty() title!: string;
  @ApiProperty() status!: number;
  @ApiProperty() detail!: string;
  @ApiProperty({ example: 'REQUEST.INVALID' }) code!: string;
  @ApiPropertyOptional({ type: () => FieldErrorDto, isArray: true }) errors?: FieldErrorDto[];
}
