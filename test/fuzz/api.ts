import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { platforms } from '#platforms';
import { openHouse, type House } from '../support/house.js';
import { dedupeExample } from '../support/platforms/index.js';
import { startTestPostgres } from '../support/services/postgres.js';
import { anyRequest, canary, type FuzzRequest, type OpenApi } from './openapi-requests.js';
import { staffAt } from '../support/staff.js';
import { Seat } from './seat.js';
import { promise, type OpenSurface, type Surface } from './surface.js';
import { oddText, textOf } from './texts.js';

const callbackSecret = dedupeExample.simulation.credentials['callbackSecret'] ?? '';

/** The whole API on a PostgreSQL of its own, with a platform that calls back. Nothing leaves it: there is no worker. */
export const api: Surface = { name: 'api', open: openApi };

async function openApi(): Promise<OpenSurface> {
  const isOwn = process.env['UNIFLAG_TEST_DATABASE_URL'] === undefined;
  const postgres = isOwn ? await startTestPostgres() : undefined;
  if (postgres) process.env['UNIFLAG_TEST_DATABASE_URL'] = postgres.url;
  const house = await openHouse({
    platforms: [...platforms, dedupeExample],
    hasWorker: false,
    env: {
      UNIFLAG_API__RATE_LIMITS__PER_ADDRESS: '100000000',
      UNIFLAG_API__RATE_LIMITS__PER_CALLER: '100000000',
      // Each request comes from an address of its own: none waits for what others guessed before it.
      UNIFLAG_API__TRUSTED_PROXIES: '127.0.0.0/8',
    },
  });
  const document = JSON.parse(
    readFileSync(path.resolve(__dirname, '../../apps/api/openapi.json'), 'utf8'),
  ) as OpenApi;
  const known = await knownValues(house);
  const seat = new Seat(staffAt(() => house, nextAddress));
  return {
    promises: [
      promise(
        'refuses-in-words',
        fc.asyncProperty(anyRequest(document, known), (request) => answersWell(house, seat, request)),
      ),
      promise(
        'takes-genuine-callbacks-only',
        fc.asyncProperty(callback, (call) => callsBack(house, call)),
      ),
    ],
    close: async () => {
      await house.close();
      await postgres?.stop();
    },
  };
}

/** Ids and words that the API itself gives out, so that requests find something. */
async function knownValues(house: House): Promise<string[]> {
  const report = {
    category: 'CYBERBULLYING',
    explanation: 'Synthetic explanation.',
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
  };
  for (const input of ['https://youtu.be/SYNTHETIC_1', 'https://www.facebook.com/groups/1/posts/2/'])
    await house.request('POST', '/v1/reports', { ...report, targets: [{ input }] });
  await house.request('POST', '/v1/webhooks/endpoints', { url: 'http://127.0.0.1:9/hook' });
  await house.request('POST', '/v1/people', {
    ...{ name: 'Synthetic', mail: 'synthetic@fuzz.invalid', roles: ['STAFF'], language: 'en' },
  });
  await callsBack(house, { body: '{"event":"removed"}', isGenuine: true, header: '' });
  const lists = [
    '/v1/reports',
    '/v1/replies',
    '/v1/webhooks/endpoints',
    '/v1/events',
    '/v1/platforms',
    '/v1/alerts',
    '/v1/people',
    '/v1/keys',
  ];
  const answers = await Promise.all(lists.map((list) => house.request('GET', list)));
  const ids = JSON.stringify(answers).matchAll(/"(?:id|key|reference|reportId|nextCursor)":"([^"]{1,200})"/g);
  const { body } = await house.request<{ data: { id: string }[] }>('GET', '/v1/reports');
  const wholes = await Promise.all(body.data.map(({ id }) => house.request('GET', `/v1/reports/${id}`)));
  const submissions = JSON.stringify(wholes).match(/sub_[a-z0-9]{26}/g) ?? [];
  const words = [
    'CYBERBULLYING',
    'CSAM',
    'PARENT',
    'en',
    'nl',
    'true',
    '"1"',
    '*',
    '2026-11-27',
    'UF-2026-000001',
  ];
  const inputs = [
    'https://youtu.be/SYNTHETIC_2',
    'https://www.instagram.com/p/SYNTHETIC/',
    'https://hooks.example.org/',
  ];
  // What ids are is chance, their order is not: a seed means the same requests each time.
  return [...new Set([...Array.from(ids, ([, id = '']) => id), ...submissions, ...words, ...inputs])];
}

