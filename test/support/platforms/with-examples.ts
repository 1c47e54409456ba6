import { platforms as registry } from '#platforms';
import { dedupeExample } from './dedupe-example/index.js';
import { lookupExample } from './lookup-example/index.js';

/** The product's platforms and the two test ones. */
export const platforms = [...registry, lookupExample, dedupeExample];
