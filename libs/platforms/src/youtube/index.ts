import type { Platform } from '#platform-kit';
import { createYoutubeAdapter } from './adapter.js';
import { httpBaseUrl } from './client.js';
import { manifest } from './manifest.js';
import { simulation } from './simulator.js';
import { targets } from './targets.js';

/** YouTube. */
export const youtube: Platform = {
  manifest,
  targets,
  httpBaseUrl,
  createAdapter: (connection) => createYoutubeAdapter(connection),
  simulation,
};
