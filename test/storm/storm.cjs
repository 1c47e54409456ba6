/** `npm run storm`: see README.md. */
require('../support/services/load-typescript.cjs')();
require('reflect-metadata');

require('./main.ts')
  .main(process.argv.slice(2))
  .then(
    (code) => process.exit(code),
    (error) => {
      process.stderr.write(`${error?.stack ?? error}\n`);
      process.exit(1);
    },
  );
