/** `npm run fuzz`: see README.md. Runs from the sources, so that nothing has to be built. */
require('../support/services/load-typescript.cjs')();
require('reflect-metadata');

require('./main.ts')
  .main(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
  .then(
    (code) => process.exit(code),
    (error) => {
      process.stderr.write(`${error?.stack ?? error}\n`);
      process.exit(1);
    },
  );
