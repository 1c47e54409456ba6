import type { Platform } from '#client';
import type { RunFile } from './run-file.js';

/** How a platform stands, as far as it matters here. */
export type PlatformStanding = Pick<Platform, 'mode'> & { readonly key: string };

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

function places({ apiUrl, simulatorUrl }: RunFile): string[] {
  return [
    `  API          ${apiUrl}/v1`,
    `  Its document ${apiUrl}/openapi.json`,
    `  Simulator    ${simulatorUrl}/_received  (everything that reached the platforms' stand-ins)`,
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
