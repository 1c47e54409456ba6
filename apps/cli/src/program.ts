import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiProblem } from '#client';
import { Command, CommanderError } from 'commander';
import { addAlertCommands } from './commands/alert.js';
import { addApprovalCommands } from './commands/approvals.js';
import { addGlassCommands } from './commands/glass.js';
import { addKeyCommands } from './commands/keys.js';
import {
  addAuditCommands,
  addConfigCommands,
  addDossierCommands,
  addDatabaseCommands,
  addPrivacyCommands,
  addSealCommands,
  addTransparencyCommands,
  addWrappingKeyCommands,
} from './commands/operate.js';
import { addLookCommands } from './commands/look.js';
import { addOutcomeCommands } from './commands/outcomes.js';
import { addPlatformCommands } from './commands/platform.js';
import { addWebhookCommands } from './commands/webhooks.js';
import { addReportCommands } from './commands/report.js';
import { addSubmissionCommands } from './commands/submission.js';
import { addTargetCommands } from './commands/target.js';
import { exitCodes, failureOf } from './failures.js';
import { Session, type Run, type SharedOptions } from './session.js';
import type { World } from './world.js';

/**
 * Runs `uniflag` once.
 *
 * @param args without program name
 * @returns exit code
 */
export async function runCli(args: readonly string[], world: World): Promise<number> {
  let exitCode: number = exitCodes.ok;
  let session: Session | undefined;
  const run: Run =
    (work) =>
    async (...given) => {
      const command = given.pop() as Command;
      session = new Session(world, command.optsWithGlobals<SharedOptions>());
      exitCode = await work(session, ...(given as never[]));
    };
  try {
    await buildProgram(world, run).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    return fail(error, world, session);
  }
}

function fail(error: unknown, world: World, session: Session | undefined): number {
  const failure = failureOf(error, world.columns);
  if (!failure) throw error;
  world.err(`${session?.isJson ? JSON.stringify(failure.body, null, 2) : failure.text}\n`);
  if (error instanceof ApiProblem && error.status === 401 && !session?.isJson)
    world.err(`The key came from ${session?.connection?.keySource ?? 'nowhere'}.\n`);
  return failure.exitCode;
}

function buildProgram(world: World, run: Run): Command {
  const program = new Command('uniflag')
    .description(
      'Reports problematic posts to the platforms they stand on, and follows what becomes of them.',
    )
    .version(versionIn(world.checkout), '--version', 'print the version')
    .option('--json', 'print JSON: one document, or one line an event while watching')
    .option('--api-url <url>', 'address of the API (UNIFLAG_API_URL)')
    .option('--api-key <key>', 'key to it (UNIFLAG_API_KEY); others on this machine can see options')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: world.out,
      writeErr: world.err,
      getOutHelpWidth: () => world.columns,
      getErrHelpWidth: () => world.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      `
Without address and key, it takes those of a running checkout:
.uniflag/run.json, looked for upwards from here and in its own checkout.
Exit codes: 0 done, 1 refused, 2 wrong use, 3 the API cannot be reached.`,
    );
  addReportCommands(program.command('report').description('file, find and follow reports'), run);
  addSubmissionCommands(program.command('submission').description('act on one submission of a report'), run);
  addAlertCommands(program.command('alert').description('what staff are alerted to'), run);
  addLookCommands(program.command('look').description('content that a person is to look for'), run);
  const keys = program
    .command('keys')
    .description('API keys of programs; the keys that everything is encrypted with');
  addKeyCommands(keys, run);
  addWrappingKeyCommands(keys, run);
  addApprovalCommands(program.command('approvals').description('what waits for a second person'), run);
  addGlassCommands(program.command('glass').description('reports opened in an emergency'), run);
  addTargetCommands(program.command('target').description('what addresses, names and numbers are'), run);
  addAuditCommands(program.command('audit').description('the record of who read and changed what'), run);
  addConfigCommands(program.command('config').description('the settings of the installation'), run);
  addDossierCommands(program.command('dossier').description('what is handed to police and courts'), run);
  addDatabaseCommands(program.command('database').description('the database of the installation'), run);
  addPrivacyCommands(program.command('privacy').description('that no picture is kept anywhere'), run);
  const outcomes = program.command('outcomes').description('what became of notices: the yearly report');
  addOutcomeCommands(outcomes, run);
  addSealCommands(outcomes, run);
  addTransparencyCommands(outcomes, run);
  addPlatformCommands(program.command('platform').description('how the platforms stand'), run);
  addWebhookCommands(program.command('webhooks').description('endpoints that are told what happens'), run);
  return program;
}

function versionIn(checkout: string): string {
  return (JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string }).version;
}
