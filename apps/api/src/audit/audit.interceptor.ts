import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { catchError, mergeMap, type Observable } from 'rxjs';
import { fromTypeId } from '#core';
import { actAs, PgAuditTrail, type Actor, type AuditEntry } from '#persistence';
import type { RequestWithCaller } from '../access/caller.js';
import { auditRule, type AuditRule } from './audited.js';
import { coarseNetwork } from './coarse-network.js';

type Request = FastifyRequest & RequestWithCaller;

/**
 * Records every request of a caller before anything of it can be known outside: a change before it is begun, a read
 * before its answer leaves. Where the record cannot be written there is no answer.
 */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly trail: PgAuditTrail,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const { caller } = request;
    if (!caller) return next.handle();
    const actor: Actor = {
      ...{ kind: caller.kind, id: caller.id, operation: this.operationOf(context) },
      origin: coarseNetwork(request.ip),
      reasonId: request.reasonId ?? null,
    };
    const act = this.actOf(context, request);
    const handle = () => actAs(actor, () => next.handle());
    if (act === undefined) return handle();
    const written = this.trail.add(entryOf(act, actor, request));
    if (act === 'CHANGE') {
      await written;
      return handle();
    }
    // Beside the read, so that nobody waits for both in turn.
    written.catch(() => undefined);
    return handle().pipe(
      catchError(async (error: unknown) => {
        await written;
        throw error;
      }),
      mergeMap(async (answer: unknown) => {
        await written;
        return answer;
      }),
    );
  }

  private actOf(context: ExecutionContext, { method, query }: Request): AuditEntry['act'] | undefined {
    const rule = this.reflector.getAllAndOverride<AuditRule | undefined>(auditRule, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) return ['GET', 'HEAD'].includes(method) ? 'READ' : 'CHANGE';
    if (rule.record !== 'nothing') return rule.record === 'READ' ? 'READ' : undefined;
    const { unlessQuery } = rule;
    return unlessQuery !== undefined && (query as Record<string, unknown>)[unlessQuery] !== undefined
      ? 'READ'
      : undefined;
  }

  private operationOf(context: ExecutionContext): string {
    const documented = this.reflector.get<{ operationId?: string } | undefined>(
      'swagger/apiOperation',
      context.getHandler(),
    );
    return documented?.operationId ?? context.getHandler().name;
  }
}

function entryOf(act: AuditEntry['act'], actor: Actor, request: Request): AuditEntry {
  const { id, ...codes } = request.params as Readonly<Record<string, string>>;
  const { report, submission } = request.query as Readonly<Record<string, unknown>>;
  const named = [id, report, submission].filter((each) => typeof each === 'string' && isId(each)) as string[];
  // Anything else in an address may be what somebody typed.
  const subject = [
    ...named,
    ...Object.values(codes).filter((code) => /^[A-Za-z][A-Za-z0-9_-]{1,40}$/.test(code)),
  ];
  return { act, actor, subject, about: aboutOf(named[0] ?? '') };
}

const isId = (text: string) => /^(?:[a-z]{3}_[0-9a-z]{26}|UF-\d{4}-\d{6,9})$/i.test(text);

function aboutOf(id: string): AuditEntry['about'] {
  if (id.toUpperCase().startsWith('UF-')) return { reference: id.toUpperCase() };
  for (const [prefix, what] of reportsBy) {
    const uuid = fromTypeId(prefix, id);
    if (uuid !== undefined) return { [what]: uuid };
  }
  return {};
}

const reportsBy = [
  ['rep', 'reportId'],
  ['sub', 'submissionId'],
  ['tsk', 'submissionId'],
  ['rpl', 'replyId'],
  ['alt', 'alertId'],
  ['apr', 'approvalId'],
] as const;
