/**
 * One process of the benchmark, straight from the sources: `api` and `worker` as they are shipped, with the partners beside
 * their platforms; `stub`, the partners' answering machine.
 *
 * argv: which one, and which partners: `partners` over HTTP or `mail-partners`. Configured by the environment alone.
 */
require('../../support/services/load-typescript.cjs')();
require('reflect-metadata');
require(`./${process.argv[2]}.ts`)
  .run()
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
