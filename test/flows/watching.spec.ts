import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { loadConfig } from '#config';
import type { Platform } from '#platform-kit';
import { platforms as registry } from '#platforms';
import { startWorker, type RunningWorker } from '../../apps/worker/src/worker.js';
import { requestsByRoute, type FuzzRequest, type OpenApi } from '../fuzz/openapi-requests.js';
import { openHouse, type House } from '../support/house.js';
import { dedupeExample, lookupExample } from '../support/platforms/index.js';
import { exposedFigures, notExposed, type ExposedFigures } from '../watching/exposed-figures.js';
import { queries } from '../watching/watched-files.js';

/** Stands in everything that people and partners say here: a name, a handle, a number, and words of a text. */
const word = 'zqxcanary';
const personal = {
  name: `Synthetic ${word}`,
  mail: `${word}@people.invalid`,
  phone: '+32 470 99 47 11',
  url: `https://www.instagram.com/${word}/`,
  text: `${word} "words" of ${word},\n    at home with ${word}.`,
};
const key = () => randomBytes(32).toString('base64');
const secrets = {
  UNIFLAG_WEBHOOKS__SIGNING_KEY: key(),
  UNIFLAG_AUDIT__SIGNING_KEY: key(),
  UNIFLAG_DOSSIERS__SIGNING_KEY: key(),
  UNIFLAG_OUTCOMES__SIGNING_KEY: key(),
  UNIFLAG_MAIL__OUTBOUND__PASSWORD: `secret-${word}`,
};
/** What no line and no figure may hold; what the API gives out once is added. */
const forbidden = new Set([word, '470 99 47 11', '470994711', ...Object.values(secrets)]);

const platforms = [...registry, lookupExample, dedupeExample];
/** An adapter with mistakes of ours, of the kind whose message repeats what was read. */
const mistaken: Platform = {
  ...lookupExample,
  createAdapter: (connection) => ({
    ...lookupExample.createAdapter(connection),
    submit: async ({ explanation }) => JSON.parse(explanation),
    describeSending: ({ explanation }) => JSON.parse(explanation),
    checkVisibility: async () => JSON.parse(personal.text),
  }),
};
let house: House;
const printed: string[] = [];

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((chunk) => printed.push(String(chunk)) > 0);
  house = await openHouse({
    platforms,
    hasWorker: false,
    env: {
      ...secrets,
      UNIFLAG_WORKER__METRICS_PORT: '0',
      UNIFLAG_WORKER__RETRY_SCHEDULE_MS: '0,0',
      UNIFLAG_API__TRUSTED_PROXIES: '127.0.0.0/8',
    },
  });
  const { UNIFLAG_SECURITY__WRAPPING_KEY: wrapping, UNIFLAG_SECURITY__CONTENT_KEY: content } = house.env;
  for (const each of [house.apiKey, wrapping, content]) if (each) forbidden.add(each);
}, 120_000);
afterAll(async () => {
  jest.restoreAllMocks();
  await house.close();
});

const startOwn = (env: Record<string, string> = {}, these = platforms) =>
  startWorker({
    config: loadConfig({ env: { ...house.env, ...env } }),
    ...{ platforms: these, log: house.log, schema: house.schema },
  });
const figuresOf = async (url: string) => (await fetch(`${url}/metrics`)).text();

/** What of all that was written, logged and counted so far holds something forbidden. */
const leaks = (...more: readonly string[]) => {
  const lines = [...house.log.lines.map((line) => JSON.stringify(line)), ...printed, ...more];
  return lines.filter((line) => [...forbidden].some((each) => line.includes(each)));
};

const file = (inputs: readonly string[]) =>
  house.request<any>('POST', '/v1/reports', {
    category: 'CYBERBULLYING',
    targets: inputs.map((input) => ({ input, locator: personal.text })),
    ...{ explanation: personal.text, confidential: [personal.name], goodFaith: true },
    ...{ caller: { role: 'PARENT' }, language: 'en' },
  });
const filed = async (inputs: readonly string[]) => expect((await file(inputs)).status).toBe(201);
const targets = [
  `https://www.facebook.com/${word}/posts/1000000000000001`,
  `https://www.instagram.com/${word}/`,
  `https://www.snapchat.com/add/${word}`,
  `https://wa.me/${personal.phone.replaceAll(/\D/g, '')}`,
  `https://youtu.be/SYNTHETIC_1?si=${word}`,
];

/** Figures that have values only in cases that this house does not go through. */
const withoutValue = [
  ...['uniflag_mailboxes_attended', 'uniflag_privacy_scan_age_seconds', 'uniflag_privacy_scan_findings'],
  'uniflag_circuits_opened_total',
];

