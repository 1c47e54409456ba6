import { setTimeout as wait } from 'node:timers/promises';
import { ApiError, isAway, type Api, type EventView } from './api.js';

const againAfterMs = 1_000;

/**
 * Gives every event of one report, once and in order, as it happens.
 *
 * The live stream makes it prompt; the stored timeline fills what the stream missed and stands in where it is closed.
 */
export class Timeline {
  private lastSequence = 0;

  constructor(
    private readonly api: Api,
    private readonly reportId: string,
    private readonly onEvent: (event: EventView) => void,
  ) {}

  /** Follows until `signal` ends it; then it simply returns. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.catchUp();
        const events = await this.api.events(signal);
        await this.catchUp();
        for await (const event of events) await this.accept(event);
      } catch (error) {
        if (signal.aborted) return;
        // Without the stream, the stored timeline is read once a round.
        if (!(error instanceof ApiError) && !isAway(error)) throw error;
      }
      await wait(againAfterMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Reads what is stored beyond the last event given. */
  async catchUp(): Promise<void> {
    const stored = await this.api.get<{ data: readonly EventView[] }>(
      `/v1/reports/${this.reportId}/events?limit=100`,
    );
    for (const event of stored.data.toSorted((one, other) => one.sequence - other.sequence)) this.give(event);
  }

  private async accept(event: EventView): Promise<void> {
    if (event.reportId !== this.reportId) return;
    if (event.sequence > this.lastSequence + 1) await this.catchUp();
    this.give(event);
  }

  private give(event: EventView): void {
    if (event.sequence <= this.lastSequence) return;
    this.lastSequence = event.sequence;
    this.onEvent(event);
  }
}
