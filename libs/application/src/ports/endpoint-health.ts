/** When an endpoint whose consumer takes nothing is switched off. */
export interface HealthRule {
  /** From the first failure after the last success. */
  readonly failingForMs: number;
  /** So far must the last failure be from the first: one bad hour switches nothing off. */
  readonly failuresApartMs: number;
  /** Parts of that time at which somebody is told. */
  readonly warnAtPercent: readonly number[];
}

export interface NoticedEndpoint {
  readonly endpointId: string;
  readonly kind: 'endpoint.failing' | 'endpoint.disabled';
  readonly percent: number;
}

/** What becomes of endpoints that fail. */
export interface EndpointHealth {
  /** Warns of those that are on their way, switches off those whose time is up; each is told once. */
  look(rule: HealthRule): Promise<readonly NoticedEndpoint[]>;
}
