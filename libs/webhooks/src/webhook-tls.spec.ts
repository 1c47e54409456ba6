import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { WebhookSender } from './webhook-sender.js';

/** A certificate for `hooks.example.org` that signs itself, made for this run by openssl; one that ended a day ago where asked. */
function aCertificate({ isExpired = false } = {}): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'uniflag-tls-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const name = ['-subj', '/CN=hooks.example.org', '-addext', 'subjectAltName=DNS:hooks.example.org'];
  const made = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
  ];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...name, ...made], { stdio: 'pipe' });
  const again = ['x509', '-in', cert, '-signkey', key, '-days', '-1', '-out', cert];
  if (isExpired) execFileSync('openssl', again, { stdio: 'pipe' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

const certificate = aCertificate();
const expired = aCertificate({ isExpired: true });
const servers = [certificate, expired].map((pair) =>
  https.createServer(pair, (_request, response) => response.end()),
);
const [server, expiredServer] = servers as [https.Server, https.Server];
beforeAll(async () => {
  for (const each of servers) {
    each.listen(0, '127.0.0.1');
    await once(each, 'listening');
  }
});
afterAll(() =>
  Promise.all(servers.map((each) => new Promise((done) => (each.closeAllConnections(), each.close(done))))),
);

async function sendTo(host: string, certificateAuthorities?: string, to = server) {
  const { port } = to.address() as AddressInfo;
  const sender = new WebhookSender({
    allowAddresses: ['127.0.0.1'],
    lookup: (_name, _options, callback) =>
      process.nextTick(callback, null, [{ address: '127.0.0.1', family: 4 }]),
    ...(certificateAuthorities === undefined ? {} : { certificateAuthorities }),
  });
  try {
    return await sender.send({ url: `https://${host}:${port}/hook`, headers: {}, body: '{}' });
  } finally {
    sender.close();
  }
}

describe('WebhookSender over TLS', () => {
  it('delivers to a consumer whose certificate fits its name', async () => {
    expect(await sendTo('hooks.example.org', certificate.cert)).toMatchObject({
      outcome: 'delivered',
      status: 200,
      phases: { dnsMs: expect.any(Number), connectMs: expect.any(Number), tlsMs: expect.any(Number) },
    });
  });

  it('refuses a certificate whose time is over', async () => {
    expect(await sendTo('hooks.example.org', expired.cert, expiredServer)).toMatchObject({
      outcome: 'unreachable',
      errorClass: 'tls',
    });
  });

  it('refuses a certificate nobody it trusts has signed', async () => {
    expect(await sendTo('hooks.example.org')).toMatchObject({ outcome: 'unreachable', errorClass: 'tls' });
  });

  it('refuses a certificate of another name', async () => {
    expect(await sendTo('other.example.org', certificate.cert)).toMatchObject({
      outcome: 'unreachable',
      errorClass: 'tls',
    });
  });
});
