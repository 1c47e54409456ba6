import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = process.cwd();
const load = `require(${JSON.stringify(join(root, 'test/support/services/load-typescript.cjs'))})();
  require(${JSON.stringify(join(root, 'libs/telemetry/src/exit-with-parent.ts'))}).exitWithParent();`;

/** A process that calls `exitWithParent` and then runs these lines; 7 is its code when SIGTERM reaches it. */
function aProcess(lines: string, hasChannel: boolean): ChildProcess {
  const script = `${load} process.on('SIGTERM', () => process.exit(7)); ${lines}`;
  const channel = hasChannel ? (['ipc'] as const) : [];
  return spawn(process.execPath, ['-e', script], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', ...channel],
  });
}

const stays = "setInterval(() => {}, 1000); process.send('up');";

it('asks the process to end in order when the channel to its parent closes', async () => {
  const child = aProcess(stays, true);
  await once(child, 'message');
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([7, null]);
});

it('ends a process whose parent went before it called', async () => {
  const child = aProcess('setInterval(() => {}, 1000);', true);
  child.disconnect();
  const end = await once(child, 'exit');
  expect([
    [7, null],
    [null, 'SIGTERM'],
  ]).toContainEqual(end);
});

it.each([
  ['with a channel', true],
  ['on its own', false],
])('does not keep a process alive that has nothing left to do, %s', async (_, hasChannel) => {
  expect(await once(aProcess('', hasChannel), 'exit')).toEqual([0, null]);
});
