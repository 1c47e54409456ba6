/**
 * The API or the worker in a process of its own, straight from the sources, as its `main.ts` runs it.
 *
 * argv: `api` or `worker`. Configured by the environment alone.
 */
require('./services/load-typescript.cjs')();
require(`../../apps/${process.argv[2]}/src/main.ts`);
