import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#config';
import { publicJwkOf, signingKeyFrom } from '#security';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** Gives consumers the public key of `v1a` signatures; an empty set where deliveries carry none. Source: RFC 7517. */
export function serveWebhookKeys(fastify: Fastify, { signingKey }: Config['webhooks']): void {
  const keys = signingKey === null ? [] : [publicJwkOf(signingKeyFrom(signingKey, 'webhooks.signingKey'))];
  fastify.get('/.well-known/webhooks/jwks.json', (_request, reply) =>
    reply.type('application/jwk-set+json').send(JSON.stringify({ keys })),
  );
}
