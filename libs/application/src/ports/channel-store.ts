import type { SendMode } from './report-store.js';

/** DEAD leads nowhere; USABLE: a person says that it works again. A channel nobody marked is usable. */
export const channelStates = ['DEAD', 'USABLE'] as const;
export type ChannelState = (typeof channelStates)[number];

/**
 * BOUNCES   notices came back again and again
 * MOVED     the platform moved it
 * CLOSED    the platform closed it, or ended the agreement
 * SILENT    nobody answers there
 * WORKS     it was tried and works
 * OTHER     something else
 */
export const markReasons = ['BOUNCES', 'MOVED', 'CLOSED', 'SILENT', 'WORKS', 'OTHER'] as const;
export type MarkReason = (typeof markReasons)[number];

export interface ChannelMark {
  readonly platform: string;
  readonly channel: string;
  readonly state: ChannelState;
  readonly reason: MarkReason;
  /** Set where notices of one mode say so: it holds while the platform is in that mode. */
  readonly mode: SendMode | null;
  readonly by: string;
}

export interface KeptChannelMark extends ChannelMark {
  readonly atMs: number;
  /** Whether the channel counts as dead now. */
  readonly isDead: boolean;
}

/** What became of the latest notices over one channel, in the mode its platform is in. */
export interface ChannelHealth {
  readonly channel: string;
  /** Notices that arrived, as far as anybody can tell: answered, or not back after an hour. */
  readonly successes: number;
  /** Notices that came back, or were refused for good. */
  readonly failures: number;
  /** Those since the last one that arrived, and since a person said that the channel works, that say so of the channel. */
  readonly failuresInRow: number;
  /** When the latest notice left that arrived. */
  readonly lastGoodAtMs: number | null;
  readonly medianAcknowledgementMs: number | null;
  /** Mode that this is about. */
  readonly mode: SendMode;
}

/** A submission that stands at a channel. */
export interface StandingSubmission {
  readonly submissionId: string;
  readonly reportId: string;
}

export interface ChannelStore {
  /** The latest mark of each channel that has one. */
  marks(): Promise<readonly KeptChannelMark[]>;
  /** @returns false where the channel had this mark already */
  mark(mark: ChannelMark): Promise<boolean>;
  health(channels: readonly string[]): Promise<readonly ChannelHealth[]>;
  /** Submissions that wait to be sent over a channel, of which no notice may have arrived. */
  waiting(platform: string, channel: string, limit: number): Promise<readonly StandingSubmission[]>;
  /** Submissions that are blocked because their channel was dead. */
  stoodDown(channel: string, limit: number): Promise<readonly StandingSubmission[]>;
}
