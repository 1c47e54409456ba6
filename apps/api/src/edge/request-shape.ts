import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '../problems/problem.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** The deepest body that any route takes has seven levels. */
const maxDepth = 32;
const maxParameters = 100;

/** Refuses what no route of ours takes, before each of its values is checked one by one. */
export function limitShapes(fastify: Fastify): void {
  fastify.addHook('preValidation', (request, _reply, done) => {
    if (Object.keys(request.query ?? {}).length > maxParameters)
      done(new Problem(400, 'QUERY.TOO_MANY', `An address takes at most ${maxParameters} parameters.`));
    else if (isDeeperThan(maxDepth, request.body))
      done(new Problem(400, 'BODY.TOO_DEEP', `The body is nested more than ${maxDepth} levels deep.`));
    else done();
  });
}

export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}
