import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './until.js';

/** clamd of ClamAV, in a folder of its own, with one signature and no other. */
export interface TestClamd {
  /** Path of the socket it listens on. */
  readonly socket: string;
  stop(): Promise<void>;
}

const program = '/usr/sbin/clamd';

export function whyNoClamd(): string | undefined {
  return existsSync(program) ? undefined : 'no clamav-daemon is installed on this machine';
}

/** @param marker bytes that count as a virus, wherever they stand */
export async function startClamd(marker: string): Promise<TestClamd> {
  const folder = await mkdtemp(path.join(tmpdir(), `uniflag-test-clamd-${process.pid}-`));
  const signatures = path.join(folder, 'signatures');
  await mkdir(signatures);
  const hex = Buffer.from(marker, 'latin1').toString('hex');
  await writeFile(path.join(signatures, 'own.ndb'), `Uniflag.Synthetic:0:*:${hex}\n`);
  const socket = path.join(folder, 'clamd.sock');
  const logFile = path.join(folder, 'clamd.log');
  const configFile = path.join(folder, 'clamd.conf');
  const settings = [
    ...[`LocalSocket ${socket}`, `DatabaseDirectory ${signatures}`, `LogFile ${logFile}`, 'Foreground yes'],
    ...[`TemporaryDirectory ${folder}`, 'MaxThreads 2', 'SelfCheck 0'],
  ];
  await writeFile(configFile, `${settings.join('\n')}\n`);
  const server = spawn(program, ['--config-file', configFile], { stdio: 'ignore' });
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  await until(
    () => `clamd takes connections:\n${log()}`,
    () => {
      if (server.exitCode !== null) throw new Error(`clamd did not start (${server.exitCode}):\n${log()}`);
      return existsSync(socket);
    },
  );
  server.unref();
  return {
    socket,
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        server.ref();
        const ended = new Promise((resolve) => server.once('exit', resolve));
        server.kill('SIGKILL');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
