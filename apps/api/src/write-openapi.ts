import { writeFileSync } from 'node:fs';
import pg from 'pg';
import { loadConfig } from '#config';
import type { Database } from '#persistence';
import { platforms } from '#platforms';
import { createMetrics, silentLog } from '#telemetry';
import { ApiModule } from './api.module.js';
import { buildApp } from './api.js';
import { EventHub } from './events/event-hub.js';
import { openApiDocument } from './openapi.js';
import { apiUseCases } from './use-cases.js';

/**
 * Writes the API's description without a database: `node dist/apps/api/src/write-openapi.js <file>`.
 *
 * The keys below encrypt nothing: no request is ever served.
 */
const file = process.argv[2] ?? 'apps/api/openapi.json';
const noKey = Buffer.alloc(32).toString('base64');
const config = loadConfig({
  env: {
    UNIFLAG_DATABASE__URL: 'postgres://nobody@localhost/nothing',
    UNIFLAG_SECURITY__WRAPPING_KEY: noKey,
    UNIFLAG_SECURITY__CONTENT_KEY: noKey,
  },
});
// A pool connects with its first query; there is none.
const database = { pool: new pg.Pool() } as unknown as Database;
const useCases = apiUseCases(config, platforms, database, silentLog);
const hub = new EventHub(database.pool, useCases.eventQueries, silentLog);
const metrics = createMetrics();
const module = ApiModule.with({ config, database, useCases, hub, metrics });
const app = await buildApp({ config, platforms, log: silentLog, module, metrics });
writeFileSync(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
await app.close();
