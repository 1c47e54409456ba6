import type { Platform } from '#platform-kit';
import { createWhatsappAdapter } from './adapter.js';
import { manifest } from './manifest.js';
import { simulation } from './simulator.js';
import { targets } from './targets.js';

/** WhatsApp. */
export const whatsapp: Platform = { manifest, targets, createAdapter: createWhatsappAdapter, simulation };
