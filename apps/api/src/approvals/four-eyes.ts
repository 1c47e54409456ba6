import type pg from 'pg';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '#application';
import type { FourEyesAct } from '#core';
import type { ApprovalTerms, ApprovalView, Decision, PgApprovals } from '#persistence';
import { answerableId, isNobodys, type Caller } from '../access/caller.js';
import type { RowRules } from '../access/row-rules.js';
import { notFound, Problem } from '../problems/problem.js';

/** How an act is done that a second person approved. */
export interface ApprovedAct {
  /** @throws Problem where it cannot be done now; nothing is decided then */
  check?(subject: string): void;
  /** @param by who approved, under the names of both */
  perform(client: pg.PoolClient, approval: ApprovalView, by: Actor): Promise<void>;
}

/** What is asked for beside the act and its subject. */
export interface Asked {
  readonly reportId?: string;
  readonly terms?: ApprovalTerms;
  /** Seals what somebody wrote for the approval of this id. */
  readonly sealNote?: (id: string) => Promise<Uint8Array | undefined>;
}

const lifetimeMs = 24 * 60 * 60 * 1_000;
/** So long somebody may read what they were allowed to. */
const grantLastsMs = 60 * 60 * 1_000;

/** Acts that take two persons where the configuration says so: one asks, another approves, and then it is done. */
export class FourEyes {
  constructor(
    private readonly approvals: PgApprovals,
    private readonly rules: Pick<RowRules, 'demand'>,
    private readonly acts: Readonly<Record<FourEyesAct, ApprovedAct>>,
    private readonly configured: readonly FourEyesAct[],
  ) {}

  takesTwo(act: FourEyesAct): boolean {
    return this.configured.includes(act);
  }

  /** @throws Problem 409 where the same waits on other terms */
  async ask(
    act: FourEyesAct,
    subject: string,
    caller: Caller,
    { reportId, terms = {}, sealNote }: Asked = {},
  ): Promise<ApprovalView> {
    this.acts[act].check?.(subject);
    const id = uuidv7();
    const note = (await sealNote?.(id)) ?? null;
    const waiting = await this.approvals.ask({
      ...{ id, act, subject, terms, lifetimeMs, note, reportId: reportId ?? null },
      by: { id: answerableId(caller), name: caller.name },
    });
    const isAnother = waiting.id !== id && (sealNote !== undefined || !isSame(waiting.terms, terms));
    if (!isAnother) return waiting;
    throw new Problem(
      409,
      'APPROVAL.ASKED_OTHERWISE',
      'The same waits for a second person on other terms or with a note. Have it refused, or wait until it expires; then ask anew.',
    );
  }

  /** Whether what this caller asked for was approved just now. */
  isGranted(act: FourEyesAct, subject: string, caller: Caller): Promise<boolean> {
    return this.approvals.isGranted(act, subject, answerableId(caller), grantLastsMs);
  }

  /** @throws Problem */
  async decide(id: string, decision: Decision, caller: Caller): Promise<ApprovalView> {
    const found = await this.approvals.find(id);
    if (!found) throw notFound('Approval');
    await this.rules.demand(caller, found.act, found.subject);
    const by = { id: answerableId(caller), name: caller.name };
    if (found.askedById === by.id)
      throw new Problem(
        403,
        'APPROVAL.SECOND_PERSON',
        'You asked for this, and deciding about it is the act of another person. A key acts for whoever made it.',
      );
    if (isNobodys(caller)) throw keyOfNobody();
    const act = this.actOf(found);
    if (decision.state === 'APPROVED') act.check?.(found.subject);
    const decided = await this.approvals.decide(id, decision, by, (client, approval) =>
      act.perform(client, approval, { id: by.id, name: `${found.askedBy}, ${by.name}` }),
    );
    if (decided) return decided;
    throw new Problem(
      409,
      'APPROVAL.NOT_WAITING',
      'This was decided, is being decided at this moment, or has expired. List the approvals anew; ask again where it is still wanted.',
    );
  }

  private actOf({ act }: ApprovalView): ApprovedAct {
    const known = Object.entries(this.acts).find(([name]) => name === act)?.[1];
    if (!known) throw notFound('Approval');
    return known;
  }
}

/** Nobody can tell whose hand a key is in that no person made: it may be that of whoever asked. */
export function keyOfNobody(): Problem {
  return new Problem(
    403,
    'APPROVAL.KEY_OF_NOBODY',
    'This key was made with the installation and stands for no person, so that it is nobody else either. Sign in, or use a key that a person made.',
  );
}

function isSame(one: ApprovalTerms, other: ApprovalTerms): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}
