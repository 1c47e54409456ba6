/** `npm run bench`: see README.md beside this file. */
require('../support/services/load-typescript.cjs')();
require('reflect-metadata');
require('./main.ts')
  .main(process.argv.slice(2))
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
