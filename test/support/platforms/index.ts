import type { Platform } from '#platform-kit';
import { dedupeExample } from './dedupe-example/index.js';
import { lookupExample } from './lookup-example/index.js';

/** Two made-up platforms, whole folders like the real ones, so that every send rule and every ability has a bearer. */
export const testPlatforms: readonly Platform[] = [lookupExample, dedupeExample];

export { dedupeExample, lookupExample };
