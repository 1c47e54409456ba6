import { LiveConfig, loadCheckedConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger, exitWithParent, readOrExit, runService } from '#telemetry';
import { startWorker } from './worker.js';

/** For what comes after the sends: closing connections. */
const closeMs = 4_000;

exitWithParent();
const manifests = platforms.map(({ manifest }) => manifest);
const live = readOrExit(
  'worker',
  () => new LiveConfig(() => loadCheckedConfig({ env: process.env }, manifests), manifests),
);
const { config, channelChanges } = live;
const log = createLogger({ service: 'worker', ...config.log });
void runService({
  ...{ name: 'worker', log, reload: () => ({ ...live.reload() }) },
  start: (signal) => startWorker({ config, channelChanges, platforms, log, signal }),
  describe: () => ({ platforms: platforms.map(({ manifest }) => manifest.key) }),
  stopWithinMs: config.worker.shutdownTimeoutMs + closeMs,
});
