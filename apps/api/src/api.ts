import 'reflect-metadata';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  checkDeadlines,
  checkPlatformSettings,
  packageRoot,
  type ChannelOverlay,
  type Config,
} from '#config';
import { openInstallation } from '#persistence';
import type { Platform } from '#platform-kit';
import { installationIdOf, keyFrom } from '#security';
import { createMetrics, observedLog, processFigures, type Log, type Metrics } from '#telemetry';
import { tokenPath } from './access/oauth.controller.js';
import type { RawRequest } from './inbound/inbound.controller.js';
import { organisationPath } from './access/organisation.controller.js';
import { ApiModule } from './api.module.js';
import { serveConsole } from './console/console-files.js';
import { answerHeaders } from './console/security-headers.js';
import { leaveGently, sayWhenLeaving, watchConnections } from './edge/leave-gently.js';
import { limitRates } from './edge/rate-limits.js';
import { limitShapes } from './edge/request-shape.js';
import { serveSecurityTxt } from './edge/security-txt.js';
import { servePublicKeys } from './edge/public-keys.js';
import { limitConnections, serverLimits } from './edge/server-limits.js';
import { EventHub } from './events/event-hub.js';
import { openApiDocument } from './openapi.js';
import { Problem } from './problems/problem.js';
import { problemOf, ProblemFilter } from './problems/problem.filter.js';
import { validationPipe } from './problems/validation.js';
import { welcomePath } from './people/present-person.js';
import { takeImages } from './screenshots/read-image.js';
import { listPlatforms } from './shared/platform-schema.js';
import { apiUseCases } from './use-cases.js';

export interface ApiParts {
  readonly config: Config;
  readonly platforms: readonly Platform[];
  /** As in `LiveConfig`; absent, those of this start hold. */
  readonly channelChanges?: () => ChannelOverlay;
  readonly log: Log;
  /** Schema of the tables, where it is not the database's default. */
  readonly schema?: string;
  /** The built console, where it is not the one of this checkout. */
  readonly consoleFolder?: string;
  /** Told, at the start, the address at which the first administrator makes an account, while there is none. */
  readonly announce?: (link: string) => void;
  /** Ends the wait for the database. */
  readonly signal?: AbortSignal;
}

export interface RunningApi {
  /** Where it listens. */
  readonly url: string;
  /** Says that it leaves, takes no more requests after `api.drainMs`, ends streams, closes every connection. */
  close(): Promise<void>;
}

/** Waits for its database. */
export async function startApi(parts: ApiParts): Promise<RunningApi> {
  const { config, platforms, schema, signal, announce } = parts;
  const metrics = createMetrics({ process: true });
  const log = observedLog(parts.log, processFigures(metrics));
  const manifests = platforms.map(({ manifest }) => manifest);
  checkPlatformSettings(config.platforms, manifests);
  checkDeadlines(config.deadlines, manifests);
  const installation = {
    database: { ...config.database, ...(schema === undefined ? {} : { schema }) },
    migrateOnStart: config.database.migrateOnStart,
    role: 'uniflag_api' as const,
    isRoleTaken: config.database.roles,
    installationId: installationIdOf(keyFrom(config.security.contentKey, 'security.contentKey')),
    ...{ log, signal },
  };
  const { database, useCases, hub } = await openInstallation(installation, async (opened) => {
    const cases = apiUseCases(config, platforms, opened, log, parts.channelChanges);
    await cases.cipher.check();
    await cases.platformStore.ensure(platforms.map(({ manifest }) => manifest.key));
    const events = new EventHub(opened.pool, cases.eventQueries, log);
    await events.start();
    return { database: opened, useCases: cases, hub: events };
  });
  const module = ApiModule.with({ config, database, useCases, hub, metrics });
  const leaving = new AbortController();
  const app = await buildApp({ ...parts, log, module, metrics, leaving: leaving.signal });
  const connections = watchConnections(app.getHttpServer());
  limitConnections(app.getHttpServer(), config.api);
  await app.listen(config.api.port, config.api.host);
  const first = announce && (await useCases.firstAdministrator.makeLink());
  if (first) announce(`${config.api.publicUrl}${welcomePath(first.code)}`);
  return {
    url: (await app.getUrl()).replace('[::1]', 'localhost'),
    close: async () => {
      leaving.abort();
      await leaveGently(app, connections, { drainMs: config.api.drainMs, drained: () => hub.close() });
      await useCases.cipher.close();
      await database.close();
    },
  };
}

