/**
 * A worker in a process of its own, straight from the sources: what a test can kill.
 *
 * argv: JSON of {env, schema, platformsModule}. Prints one line once it runs.
 */
require('./services/load-typescript.cjs')();
const { env, schema, platformsModule } = JSON.parse(process.argv[2]);
const { loadConfig } = require('#config');
const { createLogger } = require('#telemetry');
const { startWorker } = require('../../apps/worker/src/worker.ts');
const { platforms } = require(platformsModule);

startWorker({
  config: loadConfig({ env }),
  platforms,
  log: createLogger({ service: 'worker', level: 'warn', destination: 'stderr' }),
  schema,
}).then(
  () => process.stdout.write('running\n'),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
process.on('disconnect', () => process.exit(0));
