import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  circuitBreaker,
  handleWhenResult,
  type CircuitBreakerPolicy,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import type { Circuit } from '#platform-kit';

export interface CircuitOptions {
  /** Failures in a row that open a platform's circuit. */
  readonly failures: number;
  /** How long it stays open at first, in milliseconds; twice as long each time the trial call fails. */
  readonly openMs: number;
  readonly maxOpenMs: number;
}

/** One circuit a platform, for the calls of this process. */
export class Circuits implements Circuit {
  private readonly circuits = new Map<string, PlatformCircuit>();

  constructor(private readonly options: CircuitOptions) {}

  run: Circuit['run'] = (platform, call, isFailure) => this.of(platform).run(call, isFailure);

  isClosed(platform: string): boolean {
    return this.of(platform).isClosed;
  }

  private of(platform: string): PlatformCircuit {
    const known = this.circuits.get(platform);
    if (known) return known;
    const made = new PlatformCircuit(this.options);
    this.circuits.set(platform, made);
    return made;
  }
}

interface Counted<Answer> {
  readonly answer: Answer;
  readonly isFailure: boolean;
}

class PlatformCircuit {
  private readonly breaker: CircuitBreakerPolicy;
  /** Set when it opens, until somebody was told. */
  private openedForMs: number | null = null;

  constructor({ failures, openMs, maxOpenMs }: CircuitOptions) {
    const halfOpenAfter = new DelegateBackoff<IHalfOpenAfterBackoffContext>(
      ({ attempt }) => (this.openedForMs = Math.min(openMs * 2 ** (attempt - 1), maxOpenMs)),
    );
    const failing = handleWhenResult((counted) => (counted as Counted<unknown>).isFailure);
    this.breaker = circuitBreaker(failing, { halfOpenAfter, breaker: new ConsecutiveBreaker(failures) });
  }

  get isClosed(): boolean {
    return this.breaker.state === CircuitState.Closed;
  }

  async run<Answer>(call: () => Promise<Answer>, isFailure: (answer: Answer) => boolean) {
    try {
      const { answer } = await this.breaker.execute(async (): Promise<Counted<Answer>> => {
        const given = await call();
        return { answer: given, isFailure: isFailure(given) };
      });
      const { openedForMs } = this;
      this.openedForMs = null;
      return { answer, openedForMs };
    } catch (error) {
      if (error instanceof BrokenCircuitError) return 'open' as const;
      throw error;
    }
  }
}
