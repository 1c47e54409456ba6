import { realClock, type Clock } from '../ports/clock.js';
import type { OutcomeCells } from '../ports/outcome-cells.js';

const everyMs = 60_000;
const atOnce = 2_000;

/** Adds up the figures of what has settled. Run as often as one likes: it looks once a minute, and goes on while there is something. */
export class KeepOutcomeCells {
  private nextRunAtMs = 0;

  constructor(
    private readonly parts: {
      readonly cells: OutcomeCells;
      /** On whose clock a day begins. */
      readonly timeZone: string;
      /** Absent is real time. */
      readonly clock?: Pick<Clock, 'now'>;
    },
  ) {}

  async run(): Promise<void> {
    const { cells, timeZone, clock = realClock } = this.parts;
    if (clock.now() < this.nextRunAtMs) return;
    const kept = await cells.keep(timeZone, atOnce);
    if (kept === 0) this.nextRunAtMs = clock.now() + everyMs;
  }
}
