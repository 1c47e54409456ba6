import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Act } from '#core';
import { Problem } from '../problems/problem.js';
import { allowedAct } from './allowed.js';
import { publicRoute, type RequestWithCaller } from './caller.js';
import { RowRules } from './row-rules.js';
import type { RequestWithSight } from './sight.js';

/** After `AccessGuard`: lets the caller do what the route's `@Allowed` says, to the row that its path names. */
@Injectable()
export class AbilityGuard implements CanActivate {
  constructor(
    private readonly rules: RowRules,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const said = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(publicRoute, said)) return true;
    const act = this.reflector.get<Act | undefined>(allowedAct, context.getHandler());
    const request = context
      .switchToHttp()
      .getRequest<FastifyRequest<{ Params: { id?: string } }> & RequestWithCaller & RequestWithSight>();
    if (act === undefined || !request.caller)
      throw new Problem(403, 'ACCESS.NO_RULE', 'Nobody may do this: the route has no rule who may.');
    await this.rules.demand(request.caller, act, request.params.id);
    const reasonId = await this.rules.reasonFor(request.caller, request.params.id);
    if (reasonId !== undefined) request.reasonId = reasonId;
    request.sight = await this.rules.sightOf(request.caller, act === 'FILE');
    return true;
  }
}
