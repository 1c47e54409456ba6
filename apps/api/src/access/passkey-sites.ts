import type { FastifyRequest } from 'fastify';
import type { PasskeySite } from '#security/sign-in';

/**
 * The domain that passkeys are bound to: that of the public address. A numeric address has none; this machine's own goes by
 * `localhost`, on whatever port it was asked.
 *
 * Source: W3C Web Authentication Level 3, section 5.1.2, "effective domain".
 */
export class PasskeySites {
  private readonly url: URL;

  constructor(publicUrl: string) {
    this.url = new URL(publicUrl);
  }

  of({ host }: Pick<FastifyRequest, 'host'>): PasskeySite {
    const { hostname, origin } = this.url;
    if (!loopback.has(hostname)) return { domain: hostname, origin };
    const port = /:(\d+)$/.exec(host)?.[1];
    return { domain: 'localhost', origin: `http://localhost${port === undefined ? '' : `:${port}`}` };
  }
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
