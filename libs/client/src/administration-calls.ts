import type { Client } from 'openapi-fetch';
import { answerOf } from './problems.js';
import type * as Shape from './shapes.js';

/** Calls of those who look after an installation. */
export const administrationCalls = (api: Client<Shape.paths>) => ({
  /** One page of the record of who read and changed what, newest first. */
  auditPage: (query: Shape.AuditQuery = {}): Promise<Shape.AuditPage> =>
    answerOf(api.GET('/v1/audit', { params: { query } })),
  /** What is kept how long, what would be erased now and what is kept longer, and proof of what was erased. */
  readRetention: (): Promise<Shape.Retention> => answerOf(api.GET('/v1/retention')),
  /** What waits at each platform and channel, since when, and whether it is left lying. */
  readQueues: (): Promise<Shape.Queues> => answerOf(api.GET('/v1/queues')),
});
