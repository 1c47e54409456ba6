import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#config';
import type { Log } from '#telemetry';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/**
 * Tells who finds a weakness whom to tell, where the configuration names somebody.
 *
 * Source: RFC 9116.
 */
export function serveSecurityTxt(
  fastify: Fastify,
  { securityTxt, publicUrl }: Config['api'],
  log: Log,
): void {
  const { contacts, expires, policy } = securityTxt;
  if (contacts === null || expires === null) return;
  if (Date.parse(expires) <= Date.now()) log.warn('security_txt.expired', { expires });
  const address = `${publicUrl}/.well-known/security.txt`;
  const lines = [
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${expires}`,
    'Preferred-Languages: en, fr, nl, de',
    ...(address.startsWith('https:') ? [`Canonical: ${address}`] : []),
    ...(policy === null ? [] : [`Policy: ${policy}`]),
  ];
  const text = lines.map((line) => `${line}\n`).join('');
  fastify.get('/.well-known/security.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(text),
  );
}
