/**
 * Lets the console start without a network: keeps what the build made, and nothing else. No answer of the API passes through
 * here, and none is kept.
 *
 * The page comes from the network wherever that answers, so that whoever loads it anew has the newest version; its files,
 * whose names change with their content, come from what is kept. apps/console/offline-start.ts writes `version` and `files`
 * before it.
 */
declare const version: string;
/** Paths of the build's files. */
declare const files: readonly string[];

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  addEventListener(type: 'install' | 'activate', listen: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listen: (event: FetchEvent) => void): void;
}
const worker = globalThis as unknown as Worker;

const cacheName = `console-${version}`;
/** Addresses that belong to the API; as in apps/api/src/console/console-files.ts. */
const apiPath = /^\/(v1|health|metrics|openapi\.json)(\/|$)/;

worker.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOlder().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || apiPath.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(pageFor(request));
  else event.respondWith(fileFor(request));
});

async function keep(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([new Request('/', { cache: 'reload' }), ...files]);
}

/** Tabs that are open still ask for files of the version before. */
async function forgetOlder(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('console-') && name !== cacheName);
  await Promise.all(names.slice(0, -1).map((name) => caches.delete(name)));
}

async function pageFor(request: Request): Promise<Response> {
  const answer = await fetch(request).catch(() => undefined);
  if (answer !== undefined && answer.status < 500) return answer;
  return (await caches.match('/', { cacheName })) ?? answer ?? Response.error();
}

async function fileFor(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
