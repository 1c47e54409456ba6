import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { PgApiKeys } from '#persistence';
import { isSameApiKey, parseApiKey } from '#security';
import { Problem } from '../problems/problem.js';
import { publicRoute, type Caller, type RequestWithCaller } from './caller.js';

/** A key stays known this long without asking the database again; a revoked one works that much longer. */
const rememberMs = 5_000;

/** Lets in who presents a known API key: `Authorization: Bearer uf_…`. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  private readonly remembered = new Map<string, { caller: Caller; untilMs: number }>();

  constructor(
    private readonly keys: PgApiKeys,
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
    request.caller = await this.callerOf(request.headers.authorization);
    return true;
  }

  private async callerOf(header: string | undefined): Promise<Caller> {
    const presented = parseApiKey(/^Bearer (\S+)$/i.exec(header ?? '')?.[1] ?? '');
    if (!presented) throw notSignedIn();
    const memory = presented.hash.toString('base64');
    const known = this.remembered.get(memory);
    if (known && known.untilMs > Date.now()) return known.caller;
    this.remembered.delete(memory);
    const row = await this.keys.findByPrefix(presented.prefix);
    if (!row || !isSameApiKey(presented, row.hash)) throw notSignedIn();
    await this.keys.touch(row.id);
    const caller = { id: row.id, name: row.name };
    this.remembered.set(memory, { caller, untilMs: Date.now() + rememberMs });
    return caller;
  }
}

function notSignedIn(): Problem {
  return new Problem(
    401,
    'ACCESS.KEY_NEEDED',
    'Send a valid API key: Authorization: Bearer uf_…',
    undefined,
    {
      'www-authenticate': 'Bearer',
    },
  );
}
