import type { Platform } from '#platform-kit';
import { createInstagramAdapter } from './adapter.js';
import { manifest } from './manifest.js';
import { simulation } from './simulator.js';
import { targets } from './targets.js';

/** Instagram. */
export const instagram: Platform = { manifest, targets, createAdapter: createInstagramAdapter, simulation };
