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
];

/** Jest's order, which a fresh checkout takes from sizes of files, but with the long suites first. */
module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const isLong = ({ path }) => long.some((each) => path.endsWith(`/${each}`));
    const sorted = await super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
