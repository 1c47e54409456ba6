import { loadCheckedConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger, exitWithParent, readOrExit, runService } from '#telemetry';
import { startWorker } from './worker.js';

/** For what comes after the sends: closing connections. */
const closeMs = 4_000;

exitWithParent();
const manifests = platforms.map(({ manifest }) => manifest);
const config = readOrExit('worker', () => loadCheckedConfig({ env: process.env }, manifests));
const log = createLogger({ service: 'worker', ...config.log });
void runService({
  ...{ name: 'worker', log },
  start: (signal) => startWorker({ config, platforms, log, signal }),
  describe: () => ({ platforms: platforms.map(({ manifest }) => manifest.key) }),
  stopWithinMs: config.worker.shutdownTimeoutMs + closeMs,
});
