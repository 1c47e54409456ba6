import type { Platform } from '#platform-kit';
import { createDedupeAdapter } from './adapter.js';
import { httpBaseUrl } from './client.js';
import { manifest } from './manifest.js';
import { simulation } from './simulator.js';
import { targets } from './targets.js';

/** A made-up platform that drops repeats. */
export const dedupeExample: Platform = {
  manifest,
  targets,
  httpBaseUrl,
  createAdapter: (connection) => createDedupeAdapter(connection),
  simulation,
};
