import type { UsualWait } from '#core';
import type { SendMode } from './report-store.js';

/** What was seen of notices that are alike: to one platform, about one category, under one regime, in one mode. */
export interface KnownNotices {
  readonly platform: string;
  readonly channel: string;
  readonly category: string;
  readonly regime: string;
  /** By this channel; null where too few were decided. */
  readonly usually: UsualWait | null;
  /** As is `actedOn`: by any channel. */
  readonly judged: number;
  readonly actedOn: number;
}

export interface NoticeHistoryStore {
  /**
   * @returns whether the caller is to count now: nobody began within `everyMs`. Of many who ask at once one is; who dies over
   *   it is followed by another when that time is over
   */
  claim(mode: SendMode, everyMs: number): Promise<boolean>;
  /** Keeps what is known now in place of what was. */
  keep(mode: SendMode, known: readonly KnownNotices[]): Promise<void>;
}
