import type { Platform } from '#platform-kit';
import { facebook } from './facebook/index.js';
import { instagram } from './instagram/index.js';
import { snapchat } from './snapchat/index.js';
import { whatsapp } from './whatsapp/index.js';
import { youtube } from './youtube/index.js';

/** Every platform Uniflag knows, one line each. Queues, limits, routes, forms and the API's enum derive from this. */
export const platforms: readonly Platform[] = [facebook, instagram, snapchat, whatsapp, youtube];
