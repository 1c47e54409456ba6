import { LiveConfig, loadCheckedConfig } from '#config';
import { platforms } from '#platforms';
import { createLogger, exitWithParent, readOrExit, runService } from '#telemetry';
import { startApi } from './api.js';

exitWithParent();
const manifests = platforms.map(({ manifest }) => manifest);
const live = readOrExit(
  'api',
  () => new LiveConfig(() => loadCheckedConfig({ env: process.env }, manifests), manifests),
);
const { config, channelChanges } = live;
const log = createLogger({ service: 'api', ...config.log });

/** To who sits at this terminal, and into no file: whoever reads it becomes the administrator. */
function announce(link: string): void {
  process.stdout.write(
    `\nNobody administers this installation yet. Make your account, within 30 minutes:\n  ${link}\n\n`,
  );
}

void runService({
  ...{ name: 'api', log, reload: () => ({ ...live.reload() }) },
  start: (signal) =>
    startApi({
      config,
      channelChanges,
      platforms,
      log,
      signal,
      ...(process.stdout.isTTY ? { announce } : {}),
    }),
  describe: ({ url }) => ({ port: Number(new URL(url).port) }),
  // What is being answered may take as long as a statement and its wait for a connection.
  stopWithinMs: config.api.drainMs + 19_000,
});
