import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { freePort, isRunning } from '../../../libs/persistence/src/embedded/index.js';
import { until } from './until.js';

/** Dovecot with one mailbox, in a folder of its own. */
export interface TestDovecot {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Folder (Maildir) that a mail server delivers to, and whose it is. */
  readonly maildir: string;
  readonly owner: MailUser;
  /** Puts a message into the mailbox, as a mail server does. */
  deliver(message: string | Buffer): Promise<void>;
  /** Takes it away as a power cut does. */
  kill(): Promise<void>;
  /** Numbers all messages anew (another UIDVALIDITY) while it is away. */
  forgetNumbers(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export interface MailUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const program = '/usr/sbin/dovecot';
const folderPrefix = 'uniflag-test-dovecot-';
const user = 'replies';
const password = 'synthetic';

/** Runs a suite where Dovecot is installed; elsewhere it stands in the results as skipped, with the reason. */
export function describeWithDovecot(title: string, suite: () => void): void {
  const why = whyNoDovecot();
  const describeOrSkip = why === undefined ? describe : describe.skip;
  describeOrSkip(why === undefined ? title : `${title} (skipped: ${why})`, suite);
}

export function whyNoDovecot(): string | undefined {
  if (!existsSync(program)) return 'no dovecot-imapd is installed on this machine';
  const isThere = mailUser() !== undefined && (!isRoot() || systemUser('dovenull') !== undefined);
  return isThere ? undefined : 'Dovecot has no user to run as';
}

export async function startDovecot(): Promise<TestDovecot> {
  await removeAbandoned();
  const owner = mailUser();
  if (!owner) throw new Error('there is no user for mail');
  const folder = await mkdtemp(path.join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const maildir = path.join(folder, 'mail');
  const folders = ['', 'mail', 'mail/cur', 'mail/new', 'mail/tmp', 'home'].map((each) =>
    path.join(folder, each),
  );
  for (const each of folders) {
    await mkdir(each, { recursive: true });
    if (isRoot()) await chown(each, owner.uid, owner.gid);
  }
  const port = await freePort();
  const configFile = path.join(folder, 'dovecot.conf');
  await writeFile(configFile, configuration(folder, port, owner));
  let count = 0;
  let server = await run(configFile, folder);
  return {
    ...{ port, user, password, maildir, owner },
    deliver: async (message) => {
      const name = `${Date.now()}.${(count += 1)}.test`;
      const written = path.join(maildir, 'tmp', name);
      await writeFile(written, message);
      if (isRoot()) await chown(written, owner.uid, owner.gid);
      await rename(written, path.join(maildir, 'new', name));
    },
    kill: () => killAll(server),
    forgetNumbers: async () => {
      for (const name of await readdir(maildir))
        if (name.startsWith('dovecot')) await rm(path.join(maildir, name), { recursive: true });
      const list = path.join(maildir, 'dovecot-uidlist');
      await writeFile(list, `3 V17 N1 G${'0123456789abcdef'.repeat(2)}\n`);
      if (isRoot()) await chown(list, owner.uid, owner.gid);
    },
    resume: async () => {
      server = await run(configFile, folder);
    },
    stop: async () => {
      await killAll(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function run(configFile: string, folder: string): Promise<ChildProcess> {
  const log = path.join(folder, 'dovecot.log');
  const began = existsSync(log) ? readFileSync(log, 'utf8').length : 0;
  // In a group of its own, so that it goes with all its processes.
  const server = spawn(program, ['-F', '-c', configFile], { stdio: 'ignore', detached: true });
  await writeFile(path.join(folder, pidFile), String(server.pid));
  await until('Dovecot takes connections', () => {
    const said = existsSync(log) ? readFileSync(log, 'utf8').slice(began) : '';
    if (server.exitCode !== null) throw new Error(`Dovecot did not start:\n${said}`);
    return said.includes('starting up');
  });
  server.unref();
  return server;
}

const pidFile = 'test-server.pid';

async function killAll(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  server.ref();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  process.kill(-server.pid, 'SIGKILL');
  await ended;
}

/** Whose the mail is: root may not deliver as itself. */
export function mailUser(): MailUser | undefined {
  if (isRoot()) return systemUser('nobody');
  const { username: name, uid, gid } = userInfo();
  return { name, uid, gid };
}

function systemUser(wanted: string): MailUser | undefined {
  const [name, , uid, gid] =
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find(([each]) => each === wanted) ?? [];
  return name === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function configuration(folder: string, port: number, { name, uid, gid }: MailUser): string {
  const own = isRoot()
    ? { internal: 'dovecot', internalGroup: 'dovecot', login: 'dovenull' }
    : { internal: name, internalGroup: String(gid), login: name };
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${own.internal}
default_internal_group = ${own.internalGroup}
default_login_user = ${own.login}
first_valid_uid = 1
mail_location = maildir:${folder}/mail
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;
}

/** A run that was killed leaves its server behind; the next run stops it. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(folderPrefix) ? Number(name.slice(folderPrefix.length).split('-')[0]) : NaN;
    if (Number.isNaN(owner) || isRunning(owner)) continue;
    const folder = path.join(tmpdir(), name);
    const file = path.join(folder, pidFile);
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (pid > 0 && isRunning(pid) && isDovecot(pid)) process.kill(-pid, 'SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** A process id may be another program's by now. */
function isDovecot(pid: number): boolean {
  const file = `/proc/${pid}/comm`;
  return existsSync(file) && readFileSync(file, 'utf8').trim() === 'dovecot';
}
