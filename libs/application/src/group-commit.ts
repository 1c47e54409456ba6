/**
 * Commits results in groups: whatever finished while the last commit ran goes into the next one.
 *
 * One round of commits serves many results, and a slow sender never holds back a fast one.
 */
export class GroupCommit<T> {
  private waiting: { item: T; done: () => void; failed: (error: unknown) => void }[] = [];
  private isRunning = false;

  /** @param maxGroup most items in one commit */
  constructor(
    private readonly commit: (items: readonly T[]) => Promise<void>,
    private readonly maxGroup = 100,
  ) {}

  /** Resolves once the commit that holds this item is through; rejects with its error. */
  add(item: T): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      if (!this.isRunning) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.isRunning = true;
    // Everything that finishes in this tick joins the first group.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, this.maxGroup);
      try {
        await this.commit(group.map(({ item }) => item));
        for (const { done } of group) done();
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.isRunning = false;
  }
}
