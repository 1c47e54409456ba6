import type { Platform } from '#platform-kit';
import { createLookupAdapter } from './adapter.js';
import { httpBaseUrl } from './client.js';
import { manifest } from './manifest.js';
import { simulation } from './simulator.js';
import { targets } from './targets.js';

/** A made-up platform whose receipts can be looked up. */
export const lookupExample: Platform = {
  manifest,
  targets,
  httpBaseUrl,
  createAdapter: (connection) => createLookupAdapter(connection),
  simulation,
};
