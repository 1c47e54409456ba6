import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { describeDeliveries } from './webhooks/describe-deliveries.js';

/** The API's description, made from the controllers, the registry of platforms and the catalogue of events. */
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
  const document = SwaggerModule.createDocument(app, builder.build());
  const { webhooks, components } = describeDeliveries();
  const schemas = { ...document.components?.schemas, ...components.schemas };
  return { ...document, webhooks, components: { ...document.components, ...components, schemas } };
}
