/**
 * One process of the storm, straight from the sources. STORM_PROCESS says which: JSON of {role, name, plant, …}; the rest
 * of the environment is the product's own. With a plant it runs with that defect and no other.
 */
const loadTypescript = require('../../support/services/load-typescript.cjs');
const brief = JSON.parse(process.env.STORM_PROCESS);

let edit = (_file, source) => source;
loadTypescript((file, source) => edit(file, source));
require('reflect-metadata');
const { exitWithParent } = require('#telemetry');
if (brief.plant) edit = require('../plants/edit.ts').editOf(brief.plant);

exitWithParent();
require(`./${brief.role}.ts`)
  .run(brief)
  .then(
    () => process.send?.({ kind: 'started' }),
    (error) => {
      process.stderr.write(
        `${JSON.stringify({ event: 'storm.not_started', error: String(error?.stack ?? error) })}\n`,
      );
      process.exit(1);
    },
  );
