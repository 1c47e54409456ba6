import type { AnchorPort, AuditChain, AuditHead } from '../ports/audit-chain.js';
import { realClock, type Clock } from '../ports/clock.js';
import type { WorkLog } from '../ports/work-log.js';

export interface SealAuditParts {
  readonly chain: AuditChain;
  readonly anchors: readonly AnchorPort[];
  readonly sign: (place: Pick<AuditHead, 'sequence' | 'hash' | 'atMs'>) => AuditHead['signed'];
  readonly log: WorkLog;
  readonly settings: { readonly sealEveryMs: number };
  /** Absent is real time. */
  readonly clock?: Clock;
}

const batch = 500;
/** What one run links at most, so that the first one over an old installation does not hold up the sweep. */
const batchesPerRun = 4;
/** How often it is looked whether a head is due, where one is not due more often. */
const lookForHeadMs = 5_000;
const retryAnchorMs = 60_000;

/** Links what was recorded into the chain, signs its head from time to time, and gets it out of the database. */
export class SealAudit {
  private nextHeadAtMs = 0;
  private nextAnchorAtMs = 0;
  private anchoring: Promise<void> | undefined;

  constructor(private readonly parts: SealAuditParts) {}

  async run(): Promise<void> {
    const { chain, sign, settings, log, clock = realClock } = this.parts;
    for (let turn = 0; turn < batchesPerRun; turn += 1) if ((await chain.seal(batch)) < batch) break;
    if (clock.now() < this.nextHeadAtMs) return;
    this.nextHeadAtMs = clock.now() + Math.min(settings.sealEveryMs, lookForHeadMs);
    await chain.head(settings.sealEveryMs, sign);
    // A mail server that hangs holds up no sweep.
    this.anchoring ??= this.anchor()
      .catch((error: unknown) => log.error('audit.anchor_failed', { error }))
      .finally(() => {
        this.anchoring = undefined;
      });
  }

  /** Resolves when no head is on its way out. */
  async settled(): Promise<void> {
    await this.anchoring;
  }

  /** Heads that another process kept leave too: whoever finds one that did not, takes it out. */
  private async anchor(): Promise<void> {
    const { chain, anchors, log, clock = realClock } = this.parts;
    if (clock.now() < this.nextAnchorAtMs) return;
    for (const anchor of anchors) {
      const { way } = anchor;
      const head = await chain.unanchored(way);
      if (!head) continue;
      const hindrance = await anchor.keep(head);
      if (hindrance === undefined) await chain.anchored(head.sequence, way);
      else {
        this.nextAnchorAtMs = clock.now() + retryAnchorMs;
        log.warn('audit.not_anchored', { way, sequence: head.sequence, reason: hindrance });
      }
    }
  }
}
