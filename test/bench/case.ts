export type Backend = 'postgres' | 'redis';

export interface BenchOptions {
  readonly backend: Backend;
  readonly reports?: number;
  readonly submissions?: number;
  readonly concurrency?: number;
  /** Takes one line for the person at the screen. */
  readonly say: (line: string) => void;
}

export type Figures = Readonly<Record<string, unknown>>;
