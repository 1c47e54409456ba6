import { parseArgs } from 'node:util';
import { audit } from './cases/audit.js';
import { backlog } from './cases/backlog.js';
import { fanout, mail } from './cases/fanout.js';
import { floor } from './cases/floor.js';
import { flushall } from './cases/flushall.js';
import { hang } from './cases/hang.js';
import { intake } from './cases/intake.js';
import { lists } from './cases/lists.js';
import { outcomes } from './cases/outcomes.js';
import { paths } from './cases/paths.js';
import { replies } from './cases/replies.js';
import { slowConsumer } from './cases/slow-consumer.js';
import { stream } from './cases/stream.js';
import { webhooks } from './cases/webhooks.js';
import type { BenchOptions, Figures } from './case.js';

/** Each case measures one thing on this machine and gives its figures, units in their names. */
const cases: Readonly<Record<string, (options: BenchOptions) => Promise<Figures>>> = {
  audit,
  paths,
  fanout,
  floor,
  intake,
  lists,
  mail,
  replies,
  stream,
  flushall,
  hang,
  backlog,
  webhooks,
  'slow-consumer': slowConsumer,
  outcomes,
};

/** Runs one case; the last line is JSON. */
export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      backend: { type: 'string', default: 'postgres' },
      reports: { type: 'string' },
      submissions: { type: 'string' },
      concurrency: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  const [name = 'paths'] = positionals;
  const run = cases[name];
  const { backend, json } = values;
  if (!run) throw new Error(`'${name}' is none of the cases: ${Object.keys(cases).join(', ')}`);
  if (backend !== 'postgres' && backend !== 'redis') throw new Error('--backend takes postgres or redis');
  const reports = wholeNumber('reports', values.reports);
  const submissions = wholeNumber('submissions', values.submissions);
  const concurrency = wholeNumber('concurrency', values.concurrency);
  const figures = await run({
    backend,
    ...(reports === undefined ? {} : { reports }),
    ...(submissions === undefined ? {} : { submissions }),
    ...(concurrency === undefined ? {} : { concurrency }),
    say: (line) => {
      if (!json) process.stdout.write(`${line}\n`);
    },
  });
  process.stdout.write(`${JSON.stringify({ case: name, backend, ...figures })}\n`);
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new Error(`--${name} takes a whole number from 1`);
  return Number(text);
}
