import type { Role } from '#core';
import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';

/** Who sent the request. */
export interface Caller {
  /** Id of the API key, or of the person. */
  readonly id: string;
  readonly kind: 'PERSON' | 'KEY';
  readonly name: string;
  readonly roles: readonly Role[];
  /** Person or key that made this key: together they are one where two persons are needed. */
  readonly madeById?: string;
  /** Id of what let the request in, so that it can be asked later whether it still would: the session, or the key itself. */
  readonly accessId: string;
}

/** Who answers for what a caller does: whoever made a key acts through it. */
export function answerableId({ id, madeById }: Pick<Caller, 'id' | 'madeById'>): string {
  return madeById ?? id;
}

/** A key that was made with the installation, or before keys had makers. */
export function isNobodys({ kind, madeById }: Pick<Caller, 'kind' | 'madeById'>): boolean {
  return kind === 'KEY' && madeById === undefined;
}

export interface RequestWithCaller {
  caller?: Caller;
  /** Id of the reason that was given for this request, where one had to be. */
  reasonId?: string;
}

export const publicRoute = 'uniflag:public';

/** A route that needs no key. */
export const Public = () => SetMetadata(publicRoute, true);

export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!caller) throw new Error('a route without a caller asked for one');
  return caller;
});
