import { platforms } from '#platforms';
import { createLogger, exitWithParent } from '#telemetry';
import { readSettings } from './settings.js';
import { startSimulator } from './simulator.js';

const log = createLogger({ service: 'simulator', level: 'info' });
exitWithParent();

try {
  const simulator = await startSimulator({
    ...readSettings(process.env),
    platforms: platforms.map(({ simulation }) => simulation),
    log,
  });
  const { httpUrl, smtpPort } = simulator;
  log.info('simulator.listening', { at: httpUrl, smtpPort, platforms: platforms.length });
  const stop = () => {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    void simulator.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
} catch (error) {
  log.error('simulator.not_started', { error });
  process.exitCode = 1;
}
