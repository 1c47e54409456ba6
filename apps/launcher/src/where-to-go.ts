import type { Platform } from '#client';
import type { RunFile } from './run-file.js';

/** How a platform stands, as far as it matters here. */
export type PlatformStanding = Pick<Platform, 'mode'> & { readonly key: string };

type Run = RunFile & { readonly consoleUrl: string };

export interface CreateLinks {
  readonly createSignInLink: (run: Run) => Promise<string>;
  /** Answers undefined where an administrator has an account. */
  readonly createAdministratorLink: (run: Run) => Promise<string | undefined>;
}

/**
 * The console, with a link that opens it signed in; without, where none could be made. Below it, while nobody has an
 * account to administer with, the link for one.
 */
export async function consoleLine(run: RunFile, links: CreateLinks): Promise<string> {
  const account = await accountLine(run, links);
  return [await trialLine(run, links), ...(account === undefined ? [] : [account])].join('\n');
}

async function accountLine(
  run: RunFile,
  { createAdministratorLink }: CreateLinks,
): Promise<string | undefined> {
  const { consoleUrl } = run;
  if (consoleUrl === null) return undefined;
  // The line above says why none could be made.
  const link = await createAdministratorLink({ ...run, consoleUrl }).catch(() => undefined);
  return (
    link &&
    `  Your account ${link}\n               (the first administrator's, once, within 30 minutes; from then on people invite each other)`
  );
}

async function trialLine(run: RunFile, { createSignInLink }: CreateLinks): Promise<string> {
  const { consoleUrl } = run;
  if (consoleUrl === null) return '  Console      not served (api.console is false)';
  try {
    const link = await createSignInLink({ ...run, consoleUrl });
    return `  Console      ${link}\n               (opens signed in, once, within 30 minutes; npm start prints another)`;
  } catch (error) {
    return `  Console      ${consoleUrl}  (sign in with the API key; ${error instanceof Error ? error.message : String(error)})`;
  }
}

/**
 * What a person needs to go on from here.
 *
 * @param platforms undefined where the API did not tell
 * @param reference of the report filed just now, if there was one
 */
export function whereToGo(
  run: RunFile,
  platforms: readonly PlatformStanding[] | undefined,
  reference: string | undefined,
): string {
  const standing = `Uniflag is up. ${platforms === undefined ? '' : whatCanLeave(platforms)}`.trim();
  return ['', standing, '', ...places(run), '', ...examples(reference), '', 'Stop it with Ctrl-C.', ''].join(
    '\n',
  );
}

export function whatCanLeave(platforms: readonly PlatformStanding[]): string {
  const armed = platforms.filter(({ mode }) => mode === 'armed').map(({ key }) => key);
  if (armed.length === 0) return 'Every platform is rehearsed: nothing leaves this machine.';
  return `ARMED, so notices really leave: ${armed.join(', ')}. The other platforms are rehearsed or stopped.`;
}

function places({ apiUrl, consoleUrl, simulatorUrl }: RunFile): string[] {
  return [
    ...(consoleUrl === null ? [] : [`  Console      ${consoleUrl}  (the link above opens it signed in)`]),
    `  API          ${apiUrl}/v1`,
    `  Its document ${apiUrl}/openapi.json`,
    `  Simulator    ${simulatorUrl}  (choose what the platforms' stand-ins do)`,
    `  Its ledger   ${simulatorUrl}/_received  (everything that reached them)`,
    '  API key      .uniflag/secrets/api.key  (addresses and key for scripts: .uniflag/run.json)',
    '  Logs         .uniflag/logs/',
  ];
}

function examples(reference: string | undefined): string[] {
  return [
    reference === undefined ? '  npx uniflag report list' : `  npx uniflag report show ${reference}`,
    '  npx uniflag report file --help',
    '  npx uniflag platform list',
  ];
}
