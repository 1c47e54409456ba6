import {
  PlatformFault,
  type FiledReport,
  type PlatformAdapter,
  type RawReply,
  type SendMode,
  type SendStore,
} from '#application';
import type { MemoryDatabase } from '../../libs/application/src/testing/memory-database.js';
import { MemoryFollowUpStore } from '../../libs/application/src/testing/memory-follow-up-store.js';
import { MemoryOutbox } from '../../libs/application/src/testing/memory-outbox.js';
import { MemoryReplyStore } from '../../libs/application/src/testing/memory-reply-store.js';
import { MemoryReportStore } from '../../libs/application/src/testing/memory-report-store.js';
import { MemorySendStore } from '../../libs/application/src/testing/memory-send-store.js';
import type { MemoryStores } from '../../libs/application/src/testing/memory-stores.js';
import { MemoryWebhookStore } from '../../libs/application/src/testing/memory-webhook-store.js';
import type { Replacements } from './cluster.js';
import { promised, type Promised } from './promised.js';
import type { SimProcess } from './sim-process.js';

/** A defect put in on purpose, in place of one part. */
export interface Plant {
  readonly replace: Replacements;
  /** What it must break: one of these. */
  readonly breaks: readonly Promised[];
}

const { unmarked, markedOnce, markedByRule, leased, closed, rest, ends, sent, failed } = promised;

/** A run that passes says something only because it fails with every one of these. */
export const plants: Readonly<Record<string, Plant>> = {
  'no-intent': sending((database) => new ForgetfulSends(database), unmarked, markedOnce),
  'no-mark': calling(unmarking, unmarked),
  'no-fencing': sending(
    (database) => new UnfencedSends(database),
    leased,
    closed,
    ends,
    unmarked,
    markedOnce,
    sent,
    failed,
  ),
  'new-key-on-replay': sending((database) => new NewKeySends(database), unmarked),
  'single-lookup': sending((database) => new OneLookSends(database), unmarked, markedByRule),
  'unknown-taken-for-not-sent': calling(guessing, unmarked, markedOnce, failed),
  'mode-of-the-day': sending((database) => new PresentModeSends(database), promised.mode),
  'lease-by-own-clock': storing(atAnotherTime, promised.uncertain, unmarked, promised.held),
  'answer-before-commit': storing(
    (process, own) => ({ ...own, reports: new HastyReports(process) }),
    ...[promised.accepted, promised.oneAnswer],
  ),
  'no-reply-deduplication': storing(
    ({ world, openSession }, own) => ({ ...own, replies: new RepeatingReplies(world.database, openSession) }),
    ...[promised.replyKept, promised.replyOnce],
  ),
  'webhook-order-ignored': storing(
    ({ world }, own) => ({ ...own, webhooks: new UnorderedWebhooks(world.database) }),
    promised.webhookOrder,
  ),
  'lost-follow-up-sent-again': storing(
    ({ world }, own) => ({ ...own, followUps: new RepeatingFollowUps(world.database) }),
    promised.followUpOnce,
  ),
  'hints-only': storing(({ world }, own) => ({ ...own, outbox: new HintsOnly(world.database) }), rest, ends),
};

function storing(
  replaced: (process: SimProcess, own: MemoryStores) => MemoryStores,
  ...breaks: readonly Promised[]
): Plant {
  return { replace: { stores: (own, process) => replaced(process, own) }, breaks };
}

function sending(
  sends: (database: MemoryDatabase) => MemorySendStore,
  ...breaks: readonly Promised[]
): Plant {
  return storing(({ world }, own) => ({ ...own, sends: sends(world.database) }), ...breaks);
}

function calling(
  adapter: (adapter: PlatformAdapter) => PlatformAdapter,
  ...breaks: readonly Promised[]
): Plant {
  return { replace: { adapter }, breaks };
}

/** A sender that vanished left nothing behind: its submission is simply due again. */
class ForgetfulSends extends MemorySendStore {
  override async claimStale(limit: number, leaseMs: number) {
    for (const { submissionId, sendId } of await super.claimStale(limit, leaseMs)) {
      const row = this.database.submissions.get(submissionId);
      const index = this.database.sends.findIndex(({ id }) => id === sendId);
      this.database.sends.splice(index, 1);
      if (row)
        Object.assign(row, {
          state: { ...row.state, delivery: 'RETRY_WAIT' },
          ...{ leaseUntilMs: null, nextTryAtMs: this.database.now() },
        });
    }
    this.database.committed();
    return [];
  }
}

