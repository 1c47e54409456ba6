import { loadConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger, exitWithParent } from '#telemetry';
import { startWorker } from './worker.js';

const config = loadConfig({ env: process.env });
const log = createLogger({ service: 'worker', ...config.log });
const worker = await startWorker({ config, platforms, log });
log.info('worker.started', { platforms: platforms.map(({ manifest }) => manifest.key) });

let isStopping = false;
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  log.info('worker.stopping', { signal });
  await worker.close();
  log.info('worker.stopped');
  process.exit(0);
}
process.once('SIGTERM', (signal) => void stop(signal));
process.once('SIGINT', (signal) => void stop(signal));
