import { loadConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger, exitWithParent } from '#telemetry';
import { startWorker } from './worker.js';

const config = loadConfig({ env: process.env });
const log = createLogger({ service: 'worker', ...config.log });
exitWithParent();

try {
  const worker = await startWorker({ config, platforms, log });
  log.info('worker.started', { platforms: platforms.map(({ manifest }) => manifest.key) });
  const stop = (signal: string) => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    log.info('worker.stopping', { signal });
    worker.close().then(
      () => {
        log.info('worker.stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error('worker.close_failed', { error });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
} catch (error) {
  log.error('worker.not_started', { error });
  // Connections opened so far would keep the process alive.
  process.exit(1);
}
