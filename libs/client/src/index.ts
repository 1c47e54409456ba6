export { createClient, type ClientOptions, type UniflagClient } from './client.js';
export type { FeedMessage } from './feed.js';
export type { LiveMessage } from './live-events.js';
export { answerOf, ApiProblem, ApiUnreachable } from './problems.js';
export type * from './shapes.js';
