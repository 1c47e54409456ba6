import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = process.cwd();
const load = `require(${JSON.stringify(join(root, 'test/support/services/load-typescript.cjs'))})();
  const { createLogger, readOrExit, runService } = require('#telemetry');
  const log = createLogger({ service: 'synthetic', level: 'info' });
  const run = (start, stopWithinMs = 5000) => runService({ name: 'synthetic', log, start, stopWithinMs });
  setInterval(() => {}, 1000);`;

/** @returns how a process that runs these lines ends: its exit code, its log, and what else it printed */
async function endOf(lines: string) {
  const child = spawn(process.execPath, ['-e', `${load} ${lines}`], { cwd: root });
  const [printed, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('exit', resolve)),
  ]);
  const log = printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string });
  return { code, events: log.map(({ event }) => event.replace('synthetic.', '')), last: log.at(-1), errors };
}

const told = `setImmediate(() => process.kill(process.pid, 'SIGTERM'));`;

it.each([
  [
    'that is told to stop',
    `${told} run(async () => ({ close: async () => {} }))`,
    0,
    ['started', 'stopping', 'stopped'],
  ],
  [
    'that is told to stop while it starts',
    `${told} run((signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))))`,
    0,
    ['stopping', 'stopped'],
  ],
  [
    'that is told twice',
    `${told} run(async () => ({ close: () => (process.kill(process.pid, 'SIGTERM'), new Promise(() => {})) }))`,
    1,
    ['started', 'stopping', 'cut_off'],
  ],
  [
    'whose stop takes too long',
    `${told} run(async () => ({ close: () => new Promise(() => {}) }), 50)`,
    1,
    ['started', 'stopping', 'stop_timed_out'],
  ],
  [
    'whose stop fails',
    `${told} run(async () => ({ close: async () => { throw new Error('synthetic') } }))`,
    1,
    ['started', 'stopping', 'close_failed'],
  ],
  ['that cannot start', `run(async () => { throw new Error('synthetic') })`, 1, ['not_started']],
  [
    'in which something is thrown that nobody catches',
    `run(async () => ({ close: async () => {} })).catch(() => {}); setTimeout(() => { throw new Error('synthetic') }, 20)`,
    1,
    ['started', 'crashed'],
  ],
  [
    'in which a promise fails that nobody waits for',
    `run(async () => ({ close: async () => {} })).catch(() => {}); setTimeout(() => Promise.reject(new Error('synthetic')), 20)`,
    1,
    ['started', 'crashed'],
  ],
])('a service %s ends with its code and says so in its log alone', async (_what, lines, code, events) => {
  expect(await endOf(lines)).toMatchObject({ code, events, errors: '' });
});

it('a service that is told to read its settings anew goes on, whatever comes of that', async () => {
  const fault = `Object.assign(new Error('Do this.'), { code: 'THING.WRONG' })`;
  const reload = `let times = 0; const reload = () => { if (times++) throw ${fault}; return { changed: ['thing'] } };
    const tell = () => { for (const _ of [1, 2]) process.emit('SIGHUP', 'SIGHUP'); process.kill(process.pid, 'SIGTERM') };`;
  const { code, events } = await endOf(
    `${reload} runService({ name: 'synthetic', log, reload, stopWithinMs: 5000, start: async () => (setImmediate(tell), { close: async () => {} }) })`,
  );
  expect([code, events]).toEqual([0, ['started', 'reloaded', 'not_reloaded', 'stopping', 'stopped']]);
});

it('says of a fault that was written for people its code and sentence, without a stack', async () => {
  const fault = `Object.assign(new Error('Do this.'), { code: 'THING.WRONG' })`;
  for (const lines of [
    `run(async () => { throw ${fault} })`,
    `readOrExit('synthetic', () => { throw ${fault} })`,
  ]) {
    const { code, last } = await endOf(lines);
    expect([code, last]).toEqual([
      1,
      {
        ...{ level: 'error', service: 'synthetic', event: 'synthetic.not_started', time: expect.any(String) },
        ...{ code: 'THING.WRONG', reason: 'Do this.' },
      },
    ]);
  }
});
