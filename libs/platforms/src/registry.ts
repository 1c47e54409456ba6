import type { Platform } from '#platform-kit';
import { youtube } from './youtube/index.js';

/** Every platform Uniflag knows, one line each. Queues, limits, routes, forms and the API's enum derive from this. */
export const platforms: readonly Platform[] = [youtube];