describe('figures', () => {
  let exposed: ExposedFigures;
  let worker: RunningWorker;
  let consumer: Server;

  beforeAll(async () => {
    consumer = createServer((request, response) => request.resume().on('end', () => response.end()));
    await listening(consumer);
    const made = await house.request('POST', '/v1/webhooks/endpoints', { url: urlOf(consumer) });
    keepSecrets(made.body);
    // One adapter has mistakes, which are counted as trouble.
    worker = await startOwn({}, [...registry, mistaken, dedupeExample]);
    await filed([...targets, `https://lookup.example/p/${word}0`]);
    await house.until('they were sent and looked at', () => house.log.of('submission.checked').length > 0);
    // Times of platforms and of staff are over; then one platform is left alone, and what is filed with it waits.
    await house.pass(30 * 86_400_000);
    await house.database.pool.query(
      `UPDATE platforms SET held_until = now() + interval '1 hour', held_because = 'PLATFORM.CIRCUIT_OPEN'
       WHERE platform = 'youtube'`,
    );
    await filed(targets);
    const missing = () => names().filter((name) => !exposed.get(name) && !withoutValue.includes(name));
    await house
      .until('everything was counted once', async () => {
        exposed = exposedFigures(await figuresOf(house.apiUrl), await figuresOf(ofWorker(worker)));
        return missing().length === 0;
      })
      .catch(() => expect(missing()).toEqual([]));
  }, 120_000);
  afterAll(async () => {
    await worker.close();
    consumer.close();
  });

  const names = () => [...new Set(queries.flatMap(({ expr }) => expr.match(/\buniflag_\w+/g) ?? []))];

  it('are exposed, with these labels, wherever a dashboard or an alert asks for them', () => {
    const wrong = queries.map(({ where, expr }) => ({ where, missing: notExposed(expr, exposed) }));
    expect(wrong.filter(({ missing }) => missing.length > 0)).toEqual([]);
    expect(
      names()
        .filter((name) => !exposed.get(name))
        .sort(),
    ).toEqual([...withoutValue].sort());
  });

  it.each([
    ['uniflag_sent_total', ['uniflag_sent_total']],
    ['uniflag_sends_total{way="x"}', ['uniflag_sends_total{way}']],
    ['sum by (platform, way) (uniflag_sends_total)', ['by (way)']],
    ['sum by (job, le) (uniflag_send_seconds_bucket{mode!="armed"})', []],
  ])('are missed where nobody exposes them: %s', (expr, missing) => {
    expect(notExposed(expr, exposed)).toEqual(missing);
  });

  it('hold codes and counts alone', async () => {
    expect(leaks(await figuresOf(house.apiUrl), await figuresOf(ofWorker(worker)))).toEqual([]);
  });

  it('are all that a worker answers', async () => {
    for (const path of ['/', '/metrics/x', '/v1/reports'])
      expect((await fetch(`${ofWorker(worker)}${path}`)).status).toBe(404);
    expect((await fetch(`${ofWorker(worker)}/metrics`, { method: 'POST' })).status).toBe(404);
  });
});

/** Lines of a worker whose partners and adapters do all they should not. */
const wrong = [
  ...['submission.no_copy', 'submission.send_crashed', 'submission.send_closed', 'platform.circuit_opened'],
  ...['reply.received', 'reply.unmatched', 'webhook.pinged'],
];

it('no line of a worker holds what platforms, mail servers, consumers and writers of mails say', async () => {
  const words = JSON.stringify(personal);
  const answers = ['<html>', '{"error": ', '', '['].map((begin) => `${begin}${words}`);
  let asked = 0;
  const hostile = createServer((request, response) => {
    const answer = answers[asked % answers.length] ?? '';
    const status = [500, 200, 503, 302][(asked += 1) % 4] ?? 200;
    const headers = { location: `http://127.0.0.1:1/${word}`, 'x-reason': personal.name };
    request.resume().on('end', () => response.writeHead(status, headers).end(answer));
  });
  const mailServer = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onRcptTo: (_address, _session, callback) =>
      callback(Object.assign(new Error(`${word} was refused, ${personal.mail}`), { responseCode: 550 })),
  });
  await Promise.all([listening(hostile), listening(mailServer.server)]);
  const { body: endpoint } = await house.request<any>('POST', '/v1/webhooks/endpoints', {
    url: `${urlOf(hostile)}/${word}?token=${word}`,
    description: personal.text,
  });
  keepSecrets(endpoint);
  await house.database.pool.query('UPDATE platforms SET held_until = NULL');
  const partners = {
    UNIFLAG_SIMULATOR__HTTP_URL: urlOf(hostile),
    UNIFLAG_SIMULATOR__SMTP_PORT: String((mailServer.server.address() as AddressInfo).port),
    UNIFLAG_WEBHOOKS__RETRY_SCHEDULE_MS: '0,0',
    UNIFLAG_WORKER__CIRCUIT_FAILURES: '1',
  };
  const before = house.log.lines.length;
  const worker = await startOwn(partners, [...registry, mistaken, dedupeExample]);
  const events = () => new Set(house.log.lines.slice(before).map(({ event }) => event));
  try {
    for (let n = 0; n < 3; n += 1)
      await filed([
        ...targets,
        `https://lookup.example/p/${word}${n}`,
        `https://youtu.be/SYNTHETIC_${n + 2}`,
      ]);
    await sendMails(worker.mailPort ?? 0);
    await house
      .until('everything has gone wrong', () => wrong.every((event) => events().has(event)))
      .catch(() => expect([...events()]).toEqual(expect.arrayContaining(wrong)));
    await worker.settled();
  } finally {
    await worker.close();
    await new Promise((resolve) => mailServer.close(() => resolve(undefined)));
    hostile.close();
  }
  expect(leaks()).toEqual([]);
}, 120_000);

