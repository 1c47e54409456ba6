import { loadConfig } from '#config';
import { createLogger } from '#telemetry';
import { startApi } from '../../../apps/api/src/api.js';
import { platforms } from '../../support/platforms/with-examples.js';

/** The API as it is shipped, with the test platforms. */
export async function run({ name }: { name: string }): Promise<void> {
  const log = createLogger({ service: name, level: 'warn' });
  await startApi({ config: loadConfig({ env: process.env }), platforms, log });
}
