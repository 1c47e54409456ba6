/**
 * A process that listens to one lane and never comes to the end of a run: what a test can stop and kill in the middle.
 *
 * argv: JSON of {options, lane}. Prints `listening`, and `begun` with each run.
 */
require('./services/load-typescript.cjs')();
const { options, lane } = JSON.parse(process.argv[2]);
const { createHintQueue } = require('#queue');
const { silentLog } = require('#telemetry');

const queue = createHintQueue(options, silentLog);
queue.listen(
  lane,
  () => {
    process.stdout.write('begun\n');
    return new Promise(() => {});
  },
  { concurrency: 1 },
);
queue.ready().then(() => process.stdout.write('listening\n'));
