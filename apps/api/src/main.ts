import { loadConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger, exitWithParent } from '#telemetry';
import { startApi } from './api.js';

const config = loadConfig({ env: process.env });
const log = createLogger({ service: 'api', ...config.log });
const api = await startApi({ config, platforms, log });
log.info('api.started', { port: config.api.port });

let isStopping = false;
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  log.info('api.stopping', { signal });
  await api.close();
  log.info('api.stopped');
  process.exit(0);
}
process.once('SIGTERM', (signal) => void stop(signal));
process.once('SIGINT', (signal) => void stop(signal));