it('no line of the API holds what comes in by any of its routes', async () => {
  const document = JSON.parse(
    readFileSync(join(__dirname, '../../apps/api/openapi.json'), 'utf8'),
  ) as OpenApi;
  const lists = [
    'reports',
    'replies',
    'webhooks/endpoints',
    'events',
    'platforms',
    'alerts',
    'people',
    'keys',
  ];
  const found = await Promise.all(lists.map((list) => house.request('GET', `/v1/${list}`)));
  const ids = JSON.stringify(found).match(/\b[a-z]{3}_[0-9a-z]{26}\b/g) ?? [];
  const known = [...new Set([...ids, ...Object.values(personal), 'en', 'PARENT', 'CYBERBULLYING'])];
  const asked = new Set<string>();
  const before = house.log.of('request.done').length;
  for (const requests of requestsByRoute(document, known))
    for (const request of fc.sample(requests, { numRuns: 2, seed: 20261129 })) {
      asked.add(`${request.method} ${request.route}`);
      await ask(request);
    }
  expect(asked.size).toBe(Object.values(document.paths).flatMap((each) => Object.keys(each)).length);
  expect(house.log.of('request.done').length - before).toBeGreaterThan(asked.size);
  await house.database.pool.query(
    `ALTER TABLE reports ADD CONSTRAINT planted CHECK (caller_role <> 'PARENT') NOT VALID`,
  );
  expect((await file(targets)).status).toBe(500);
  await house.database.pool.query('ALTER TABLE reports DROP CONSTRAINT planted');
  expect(house.log.of('request.failed')).toContainEqual(
    expect.objectContaining({ fields: expect.objectContaining({ code: 'SERVER.ERROR' }) }),
  );
  expect(leaks(await figuresOf(house.apiUrl))).toEqual([]);
}, 120_000);

it('a line that holds something of it is found', () => {
  expect(leaks(`{"event":"planted","reason":"${personal.mail}"}`)).toHaveLength(1);
  expect(forbidden.size).toBeGreaterThan(10);
});

/** A key that ends itself ends the search. */
async function ask({ method, route, path, headers, body }: FuzzRequest): Promise<void> {
  if (method === 'DELETE' && route === '/v1/keys/{id}') return;
  const response = await fetch(`${house.apiUrl}${path}`, {
    ...{ method, redirect: 'manual' },
    headers: { authorization: `Bearer ${house.apiKey}`, 'user-agent': personal.name, ...headers },
    ...(body === undefined || body === '' || method === 'GET' ? {} : { body }),
  });
  for (const cookie of response.headers.getSetCookie()) keepSecrets({ token: cookie.split(/[=;]/)[1] });
  if (route === '/v1/stream' && response.ok) return response.body?.cancel();
  const text = await response.text();
  if (response.ok && response.headers.get('content-type')?.includes('json')) keepSecrets(JSON.parse(text));
}

/** What is given out once: keys, secrets, codes and links. */
function keepSecrets(answer: unknown): void {
  JSON.stringify(answer, (name, value: unknown) => {
    const isSecret = ['secret', 'key', 'code', 'token', 'link'].includes(name);
    if (
      isSecret &&
      typeof value === 'string' &&
      /^[\w+/=:.#?-]{20,}$/.test(value) &&
      !/^[A-Z_.]+$/.test(value)
    )
      forbidden.add(value);
    return value;
  });
}

const mails = [
  ['From: x', 'Subject: Re', personal.text],
  [
    `From: "${personal.name}" <${personal.mail}>`,
    `Subject: ${personal.text.replaceAll('\n', ' ')}`,
    personal.text,
  ],
  [`From: ${personal.mail}`, 'Content-Type: text/html', `<p onload="${word}">${personal.text}`],
  [
    `From: ${personal.mail}`,
    `Content-Type: multipart/mixed; boundary=${word}`,
    `--${word}\r\n\r\n${personal.text}`,
  ],
  [
    'From: <>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    `--b\r\n\r\n${personal.text}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; ${personal.mail}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 ${word}\r\n\r\n--b--`,
  ],
];

async function sendMails(port: number): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    name: 'x.example',
  });
  const to = `replies+facebook@${house.config.mail.inbound.domain}`;
  for (const [from = '', header = '', body = ''] of mails)
    await transport.sendMail({
      envelope: { from: '', to },
      raw: [
        `Message-ID: <${randomBytes(6).toString('hex')}.${word}@x.example>`,
        from,
        `To: ${to}`,
        header,
        '',
        body,
      ].join('\r\n'),
    });
  // Refused by the listener: nobody here is called so.
  await transport
    .sendMail({ envelope: { from: personal.mail, to: personal.mail }, raw: personal.text })
    .catch(() => undefined);
  transport.close();
}

function ofWorker({ metricsPort }: RunningWorker): string {
  return `http://127.0.0.1:${metricsPort}`;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function listening(server: { listen(port: number, host: string, then: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
