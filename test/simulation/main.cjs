/** `npm run simulate`: see simulate.ts. Runs from the sources, so that nothing has to be built. */
require('../support/services/load-typescript.cjs')();
const { simulate } = require('./simulate.ts');

simulate(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
