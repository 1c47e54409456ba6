import type pg from 'pg';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#application';
import { reachOf, type FourEyesAct } from '#core';
import type { ApprovalView, PgApprovals } from '#persistence';
import { answerableId, type Caller } from '../access/caller.js';
import { roleNeeded } from '../access/row-rules.js';
import { notFound, Problem } from '../problems/problem.js';

/** How an act is done that a second person approved. */
export interface ApprovedAct {
  /** @throws Problem where it cannot be done now; nothing is decided then */
  check(subject: string): void;
  /** @param by who approved, under the names of both */
  perform(client: pg.PoolClient, subject: string, by: Actor): Promise<void>;
}

const lifetimeMs = 24 * 60 * 60 * 1_000;

/** Acts that take two persons where the configuration says so: one asks, another approves, and then it is done. */
export class FourEyes {
  constructor(
    private readonly approvals: PgApprovals,
    private readonly acts: Readonly<Record<FourEyesAct, ApprovedAct>>,
    private readonly configured: readonly FourEyesAct[],
  ) {}

  takesTwo(act: FourEyesAct): boolean {
    return this.configured.includes(act);
  }

  async ask(act: FourEyesAct, subject: string, caller: Caller): Promise<ApprovalView> {
    this.acts[act].check(subject);
    const by = { id: answerableId(caller), name: caller.name };
    return this.approvals.ask({ id: uuidv7(), act, subject, by, lifetimeMs });
  }

  /** @throws Problem */
  async decide(id: string, state: 'APPROVED' | 'REFUSED', caller: Caller): Promise<ApprovalView> {
    const found = await this.approvals.find(id);
    if (!found) throw notFound('Approval');
    if (reachOf(caller.roles, found.act) === 'NONE') throw roleNeeded(found.act, 'ORDINARY');
    const by = { id: answerableId(caller), name: caller.name };
    if (found.askedById === by.id)
      throw new Problem(
        403,
        'APPROVAL.SECOND_PERSON',
        'You asked for this, and deciding about it is the act of another person. A key acts for whoever made it.',
      );
    const act = this.actOf(found);
    if (state === 'APPROVED') act.check(found.subject);
    const decided = await this.approvals.decide(id, state, by, (client, { subject }) =>
      act.perform(client, subject, { id: by.id, name: `${found.askedBy}, ${by.name}` }),
    );
    if (decided) return decided;
    throw new Problem(
      409,
      'APPROVAL.NOT_WAITING',
      'This was decided, or has expired. List the approvals anew; ask again where it is still wanted.',
    );
  }

  private actOf({ act }: ApprovalView): ApprovedAct {
    const known = Object.entries(this.acts).find(([name]) => name === act)?.[1];
    if (!known) throw notFound('Approval');
    return known;
  }
}
