import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { mayOn, rolesFor, roles as allRoles, type ContentAct, type Role, type RowKind } from '#core';
import type { TextsShown } from '#persistence';

/** Whose content a caller is shown: by role, and what they broke the glass for. */
export class Sight {
  constructor(
    private readonly held: readonly Role[],
    /** Ids of reports that are open to them whatever their role. */
    private readonly opened: ReadonlyMap<string, string>,
    private readonly kindOf: (category: string | null) => RowKind,
    private readonly categories: readonly string[],
  ) {}

  /** @returns the roles that this is shown to; null where it is shown to the caller */
  hiddenFor(act: ContentAct, report: { readonly id: string; readonly category: string }): Role[] | null {
    const row = this.kindOf(report.category);
    return mayOn(this.held, act, row) || this.opened.has(report.id) ? null : [...rolesFor(act, row)];
  }

  /** The roles that what is hidden in such a report is shown to. */
  rolesFor(act: ContentAct, category: string | null): Role[] {
    return [...rolesFor(act, this.kindOf(category))];
  }

  /** Without what they broke the glass for: that opens content to their own eyes, and hands out none. */
  ofRoles(): Sight {
    return new Sight(this.held, new Map(), this.kindOf, this.categories);
  }

  /** The same for SQL. */
  shown(act: ContentAct): TextsShown {
    const seesAll = mayOn(this.held, act, 'ABUSE_IMAGES');
    const categories = this.categories.filter((category) => mayOn(this.held, act, this.kindOf(category)));
    return { categories: seesAll ? null : categories, reportIds: [...this.opened.keys()] };
  }
}

/** For what is stored, and shown to others later by their own sight. */
export const fullSight = new Sight(allRoles, new Map(), () => 'ORDINARY', []);

export interface RequestWithSight {
  sight?: Sight;
}

export const CurrentSight = createParamDecorator((_data: unknown, context: ExecutionContext): Sight => {
  const { sight } = context.switchToHttp().getRequest<RequestWithSight>();
  if (!sight) throw new Error('a route without a caller asked for what they see');
  return sight;
});
