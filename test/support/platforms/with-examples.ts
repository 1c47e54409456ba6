import { platforms as registry } from '#platforms';
import { testPlatforms } from './index.js';

/** The product's platforms and the two test ones. */
export const platforms = [...registry, ...testPlatforms];
