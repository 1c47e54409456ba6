const { default: Sequencer } = require('@jest/test-sequencer');

/** Half a minute and more: a run that began them last would end with one worker waiting for another. */
const long = [
  'test/simulation/simulation.spec.ts',
  'test/model/send-protocol.spec.ts',
  'libs/persistence/src/stores/pg-stores.spec.ts',
  'apps/simulator/src/platforms.spec.ts',
  'libs/queue/src/redis-server.spec.ts',
  'libs/persistence/src/embedded/embedded-postgres.spec.ts',
  'libs/persistence/src/stores/claim-plans.spec.ts',
  'test/outcomes/outcomes.spec.ts',
  'test/storm/storm.spec.ts',
  // Browsers apart from each other.
  'test/flows/start.spec.ts',
  'test/browser/filing.spec.ts',
  'test/flows/outage.spec.ts',
  'test/browser/report.spec.ts',
  'test/flows/webhook-recovery.spec.ts',
  'test/flows/shutdown.spec.ts',
  'test/browser/accessibility.spec.ts',
  'test/flows/hostile-mails.spec.ts',
  'test/flows/erasure.spec.ts',
  'test/flows/week.spec.ts',
];

/** Jest's order, which a fresh checkout takes from sizes of files, but with the long suites first. */
module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const placeOf = ({ path }) => {
      const place = long.findIndex((each) => path.endsWith(`/${each}`));
      return place < 0 ? long.length : place;
    };
    const sorted = await super.sort(tests);
    return sorted.sort((one, other) => placeOf(one) - placeOf(other));
  }
};
