import { loadConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger } from '#telemetry';
import { startApi } from '../../../apps/api/src/api.js';
import { mailPartners, partners } from '../partners.js';

/** The API as it is shipped, with the partners beside its platforms. */
export async function run(): Promise<void> {
  const config = loadConfig({ env: process.env });
  await startApi({
    config,
    platforms: [...platforms, ...(process.argv[3] === 'mail-partners' ? mailPartners : partners)],
    log: createLogger({ service: 'api', ...config.log }),
  });
}
