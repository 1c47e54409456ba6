#!/usr/bin/env node
/** The `uniflag` command. Plain JavaScript, so that it can say what is missing before anything is built. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = new URL('../../dist/apps/cli/src/main.js', import.meta.url);
if (existsSync(fileURLToPath(main))) {
  await import(main.href);
} else {
  const folder = fileURLToPath(new URL('../../', import.meta.url));
  process.stderr.write(
    `Uniflag is not built yet. In ${folder} run: npm run build   (npm start does it too)\n`,
  );
  process.exitCode = 1;
}
