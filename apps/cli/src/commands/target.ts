import type { Resolution } from '#client';
import type { Command } from 'commander';
import { exitCodes, UsageError } from '../failures.js';
import type { Run, Session } from '../session.js';
import { hasTarget, resolutionText } from '../text/target-text.js';
import { readText } from './read-text.js';

export function addTargetCommands(target: Command, run: Run): void {
  target
    .command('resolve')
    .description('say what addresses, names and numbers are; nothing is opened or stored')
    .argument('<input...>', 'what was given; - reads one a line from standard input')
    .option('--text', 'with -: the whole input is one text, such as a pasted chat')
    .action(run(resolveTargets));
}

/** Exit code 1 where an input holds nothing that can be reported. */
async function resolveTargets(
  session: Session,
  given: readonly string[],
  { text }: { readonly text?: true },
): Promise<number> {
  const inputs = await inputsOf(given, text ?? false, session);
  const client = await session.client();
  const data: Resolution[] = [];
  for (let at = 0; at < inputs.length; at += mostAtOnce)
    data.push(...(await client.resolveTargets(inputs.slice(at, at + mostAtOnce))));
  session.show({ data }, () => data.map((row) => resolutionText(row, session.world.columns)).join('\n'));
  return data.every(hasTarget) ? exitCodes.ok : exitCodes.refused;
}

/** As many as the API takes unless it is told otherwise. */
const mostAtOnce = 500;

async function inputsOf(given: readonly string[], isOneText: boolean, { world }: Session): Promise<string[]> {
  const inputs: string[] = [];
  for (const each of given) {
    if (each !== '-') inputs.push(each);
    else {
      const text = await readText('-', world);
      inputs.push(...(isOneText ? [text] : text.split(/\r\n|\n|\r/)).filter((line) => line.trim() !== ''));
    }
  }
  if (inputs.length === 0)
    throw new UsageError('There is nothing in the input. Give one address, name or number a line.');
  return inputs;
}
