import type { Platform } from '#platform-kit';
import { createFacebookAdapter } from './adapter.js';
import { manifest } from './manifest.js';
import { simulation } from './simulator.js';
import { targets } from './targets.js';

/** Facebook. */
export const facebook: Platform = { manifest, targets, createAdapter: createFacebookAdapter, simulation };
