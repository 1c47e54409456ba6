import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '#telemetry';
import { Problem } from '../problems/problem.js';
import { pageHeaders, workerHeaders } from './security-headers.js';

/** Addresses that belong to the API: what is not there is a problem in JSON, never a page. */
const apiPath = /^\/(v1|health|metrics|openapi\.json)(\/|$)/;
/** What the build names: files beside the page, and assets, whose names change with their content. */
const filePath = /^\/((?:assets\/)?[\w-][\w.-]*\.\w+)$/;

/**
 * Serves the built console: its files, and its page at every other address, which the page itself knows how to show.
 *
 * @param folder as `npm run build` leaves it: `index.html`, `assets/`, a few files beside them
 */
export async function serveConsole(app: NestFastifyApplication, folder: string, log: Log): Promise<void> {
  const page = builtPage(folder);
  if (page === undefined) log.warn('console.not_built', { remedy: 'npm run build' });
  await app.register(fastifyStatic, {
    ...{ root: folder, serve: false, index: false, dotfiles: 'ignore', preCompressed: true },
    ...{ cacheControl: false, setHeaders: setCaching },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    if (apiPath.test(path)) return reply.callNotFound();
    const [, file = ''] = filePath.exec(path) ?? [];
    if (file === 'service-worker.js') void reply.headers(workerHeaders);
    if (file !== '' && file !== 'index.html') return reply.sendFile(file);
    // A program that asks for what is not there is told so; a person gets the page.
    if (path !== '/' && file === '' && !acceptsPage(request)) return reply.callNotFound();
    if (page === undefined) throw notBuilt();
    const nonce = randomBytes(18).toString('base64');
    return reply
      .headers(pageHeaders(nonce))
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(noncePlaceholder, nonce));
  });
}

/** Stands in the built page where the nonce of each answer comes; apps/console/vite.config.ts writes it. */
const noncePlaceholder = 'nonce-of-this-page';

function builtPage(folder: string): string | undefined {
  const file = join(folder, 'index.html');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Assets are kept for good, other files for an hour, and what tells of a new version not at all. */
function setCaching(reply: FastifyReply, path: string): void {
  const isAsset = /[\\/]assets[\\/][^\\/]+$/.test(path);
  const isWorker = path.includes('service-worker.js');
  const caching = isWorker ? 'no-cache' : 'public, max-age=3600';
  void reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : caching);
}

function acceptsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') ?? false;
}

function notBuilt(): Problem {
  return new Problem(
    503,
    'CONSOLE.NOT_BUILT',
    'The console is not built. Run `npm run build` and start Uniflag again; the API works meanwhile.',
  );
}
