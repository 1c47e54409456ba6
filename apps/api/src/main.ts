import { loadConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger, exitWithParent, readOrExit, runService } from '#telemetry';
import { startApi } from './api.js';

exitWithParent();
const config = readOrExit('api', () => loadConfig({ env: process.env }));
const log = createLogger({ service: 'api', ...config.log });
void runService({
  ...{ name: 'api', log },
  start: (signal) => startApi({ config, platforms, log, signal }),
  describe: ({ url }) => ({ port: Number(new URL(url).port) }),
  // What is being answered may take as long as a statement and its wait for a connection.
  stopWithinMs: 19_000,
});
