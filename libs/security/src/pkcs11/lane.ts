import type { Handle } from './cryptoki.js';

/** A session of a token: one work at a time, in the order in which they came. */
export class Lane {
  /** Works that are not over. */
  waiting = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(readonly session: Handle) {}

  async run<Result>(work: (session: Handle) => Promise<Result>): Promise<Result> {
    this.waiting += 1;
    const before = this.last;
    const running = before.then(() => work(this.session));
    this.last = running.catch(() => undefined);
    try {
      return await running;
    } finally {
      this.waiting -= 1;
    }
  }
}
