import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Platform } from './platform.js';
import { describeManifest } from './testing/contract-manifest.js';
import { describeReading } from './testing/contract-reading.js';
import { describeHandoffs } from './testing/contract-handoffs.js';
import { describeSending } from './testing/contract-sending.js';
import { describeGolden } from './testing/golden.js';
import { startSimulationHost, type HostSettings, type SimulationHost } from './testing/simulation-host.js';

export { aMessage } from './testing/contract-reading.js';
export { anAttempt } from './testing/contract-sending.js';
export { describeTargets } from './testing/contract-targets.js';
export {
  anExampleCategory,
  anExampleNotice,
  anExampleTarget,
  exampleCategories,
  exampleReference,
} from './testing/example-notice.js';
export { deskAnswers, type DeskAnswer } from './testing/desk-answers.js';
export { startSimulationHost, type HostSettings, type SimulationHost } from './testing/simulation-host.js';

export interface PlatformContractOptions {
  /** Folder of the golden fixtures, such as `new URL('./fixtures/', import.meta.url)`. */
  readonly fixtures?: URL;
  /** Runs the platform's simulation; absent is in this process. */
  readonly connect?: (platform: Platform, settings?: HostSettings) => Promise<SimulationHost>;
}

/**
 * The contract suite: what every platform folder promises, registered as Jest tests. For `contract.spec.ts` files;
 * the product never imports it.
 */
export function describePlatformContract(platform: Platform, options: PlatformContractOptions = {}): void {
  const start = (settings?: HostSettings) => (options.connect ?? startSimulationHost)(platform, settings);
  describe(`the platform ${platform.manifest.key}`, () => {
    let host: SimulationHost;
    beforeAll(async () => {
      host = await start();
    });
    afterAll(() => host.close());

    describeManifest(platform, () => host);
    describeHandoffs(platform, () => host);
    describeSending(platform, start);
    describeReading(platform, () => host);
    if (options.fixtures !== undefined) describeGolden(platform, options.fixtures, start);
  });
}
