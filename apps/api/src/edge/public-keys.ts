import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#config';
import { publicJwkOf, signingKeyFrom } from '#security';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/**
 * Gives whoever checks what we signed the public keys: of `v1a` signatures of webhooks, and of dossiers. Each set is empty
 * where nothing is signed. Source: RFC 7517.
 */
export function servePublicKeys(fastify: Fastify, config: Pick<Config, 'webhooks' | 'dossiers'>): void {
  for (const purpose of ['webhooks', 'dossiers'] as const) {
    const { signingKey } = config[purpose];
    const keys =
      signingKey === null ? [] : [publicJwkOf(signingKeyFrom(signingKey, `${purpose}.signingKey`))];
    fastify.get(`/.well-known/${purpose}/jwks.json`, (_request, reply) =>
      reply.type('application/jwk-set+json').send(JSON.stringify({ keys })),
    );
  }
}