let addresses = 0;

function nextAddress(): string {
  addresses += 1;
  return `2001:db8:${(addresses >> 16).toString(16)}:${(addresses & 0xffff).toString(16)}::1`;
}

async function answersWell(
  house: House,
  seat: Seat,
  { method, route, path: asked, headers, body, isOfPerson }: FuzzRequest,
): Promise<void> {
  // A key that ends itself ends the search.
  if (method === 'DELETE' && route === '/v1/keys/{id}') return;
  const from = isOfPerson ? await seat.headers() : { authorization: `Bearer ${house.apiKey}` };
  house.log.lines.length = 0;
  const response = await fetch(`${house.apiUrl}${asked}`, {
    ...{ method, redirect: 'manual' },
    headers: { ...from, 'x-forwarded-for': nextAddress(), ...headers },
    ...(body === undefined || body === '' || method === 'GET' ? {} : { body }),
  });
  if (isOfPerson && (response.status === 401 || response.headers.has('set-cookie'))) seat.leave();
  if (route === '/v1/stream' && response.ok) return response.body?.cancel();
  const text = await response.text();
  const { status } = response;
  if (status >= 500) throw new Error(`${status} ${text} ${JSON.stringify(house.log.of('request.failed'))}`);
  if (JSON.stringify(house.log.lines).includes(canary)) throw new Error('a log line repeats what came in');
  if (status < 400) return;
  if (text.includes(canary)) throw new Error(`${status} repeats what came in: ${text}`);
  const type = response.headers.get('content-type') ?? '';
  const problem = JSON.parse(text) as { code?: unknown; error?: unknown; status?: unknown };
  // Source: RFC 6749, section 5.2.
  if (route === '/v1/oauth/token' && typeof problem.error === 'string') return;
  if (
    !type.startsWith('application/problem+json') ||
    typeof problem.code !== 'string' ||
    problem.status !== status
  )
    throw new Error(`${status} is no problem with a code: ${type} ${text}`);
}

interface Callback {
  readonly body: string;
  readonly isGenuine: boolean;
  /** Signature of one that is not genuine. */
  readonly header: string;
}

const json = [
  '{',
  '}',
  '[',
  ']',
  '"event":',
  '"removed"',
  '"reference":',
  '"UF-2026-000001-1-K7QM9A"',
  ',',
  'null',
  '1e999',
  '"\\ud800"',
];
const callback: fc.Arbitrary<Callback> = fc.record({
  body: fc.oneof(textOf(json, 10), oddText, fc.json()),
  isGenuine: fc.boolean(),
  header: fc.oneof(textOf(['t=', '1795440000000', ',', 'v1=', 'a'.repeat(64), '=', '00'], 5), oddText),
});

async function callsBack(house: House, { body, isGenuine, header }: Callback): Promise<void> {
  const sentAt = String(Date.now());
  const bytes = Buffer.from(body);
  const signature = createHmac('sha256', callbackSecret).update(`${sentAt}.`).update(bytes).digest('hex');
  const response = await fetch(`${house.apiUrl}/v1/inbound/${dedupeExample.manifest.key}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'dedupe-signature': isGenuine ? `t=${sentAt},v1=${signature}` : header.replace(/[^\x20-\x7e]/g, ''),
    },
    body: bytes,
  });
  const text = await response.text();
  if (response.status >= 500) throw new Error(`${response.status} ${text}`);
  if (!isGenuine && response.ok) throw new Error('takes a callback that nobody signed');
  if (!response.ok && typeof (JSON.parse(text) as { code?: unknown }).code !== 'string')
    throw new Error('refuses without a code');
}