/** Whoever claims a submission looks the same as whoever had it before. */
class UnfencedSends extends MemorySendStore {
  override async claimDue(claim: Parameters<SendStore['claimDue']>[0]) {
    return (await super.claimDue(claim)).map((claimed) => ({
      ...claimed,
      epoch: this.unfence(claimed.submissionId),
    }));
  }

  override async claimStale(limit: number, leaseMs: number) {
    return (await super.claimStale(limit, leaseMs)).map((stale) => ({
      ...stale,
      epoch: this.unfence(stale.submissionId),
    }));
  }

  private unfence(submissionId: string): number {
    const row = this.database.submissions.get(submissionId);
    if (row) row.epoch = 1;
    return 1;
  }
}

/** Every try has a key of its own, so that no platform can drop a repeat. */
class NewKeySends extends MemorySendStore {
  override async claimDue(claim: Parameters<SendStore['claimDue']>[0]) {
    return (await super.claimDue(claim)).map((claimed) => ({
      ...claimed,
      idempotencyKey: `${claimed.idempotencyKey}.${claimed.sendId}`,
    }));
  }
}

/** One look that finds nothing is enough to send again. */
class OneLookSends extends MemorySendStore {
  override async claimDue(claim: Parameters<SendStore['claimDue']>[0]) {
    return (await super.claimDue(claim)).map((claimed) =>
      claimed.previousOutcome === 'unknown' ? { ...claimed, previousOutcome: 'absent' as const } : claimed,
    );
  }
}

/** Goes wherever the platform stands now. */
class PresentModeSends extends MemorySendStore {
  override async claimDue(claim: Parameters<SendStore['claimDue']>[0]) {
    const { mode } = this.database.platform(claim.platform);
    return (await super.claimDue(claim)).map((claimed) => ({ ...claimed, mode: mode as SendMode }));
  }
}

/** What nobody knows is taken for not sent. */
function guessing(adapter: PlatformAdapter): PlatformAdapter {
  return {
    ...adapter,
    submit: async (notice, attempt) => {
      try {
        return await adapter.submit(notice, attempt);
      } catch (error) {
        if (!(error instanceof PlatformFault) || error.kind !== 'outcomeUnknown') throw error;
        throw new PlatformFault(error.platform, 'temporary', error.code);
      }
    },
  };
}

/** Each process takes its own clock for the database's, and every clock is wrong by another number of minutes. */
function atAnotherTime({ world, name }: SimProcess, own: MemoryStores): MemoryStores {
  const aheadMs = Number(name.split('-')[1]) * 60_000;
  const now = { value: () => world.database.now() + aheadMs };
  return { ...own, sends: new MemorySendStore(Object.create(world.database, { now }) as MemoryDatabase) };
}

/** A repeat says nothing of being one. */
function unmarking(adapter: PlatformAdapter): PlatformAdapter {
  return {
    ...adapter,
    submit: (notice, attempt) => adapter.submit({ ...notice, repeatOf: null }, attempt),
  };
}

/** Says that a report is filed, and stores it a little later. */
class HastyReports extends MemoryReportStore {
  constructor(private readonly process: SimProcess) {
    super(process.world.database, process.openSession);
  }

  override async file(report: FiledReport) {
    this.process.world.scheduler.after(20_000, this.process, () => void super.file(report));
    return 'filed' as const;
  }
}

/** The same message under another name each time. */
class RepeatingReplies extends MemoryReplyStore {
  override keep(reply: RawReply) {
    return super.keep({ ...reply, messageKey: `${reply.id} ${reply.messageKey}` });
  }
}

class UnorderedWebhooks extends MemoryWebhookStore {
  protected override isInTurn() {
    return true;
  }
}

/** What was hinted once is never looked for again. */
class HintsOnly extends MemoryOutbox {
  override async dueLanes() {
    return [];
  }
}

/** What a lost worker may have sent goes out once more. */
class RepeatingFollowUps extends MemoryFollowUpStore {
  constructor(private readonly tables: MemoryDatabase) {
    super(tables);
  }

  override async endLost(): Promise<readonly []> {
    const nowMs = this.tables.now();
    for (const row of this.tables.followUps)
      if (row.leaseUntilMs !== null && row.leaseUntilMs < nowMs)
        Object.assign(row, { state: 'QUEUED', epoch: row.epoch + 1, leaseUntilMs: null, nextTryAtMs: nowMs });
    return [];
  }
}
