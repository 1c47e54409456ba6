import {
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  Registry,
} from 'prom-client';
import { collectDefaultMetrics } from 'prom-client';

type Labels<Names extends string> = Readonly<Record<Names, string>>;

export interface Counter<Names extends string = string> {
  add(labels: Labels<Names>, by?: number): void;
}

export interface Gauge<Names extends string = string> {
  set(labels: Labels<Names>, value: number): void;
  /** Forgets every value, so that what no longer is does not stay. */
  reset(): void;
}

export interface Histogram<Names extends string = string> {
  observe(labels: Labels<Names>, value: number): void;
}

/** The figures of one process, in the text format of Prometheus. Names start with `uniflag_`, units end them. */
export interface Metrics {
  /** Asking for the same name again gives the same figure. */
  counter<Names extends string = never>(
    name: string,
    help: string,
    labels?: readonly Names[],
  ): Counter<Names>;
  gauge<Names extends string = never>(name: string, help: string, labels?: readonly Names[]): Gauge<Names>;
  /** @param buckets upper bounds, in the unit of the figure; by default seconds from 5 ms to 60 s */
  histogram<Names extends string = never>(
    name: string,
    help: string,
    labels?: readonly Names[],
    buckets?: readonly number[],
  ): Histogram<Names>;
  render(): Promise<string>;
  readonly contentType: string;
}

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** @param options.process adds memory, event loop and garbage collection of this process */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.process) collectDefaultMetrics({ register: registry, prefix: 'uniflag_' });
  const once = <T>(name: string, make: () => T): T =>
    (registry.getSingleMetric(name) as T | undefined) ?? make();
  const settings = (name: string, help: string, labels: readonly string[]) => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  });

  return {
    counter: (name, help, labels = []) => {
      const counter = once(name, () => new PromCounter(settings(name, help, labels)));
      return { add: (values, by = 1) => counter.inc(values, by) };
    },
    gauge: (name, help, labels = []) => {
      const gauge = once(name, () => {
        const made = new PromGauge(settings(name, help, labels));
        // Without labels it would begin as 0, which nobody has said.
        if (labels.length === 0) made.remove();
        return made;
      });
      return {
        set: (values, value) => gauge.set(values, value),
        reset: () => {
          gauge.reset();
          if (labels.length === 0) gauge.remove();
        },
      };
    },
    histogram: (name, help, labels = [], buckets = secondsBuckets) => {
      const make = () => new PromHistogram({ ...settings(name, help, labels), buckets: [...buckets] });
      const histogram = once(name, make);
      return { observe: (values, value) => histogram.observe(values, value) };
    },
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
