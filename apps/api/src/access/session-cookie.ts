import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The cookie that holds a session's token. Scripts cannot read it and no other site's request carries it; over https it
 * never travels in clear, and its name keeps neighbouring domains from setting it.
 *
 * It lasts as long as the browser runs: the server ends sessions, not the browser's clock.
 * Source: RFC 6265bis, "Cookie Name Prefixes".
 */
export class SessionCookie {
  private readonly name: string;
  private readonly options: { httpOnly: true; sameSite: 'strict'; path: '/'; secure: boolean };

  /** @param publicUrl under which browsers reach the API */
  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    this.name = secure ? '__Host-uniflag' : 'uniflag';
    this.options = { httpOnly: true, sameSite: 'strict', path: '/', secure };
  }

  tokenIn(request: Pick<FastifyRequest, 'cookies'>): string | undefined {
    return request.cookies[this.name];
  }

  set(reply: FastifyReply, token: string): void {
    reply.setCookie(this.name, token, this.options);
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, this.options);
  }
}

/**
 * The cookie of a sign-in at the organisation that is under way: only the browser that began it can finish it. It comes
 * along when the provider sends the browser back, which `SameSite=Strict` would prevent.
 */
export class OrganisationCookie {
  private readonly name: string;
  private readonly options: { httpOnly: true; sameSite: 'lax'; path: '/'; secure: boolean };

  /** @param publicUrl under which browsers reach the API */
  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    this.name = secure ? '__Host-uniflag-organisation' : 'uniflag-organisation';
    this.options = { httpOnly: true, sameSite: 'lax', path: '/', secure };
  }

  tokenIn(request: Pick<FastifyRequest, 'cookies'>): string | undefined {
    return request.cookies[this.name];
  }

  set(reply: FastifyReply, token: string): void {
    reply.setCookie(this.name, token, { ...this.options, maxAge: 600 });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, this.options);
  }
}
