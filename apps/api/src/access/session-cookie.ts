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
