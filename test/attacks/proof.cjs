/** `npm run attacks:proof`: see docs/threat-model.md. */
require('../support/services/load-typescript.cjs')();

process.exitCode = require('./main.ts').main(process.argv.slice(2));
