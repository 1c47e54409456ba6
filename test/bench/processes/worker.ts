import { loadConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger } from '#telemetry';
import { startWorker } from '../../../apps/worker/src/worker.js';
import { mailPartners, partners } from '../partners.js';

/** The worker as it is shipped, with the partners beside its platforms. */
export async function run(): Promise<void> {
  const config = loadConfig({ env: process.env });
  await startWorker({
    config,
    platforms: [...platforms, ...(process.argv[3] === 'mail-partners' ? mailPartners : partners)],
    log: createLogger({ service: 'worker', ...config.log }),
  });
}