export interface AppParts extends Omit<ApiParts, 'config'> {
  readonly config: Pick<Config, 'api' | 'webhooks' | 'dossiers'>;
  readonly module: ReturnType<typeof ApiModule.with>;
  readonly metrics: Metrics;
  /** Aborts when this process begins to stop. */
  readonly leaving?: AbortSignal;
}

export async function buildApp(parts: AppParts): Promise<NestFastifyApplication> {
  const { config, platforms, log, module, metrics, consoleFolder = builtConsole() } = parts;
  listPlatforms(platforms);
  const adapter = new FastifyAdapter({
    ...serverLimits(config.api),
    bodyLimit: config.api.bodyLimitBytes,
    // What is being answered ends first, and what comes in time is answered; see `leaveGently`.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: 100 },
    trustProxy: config.api.trustedProxies ? [...config.api.trustedProxies] : false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: false,
    abortOnError: false,
    // Fastify reads JSON itself; nothing else is taken.
    bodyParser: false,
  });
  app.useGlobalFilters(new ProblemFilter(log));
  app.useGlobalPipes(validationPipe());
  const fastify = app.getHttpAdapter().getInstance();
  describeItself(app);
  takeLargeReports(fastify, config.api.filingBodyLimitBytes);
  takeForms(fastify);
  takeImages(fastify);
  keepRawCallbacks(fastify, config.api.bodyLimitBytes);
  recordRequests(fastify, log, metrics);
  await app.register(fastifyCookie);
  const headers = answerHeaders(config.api.publicUrl);
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  if (parts.leaving) sayWhenLeaving(fastify, parts.leaving);
  limitRates(fastify, config.api);
  limitShapes(fastify);
  serveSecurityTxt(fastify, config.api, log);
  servePublicKeys(fastify, config);
  if (config.api.console) await serveConsole(app, consoleFolder, log);
  await app.init();
  return app;
}

/** The description takes as long to make as all else of a start: it is made once somebody asks for it. */
function describeItself(app: NestFastifyApplication): void {
  let document: ReturnType<typeof openApiDocument> | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/openapi.json', (_request, reply) => reply.send((document ??= openApiDocument(app))));
}

/** Where `npm run build` puts the console. */
function builtConsole(): string {
  return join(packageRoot(), 'dist', 'apps', 'console');
}

/** One report may name thousands of targets; nothing else is as large. */
function takeLargeReports(fastify: Fastify, maxBytes: number): void {
  fastify.addHook('onRoute', (route) => {
    if (route.method === 'POST' && route.url === '/v1/reports') route.bodyLimit = maxBytes;
  });
}

/** Programs ask for tokens with a form, and an identity provider says with one that a session is over; no other route takes one. */
function takeForms(fastify: Fastify): void {
  const paths = [tokenPath, `/${organisationPath}/logout`];
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 65_536 },
    (request, body, done) => {
      const { url } = request.routeOptions;
      if (!paths.some((path) => path === url)) return done(problemOf({ statusCode: 415 }));
      // OAuth refuses a parameter that comes twice: the route reads the form itself. At a logout, what is not understood is
      // to be ignored. Source: OpenID Connect Back-Channel Logout 1.0, section 2.5.
      const logoutToken = new URLSearchParams(String(body)).get('logout_token') ?? undefined;
      done(null, url === tokenPath ? String(body) : { logout_token: logoutToken });
    },
  );
}

/** A callback's signature covers its bytes: they are kept beside the parsed body. */
function keepRawCallbacks(fastify: Fastify, maxBytes: number): void {
  fastify.addHook('preParsing', async (request, _reply, payload) => {
    if (!request.url.startsWith('/v1/inbound/')) return payload;
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of payload) {
      sizeBytes += (chunk as Buffer).length;
      if (sizeBytes > maxBytes) throw new Problem(413, 'BODY.TOO_LARGE', 'The callback is too large.');
      chunks.push(chunk as Buffer);
    }
    (request as RawRequest).rawBody = Buffer.concat(chunks);
    return Readable.from([(request as RawRequest).rawBody]);
  });
}

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

/** One line a request: route pattern, never the address that was asked for. */
function recordRequests(fastify: Fastify, log: Log, metrics: Metrics): void {
  const seconds = metrics.histogram('uniflag_request_seconds', 'Time to answer.', [
    'method',
    'route',
    'status',
  ]);
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    seconds.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1_000,
    );
    if (!route.startsWith('/health'))
      log.info('request.done', {
        method: request.method,
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      });
    done();
  });
}
