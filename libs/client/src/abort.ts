/**
 * A signal of one's own that also ends when `outer` does.
 *
 * With listeners of our own, as `AbortSignal.any` and the signal of a `Request` reach nobody in Node 20 once garbage
 * collection has taken what lies between. For the same reason nothing here trusts `fetch` to notice an abort.
 */
export class Ending {
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly outer?: AbortSignal) {
    this.signal = this.controller.signal;
    if (outer?.aborted) this.endWithOuter();
    outer?.addEventListener('abort', this.endWithOuter, { once: true });
  }

  /** Ends it unless it is asked again, or released, within `timeoutMs`. */
  readonly endIn = (timeoutMs: number): void => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(new DOMException('took too long', 'TimeoutError')), timeoutMs);
  };

  readonly end = (reason?: unknown): void => this.controller.abort(reason);

  /** Forgets timer and outer signal. */
  readonly release = (): void => {
    clearTimeout(this.timer);
    this.outer?.removeEventListener('abort', this.endWithOuter);
  };

  private readonly endWithOuter = (): void => this.end(this.outer?.reason);
}

/** The outcome of `work`, or the reason of `signal` thrown as soon as it ends. */
export function unlessEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
