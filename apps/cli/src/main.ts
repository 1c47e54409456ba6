import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runCli } from './program.js';
import type { World } from './world.js';

const { stdin, stdout, stderr } = process;

const world: World = {
  env: process.env,
  cwd: process.cwd(),
  // From dist/apps/cli/src.
  checkout: fileURLToPath(new URL('../../../../', import.meta.url)),
  userId: process.getuid?.(),
  fetch: (request) => fetch(request),
  out: (written) => void stdout.write(written),
  err: (written) => void stderr.write(written),
  readInput: () => buffer(stdin),
  ask: stdin.isTTY && stderr.isTTY ? ask : undefined,
  interruption: () => {
    const ending = new AbortController();
    process.once('SIGINT', () => ending.abort());
    return ending.signal;
  },
  columns: Math.min(stdout.isTTY ? stdout.columns : 80, 100),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/** An empty answer where the person ends the terminal's input instead. */
function ask(question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr });
  return new Promise((resolve) => {
    lines.once('close', () => resolve(''));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

// Whoever reads us, such as `head`, may have seen enough.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), world);
