/**
 * Works on claimed items side by side, at most `places` at a time.
 *
 * `run` claims until nothing is due or every place is taken, and returns while the work goes on; a place that becomes
 * free while there was more to claim claims again.
 */
export class WorkPlaces<Item> {
  private readonly active = new Set<Promise<void>>();
  private isSaturated = false;

  constructor(
    private readonly parts: {
      readonly places: number;
      readonly claim: (limit: number) => Promise<readonly Item[]>;
      /** Must not reject: what goes wrong with one item is settled with that item. */
      readonly work: (item: Item) => Promise<void>;
      /** A claim failed that nobody waits for; the next hint or sweep tries again. */
      readonly onClaimError: (error: unknown) => void;
    },
  ) {}

  async run(): Promise<void> {
    for (;;) {
      const limit = this.parts.places - this.active.size;
      if (limit <= 0) {
        this.isSaturated = true;
        return;
      }
      const claimed = await this.parts.claim(limit);
      for (const item of claimed) this.start(item);
      if (claimed.length < limit) return;
    }
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.active.size > 0) await Promise.all(this.active);
  }

  private start(item: Item): void {
    const working: Promise<void> = this.parts.work(item).finally(() => {
      this.active.delete(working);
      if (!this.isSaturated) return;
      this.isSaturated = false;
      this.run().catch(this.parts.onClaimError);
    });
    this.active.add(working);
  }
}
