import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The API's description, made from the controllers and the registry of platforms. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Uniflag')
    .setDescription(
      'One report of a problematic post, filed with every platform it stands on, with one central status.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API key: uf_…' })
    .addCookieAuth(
      'uniflag',
      { type: 'apiKey', description: 'Session of the console; see POST /v1/session.' },
      'session',
    )
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('session');
  return SwaggerModule.createDocument(app, builder.build());
}
