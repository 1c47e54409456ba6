import type { KeyWrapper } from '../ports/cipher.js';
import type { KeyStore } from '../ports/key-store.js';
import type { WorkLog } from '../ports/work-log.js';

/**
 * Wraps every data key with the current wrapping key, a page at each run; nothing that a data key opens is touched. Once
 * it has come to the end without a key that an earlier one wraps, the earlier ones are needed no longer.
 */
export class RewrapKeys {
  private after: string | null = null;
  private rewrapped = 0;
  private isDone = false;

  constructor(
    private readonly parts: {
      readonly keys: KeyStore;
      readonly wrapper: KeyWrapper;
      readonly log: WorkLog;
    },
  ) {}

  /** @returns how many were wrapped anew; 0 where none was, which may be because all are done */
  async run(limit = 1_000): Promise<number> {
    const { keys, wrapper, log } = this.parts;
    if (this.isDone || !wrapper.hasEarlierKeys) return 0;
    const current = await wrapper.wrappingKeyId();
    const page = await keys.page(this.after, limit);
    const old = page.filter(({ wrappingKeyId }) => wrappingKeyId !== current);
    const replaced = await keys.replace(
      await Promise.all(
        old.map(async (before) => ({ before, after: await wrapper.rewrap(before.ownerId, before) })),
      ),
    );
    this.rewrapped += replaced;
    this.after = page.at(-1)?.ownerId ?? null;
    if (page.length < limit) {
      // Whoever was closed with an earlier key while this went by is found by the next start.
      this.isDone = true;
      log.info('security.keys_rewrapped', { count: this.rewrapped, wrappingKeyId: current });
    }
    return replaced;
  }
}
