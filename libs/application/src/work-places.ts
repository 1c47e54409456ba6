/**
 * Works on claimed items side by side, at most `places` at a time.
 *
 * `run` claims until nothing is due or every place is taken, and returns while the work goes on; a place that becomes
 * free while there was more to claim claims again. Claims are made one after the other, so that two runs at once
 * never take more than there are places.
 */
export class WorkPlaces<Item> {
  private readonly active = new Set<Promise<void>>();
  private claiming: Promise<void> | undefined;
  private isAskedAgain = false;
  private isSaturated = false;
  private isStopped = false;

  constructor(
    private readonly parts: {
      /** How many at a time, asked before each claim. */
      readonly places: () => number;
      readonly claim: (limit: number) => Promise<readonly Item[]>;
      /** Must not reject: what goes wrong with one item is settled with that item. */
      readonly work: (item: Item) => Promise<void>;
      /** A claim failed that nobody waits for; the next hint or sweep tries again. */
      readonly onClaimError: (error: unknown) => void;
      /** An item that is done makes another one due: claim again after each. */
      readonly leadsOn?: boolean;
    },
  ) {}

  /** Rejects where a claim fails; what was claimed before goes on. */
  run(): Promise<void> {
    if (this.isStopped) return Promise.resolve();
    this.isAskedAgain = true;
    this.claiming ??= this.claimAll();
    return this.claiming;
  }

  /** Claims nothing from now on; what is claimed already is worked on. */
  stop(): void {
    this.isStopped = true;
  }

  /** Resolves when nothing is under way, nor being claimed. */
  async settled(): Promise<void> {
    while (this.active.size > 0 || this.claiming) await Promise.allSettled([...this.active, this.claiming]);
  }

  private async claimAll(): Promise<void> {
    try {
      while (this.isAskedAgain) {
        this.isAskedAgain = false;
        await this.fillPlaces();
      }
    } finally {
      // In the same breath as the last look at `isAskedAgain`: no run falls in between.
      this.claiming = undefined;
    }
  }

  private async fillPlaces(): Promise<void> {
    while (!this.isStopped) {
      const limit = this.parts.places() - this.active.size;
      this.isSaturated = limit <= 0;
      if (this.isSaturated) return;
      const claimed = await this.parts.claim(limit);
      for (const item of claimed) this.start(item);
      if (claimed.length < limit) return;
    }
  }

  private start(item: Item): void {
    const working: Promise<void> = this.parts.work(item).finally(() => {
      this.active.delete(working);
      if (this.isSaturated || this.parts.leadsOn) this.run().catch(this.parts.onClaimError);
    });
    this.active.add(working);
  }
}
