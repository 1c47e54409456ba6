/** Keeps values for a fixed time, and nothing for longer: what has run out goes when something new comes. */
export class ShortMemory<Value> {
  /** In the order in which they run out. */
  private readonly kept = new Map<string, { readonly value: Value; readonly untilMs: number }>();

  constructor(private readonly lifetimeMs: number) {}

  get size(): number {
    return this.kept.size;
  }

  get(key: string): Value | undefined {
    const entry = this.kept.get(key);
    return entry && entry.untilMs > Date.now() ? entry.value : undefined;
  }

  /** Kept from now on, also where it was kept before. */
  set(key: string, value: Value): void {
    const nowMs = Date.now();
    for (const [old, { untilMs }] of this.kept) {
      if (untilMs > nowMs) break;
      this.kept.delete(old);
    }
    this.kept.delete(key);
    this.kept.set(key, { value, untilMs: nowMs + this.lifetimeMs });
  }

  forget(key: string): void {
    this.kept.delete(key);
  }

  clear(): void {
    this.kept.clear();
  }
}
