export { freePort, startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded-postgres.js';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.js';
export { isRunning } from './postmaster.js';
