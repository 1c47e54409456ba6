import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../libs/persistence/src/embedded/index.js';
import { mailUser } from './dovecot.js';
import { until } from './until.js';

/** Exim, which delivers mail of one domain to a Maildir and hands everything else to one mail server. */
export interface TestExim {
  readonly port: number;
  /** What it wrote of deliveries. */
  log(): string;
  stop(): Promise<void>;
}

export interface EximRoutes {
  readonly localDomain: string;
  readonly maildir: string;
  /** Port on 127.0.0.1 of the mail server that takes mail for all other domains. */
  readonly outPort: number;
}

const program = '/usr/sbin/exim4';

export function whyNoExim(): string | undefined {
  return existsSync(program) ? undefined : 'no exim4-daemon-light is installed on this machine';
}

export async function startExim(routes: EximRoutes): Promise<TestExim> {
  const owner = mailUser();
  if (!owner) throw new Error('there is no user for mail');
  const folder = await mkdtemp(path.join(tmpdir(), `uniflag-test-exim-${process.pid}-`));
  for (const each of ['', 'spool', 'log']) {
    await mkdir(path.join(folder, each), { recursive: true });
    if (process.getuid?.() === 0) await chown(path.join(folder, each), owner.uid, owner.gid);
  }
  const port = await freePort();
  const configFile = path.join(folder, 'exim.conf');
  await writeFile(configFile, configuration(folder, port, owner, routes), { mode: 0o644 });
  const log = () =>
    ['main', 'reject', 'panic']
      .map((name) => path.join(folder, 'log', `${name}log`))
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('');
  const server = spawn(program, ['-C', configFile, '-bdf', '-q1s'], { stdio: 'ignore', detached: true });
  await until(
    () => `Exim takes connections:\n${log()}`,
    () => {
      if (server.exitCode !== null) throw new Error(`Exim did not start (${server.exitCode}):\n${log()}`);
      return log().includes('daemon started');
    },
  );
  server.unref();
  return {
    ...{ port, log },
    stop: async () => {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  server.ref();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  process.kill(-server.pid, 'SIGKILL');
  await ended;
}

function configuration(
  folder: string,
  port: number,
  { name, gid }: { readonly name: string; readonly gid: number },
  { localDomain, maildir, outPort }: EximRoutes,
): string {
  return `
primary_hostname = mx.${localDomain}
exim_user = ${name}
exim_group = ${gid}
never_users =
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
pid_file_path = ${folder}/spool/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
tls_advertise_hosts =
keep_environment =
host_lookup =
rfc1413_hosts =
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = accept
message_size_limit = 20M
qualify_domain = ${localDomain}
disable_ipv6

begin acl
acl_rcpt:
  accept control = dkim_disable_verify

begin routers
replies:
  driver = accept
  domains = ${localDomain}
  transport = maildir
others:
  driver = manualroute
  domains = ! ${localDomain}
  route_list = * 127.0.0.1
  self = send
  transport = out

begin transports
maildir:
  driver = appendfile
  directory = ${maildir}
  maildir_format
  user = ${name}
  group = ${gid}
  envelope_to_add
  return_path_add
out:
  driver = smtp
  port = ${outPort}
  allow_localhost
  hosts_try_prdr =
  hosts_pipe_connect =

begin retry
* * F,1m,1s
`;
}
