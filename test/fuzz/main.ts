import { parseArgs } from 'node:util';
import { api } from './api.js';
import { check, type CheckOptions } from './check.js';
import { mails } from './mails.js';
import type { Surface } from './surface.js';
import { targets } from './targets.js';
import { webhookUrls } from './webhook-urls.js';

export const surfaces: readonly Surface[] = [targets, mails, webhookUrls, api];

/**
 * `npm run fuzz -- [surface[/promise]] [--minutes N] [--seed S] [--path P]`: looks for what breaks a promise.
 *
 * @returns the exit code: 1 where a promise was broken, 2 where the options cannot be used
 */
export async function main(args: readonly string[], say: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      minutes: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      path: { type: 'string' },
    },
  });
  const [name, only] = positionals[0]?.split('/') ?? [];
  const chosen = surfaces.filter((surface) => name === undefined || surface.name === name);
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (chosen.length === 0 || !(minutes > 0) || !Number.isInteger(seed) || (values.path && !only)) {
    say(
      `npm run fuzz -- [${surfaces.map((each) => each.name).join('|')}[/promise]] [--minutes N] [--seed S] [--path P]`,
    );
    return 2;
  }
  const options: CheckOptions = {
    ...{ seed, withinMs: minutes * 60_000 },
    ...(only === undefined ? {} : { only }),
    ...(values.path === undefined ? {} : { path: values.path }),
  };
  let isKept = true;
  for (const surface of chosen) isKept = (await fuzz(surface, options, say)) && isKept;
  return isKept ? 0 : 1;
}

async function fuzz(surface: Surface, options: CheckOptions, say: (line: string) => void): Promise<boolean> {
  const open = await surface.open();
  const from = process.cpuUsage();
  try {
    const checked = await check(open, options);
    const { user, system } = process.cpuUsage(from);
    for (const { promise, cases, broken } of checked) {
      say(`${broken ? 'BROKEN' : 'kept  '}  ${surface.name}/${promise}  ${cases} cases`);
      if (!broken) continue;
      say(`  ${broken.counterexample}\n  ${broken.why}`);
      say(`  npm run fuzz -- ${surface.name}/${promise} --seed ${options.seed} --path ${broken.path}`);
    }
    say(`${surface.name}: seed ${options.seed}, ${((user + system) / 60e6).toFixed(1)} minutes of processor`);
    return checked.length > 0 && checked.every(({ broken }) => !broken);
  } finally {
    await open.close();
  }
}
