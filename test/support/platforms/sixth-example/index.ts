import type { Platform } from '#platform-kit';
import { createAdapter } from './adapter.js';
import { manifest } from './manifest.js';
import { simulation } from './simulator.js';
import { targets } from './targets.js';

/** An invented platform: what adding one takes. */
export const sixthExample: Platform = { manifest, targets, createAdapter, simulation };
