import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { publicRoute, type Caller, type RequestWithCaller } from './caller.js';
import { refuseCrossSite } from './cross-site.js';
import { KnownKeys } from './known-keys.js';
import { RefusedSignIns } from './refused-sign-ins.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';

/** Lets in who presents a known API key, `Authorization: Bearer uf_…`, or else the cookie of a session. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly keys: KnownKeys,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly refusals: RefusedSignIns,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (
      this.reflector.getAllAndOverride<boolean | undefined>(publicRoute, [
        context.getHandler(),
        context.getClass(),
      ])
    )
      return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & RequestWithCaller>();
    request.caller = await this.callerOf(request);
    return true;
  }

  private async callerOf(request: FastifyRequest): Promise<Caller> {
    const { authorization } = request.headers;
    const token = this.cookie.tokenIn(request);
    if (authorization === undefined && token !== undefined) return this.callerOfSession(request, token);
    const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
    const caller = await this.keys.find(key);
    if (caller) return caller;
    // What is no key costs nothing and says nothing.
    if (this.keys.hasForm(key)) await this.refusals.add({ way: 'API_KEY' }, request);
    throw keyNeeded();
  }

  private async callerOfSession(request: FastifyRequest, token: string): Promise<Caller> {
    refuseCrossSite(request);
    const session = await this.sessions.find(token);
    if (!session) throw signIn();
    return session.caller;
  }
}

/** There is no session, or it has ended. */
export function signIn(): Problem {
  return notSignedIn('ACCESS.SIGN_IN', 'You are not signed in, or your session has ended. Sign in again.');
}

function keyNeeded(): Problem {
  return notSignedIn('ACCESS.KEY_NEEDED', 'Send a valid API key: Authorization: Bearer uf_…');
}

export function notSignedIn(code: string, detail: string): Problem {
  return new Problem(401, code, detail, undefined, { 'www-authenticate': 'Bearer' });
}
