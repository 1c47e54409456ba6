import { loadConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger, exitWithParent } from '#telemetry';
import { startApi } from './api.js';

const config = loadConfig({ env: process.env });
const log = createLogger({ service: 'api', ...config.log });
exitWithParent();

try {
  const api = await startApi({ config, platforms, log });
  log.info('api.started', { port: config.api.port });
  const stop = (signal: string) => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    log.info('api.stopping', { signal });
    api.close().then(
      () => {
        log.info('api.stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error('api.close_failed', { error });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
} catch (error) {
  log.error('api.not_started', { error });
  // Connections opened so far would keep the process alive.
  process.exit(1);
}
