import type { Actor } from './staff-acts.js';
import type { WrappedKey } from './report-store.js';

export interface NewGlassBreak {
  readonly id: string;
  readonly reportId: string;
  readonly by: Actor;
  /** Encrypted with the report's key, as `glass-<id>`. */
  readonly reason: Uint8Array;
  readonly lifetimeMs: number;
}

/** Somebody opened a report without the role it takes. */
export interface GlassBreak extends Omit<NewGlassBreak, 'lifetimeMs'> {
  readonly reportReference: string;
  /** Null once the report was erased. */
  readonly key: WrappedKey | null;
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
}

/** Reports that are open to somebody without the role they take; the database's clock says until when. */
export interface GlassStore {
  /** @returns when it ends; undefined where it is not open to them */
  find(callerId: string, reportId: string): Promise<number | undefined>;
  /** @returns when it ends */
  open(broken: NewGlassBreak): Promise<number>;
}
