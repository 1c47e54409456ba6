import type { RunningServices } from './global-setup.js';

/** Stops what the setup started, and nothing else. */

export default async function globalTeardown(): Promise<void> {
  const run = globalThis as typeof globalThis & { uniflagTestServices?: RunningServices[] };
  await Promise.all((run.uniflagTestServices ?? []).map((service) => service.stop()));
}
