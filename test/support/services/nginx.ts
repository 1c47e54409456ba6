import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../libs/persistence/src/embedded/index.js';
import { until } from './until.js';

/** The distribution's nginx with docker/nginx/nginx.conf, at other addresses and ports. */
export interface TestNginx {
  /** Over TLS, without a slash at the end. */
  readonly url: string;
  /** Where it only sends browsers on to TLS. */
  readonly plainUrl: string;
  /** Certificate it shows, which is its own authority, in PEM. */
  readonly certificate: string;
  /** Sends an API (1 or 2) nothing until `askAgain`. */
  leaveOut(api: number): void;
  askAgain(api: number): void;
  /** What it wrote, of requests and of its own. */
  log(): string;
  stop(): Promise<void>;
}

const program = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx'].find(existsSync);

export function whyNoNginx(): string | undefined {
  return program === undefined ? 'no nginx is installed (Debian package nginx)' : undefined;
}

/** @param apiPorts where the two APIs of the file listen on this machine */
export async function startNginx([first, second]: readonly [number, number]): Promise<TestNginx> {
  if (program === undefined) throw new Error(whyNoNginx());
  const folder = await mkdtemp(path.join(tmpdir(), `uniflag-test-nginx-${process.pid}-`));
  // Root's nginx serves as somebody else.
  await chmod(folder, 0o755);
  const [keyFile, certificateFile] = [path.join(folder, 'tls.key'), path.join(folder, 'tls.crt')];
  makeCertificate(keyFile, certificateFile);
  const [port, plainPort] = [await freePort(), await freePort()];
  const configFile = path.join(folder, 'nginx.conf');
  const log = path.join(folder, 'log');
  await writeFile(
    configFile,
    withPlaces(readFileSync('docker/nginx/nginx.conf', 'utf8'), {
      // First: the others lead there.
      '/tmp/': `${folder}/`,
      '172.30.83.11:3000': `127.0.0.1:${first}`,
      '172.30.83.12:3000': `127.0.0.1:${second}`,
      'listen 8080': `listen 127.0.0.1:${plainPort}`,
      'listen 8443': `listen 127.0.0.1:${port}`,
      '/dev/stdout': log,
      '/run/secrets/': `${folder}/`,
    }),
  );
  const out = openSync(log, 'a');
  const server = spawn(program, ['-c', configFile, '-g', 'daemon off;'], { stdio: ['ignore', out, out] });
  closeSync(out);
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const read = () => readFileSync(log, 'utf8');
  await until('nginx takes connections', async () => {
    if (server.exitCode !== null) throw new Error(read());
    return existsSync(path.join(folder, 'nginx.pid'));
  });
  return {
    url: `https://localhost:${port}`,
    plainUrl: `http://localhost:${plainPort}`,
    certificate: readFileSync(certificateFile, 'utf8'),
    leaveOut: (api) => writeFileSync(path.join(folder, `without-api-${api}`), ''),
    askAgain: (api) => rmSync(path.join(folder, `without-api-${api}`)),
    log: read,
    stop: async () => {
      if (server.exitCode === null) server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Only where it stands differs from the file, and each place in it must be there. */
function withPlaces(config: string, places: Readonly<Record<string, string>>): string {
  return Object.entries(places).reduce((text, [there, here]) => {
    if (!text.includes(there)) throw new Error(`docker/nginx/nginx.conf does not name ${there}`);
    return text.replaceAll(there, here);
  }, config);
}

function makeCertificate(keyFile: string, certificateFile: string): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...names, '-out', certificateFile], {
    stdio: 'pipe',
  });
}
