import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../shared/fields.js';

/** Exactly one of the two. */
export class SignInDto {
  @Text({ description: 'An API key: uf_…', optional: true, max: 200 })
  apiKey?: string;

  @Text({ description: 'The one-time code of a sign-in link.', optional: true, max: 200 })
  code?: string;
}

class SessionCallerDto {
  @ApiProperty({ description: 'Name of the API key that the session hangs on.' }) name!: string;
}

export class SessionDto {
  @ApiProperty({ type: () => SessionCallerDto }) caller!: SessionCallerDto;
  @ApiProperty({
    format: 'date-time',
    description: 'Ends then at the latest; sooner where it is not used, or ended, or its key is revoked.',
  })
  expiresAt!: string;
}

export class SignInLinkDto {
  @ApiProperty({
    description: 'Opens one session, once: POST /v1/session, or /sign-in#code=… in the console.',
  })
  code!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}
