import type { EndpointHealth, HealthRule } from '../ports/endpoint-health.js';
import type { WorkLog } from '../ports/work-log.js';

const hourMs = 3_600_000;

export const healthRule: HealthRule = {
  failingForMs: 5 * 24 * hourMs,
  failuresApartMs: 12 * hourMs,
  warnAtPercent: [50, 70, 90],
};

/** Warns of endpoints whose consumers take nothing, and switches them off in the end; their events are kept. */
export class WatchEndpoints {
  constructor(private readonly parts: { readonly health: EndpointHealth; readonly log: WorkLog }) {}

  async run(): Promise<void> {
    const { health, log } = this.parts;
    for (const { kind, ...noticed } of await health.look(healthRule))
      log.warn(
        kind === 'endpoint.disabled' ? 'webhook.endpoint_disabled' : 'webhook.endpoint_failing',
        noticed,
      );
  }
}
