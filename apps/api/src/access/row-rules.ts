import {
  contentActs,
  fromTypeId,
  isForPersons,
  mayOn,
  reachOf,
  rolesFor,
  type Act,
  type DescribedCategory,
  type Role,
  type RowKind,
} from '#core';
import type { PgGlassStore, PgRowQueries, RowOwner } from '#persistence';
import { Problem } from '../problems/problem.js';
import type { Caller } from './caller.js';
import { rememberMs } from './known-keys.js';
import { ShortMemory } from './short-memory.js';
import { Sight } from './sight.js';

/** Whether a caller may do something to what a request names, and what is shown to them. */
export class RowRules {
  private readonly glasses = new ShortMemory<Opened>(rememberMs);

  constructor(
    private readonly rows: PgRowQueries,
    private readonly glass: PgGlassStore,
    private readonly categories: ReadonlyMap<string, DescribedCategory>,
  ) {}

  /**
   * @param id what the path names, if anything: a TypeID, or a report's reference. Where there is no such row, who may do
   *           it to some gets the route's own answer, and nobody else learns that.
   * @throws Problem 403
   */
  async demand(caller: Caller, act: Act, id: string | undefined): Promise<void> {
    if (isForPersons(act) && caller.kind !== 'PERSON') throw personNeeded();
    const reach = reachOf(caller.roles, act);
    if (reach === 'ALL' || (reach === 'ORDINARY' && id === undefined)) return;
    const opened = opensGlass(act) ? await this.openedBy(caller) : nothing;
    if (reach === 'NONE' && (id === undefined || opened.size === 0)) throw roleNeeded(act, 'ORDINARY');
    const owner = await this.ownerOf(id ?? '');
    if (owner?.reportId && opened.has(owner.reportId)) return;
    if (reach === 'NONE') throw roleNeeded(act, 'ORDINARY');
    if (owner === undefined) return;
    const row = this.kindOf(owner.category);
    if (!mayOn(caller.roles, act, row)) throw roleNeeded(act, row);
  }

  /** Whether their roles let them do it to a report. @param id its TypeID */
  async may(caller: Caller, act: Act, id: string): Promise<boolean> {
    const reach = reachOf(caller.roles, act);
    if (reach !== 'ORDINARY') return reach === 'ALL';
    const owner = await this.ownerOf(id);
    return owner !== undefined && mayOn(caller.roles, act, this.kindOf(owner.category));
  }

  /** @param isFiling nothing is shown but what was just filed */
  async sightOf(caller: Caller, isFiling: boolean): Promise<Sight> {
    const opened = isFiling ? nothing : await this.openedBy(caller);
    return new Sight(caller.roles, opened, (category) => this.kindOf(category), this.codes());
  }

  /** The reports whose content they broke the glass for, while that lasts. */
  private async openedBy({ id, kind, roles }: Caller): Promise<Opened> {
    if (kind !== 'PERSON') return nothing;
    if (reachOf(roles, 'BREAK_GLASS') === 'NONE' || reachOf(roles, 'READ_ADDRESS') === 'ALL') return nothing;
    const known = this.glasses.get(id);
    if (known) return known;
    const opened = new Map((await this.glass.openedBy(id)).map((each) => [each.reportId, each.id]));
    this.glasses.set(id, opened);
    return opened;
  }

  /** Id of the reason for which somebody sees this without its role, as far as there is one. */
  async reasonFor(caller: Caller, id: string | undefined): Promise<string | undefined> {
    const opened = id === undefined ? nothing : await this.openedBy(caller);
    if (opened.size === 0) return undefined;
    return opened.get((await this.ownerOf(id ?? ''))?.reportId ?? '');
  }

  /** @returns uuid of the report of this id or reference; undefined where there is none */
  async reportNamed(id: string): Promise<string | undefined> {
    return (await this.ownerOf(id))?.reportId ?? undefined;
  }

  /** What was opened just now is seen at once. */
  forget(callerId: string): void {
    this.glasses.forget(callerId);
  }

  private async ownerOf(id: string): Promise<RowOwner | undefined> {
    if (/^UF-\d{4}-\d{6,9}$/i.test(id)) return this.rows.ownerOf('reference', id.toUpperCase());
    for (const [prefix, what] of named) {
      const uuid = fromTypeId(prefix, id);
      if (uuid !== undefined) return this.rows.ownerOf(what, uuid);
    }
    return undefined;
  }

  private kindOf(category: string | null): RowKind {
    const known = category === null ? undefined : this.categories.get(category);
    return known?.abuseImages === false ? 'ORDINARY' : 'ABUSE_IMAGES';
  }

  private codes(): readonly string[] {
    return [...this.categories.keys()];
  }
}

/** Id of a report that is open -> id of why. */
type Opened = ReadonlyMap<string, string>;

const nothing: Opened = new Map();

const named = [
  ['rep', 'report'],
  ['sub', 'submission'],
  ['tsk', 'submission'],
  ['rpl', 'reply'],
] as const;

/** What breaking the glass allows. */
function opensGlass(act: Act): boolean {
  return act === 'READ_REPORT' || contentActs.some((each) => each === act);
}

export function roleNeeded(act: Act, row: RowKind): Problem {
  return new Problem(
    403,
    'ACCESS.ROLE',
    `This takes the role ${inWords(rolesFor(act, row))}. Ask an administrator, or somebody who has it.`,
  );
}

function personNeeded(): Problem {
  return new Problem(
    403,
    'ACCESS.PERSON',
    'This is for people who signed in by themselves; no API key does it, and no session that one opened.',
  );
}

function inWords(roles: readonly Role[]): string {
  return roles.length < 2 ? roles.join() : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`;
}
