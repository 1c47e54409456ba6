import type { Platform } from '#platform-kit';
import { createSnapchatAdapter } from './adapter.js';
import { manifest } from './manifest.js';
import { simulation } from './simulator.js';
import { targets } from './targets.js';

/** Snapchat. */
export const snapchat: Platform = { manifest, targets, createAdapter: createSnapchatAdapter, simulation };
