import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { loadConfig } from '#config';
import type { Database } from '#persistence';
import { platforms } from '#platforms';
import { createMetrics, silentLog } from '#telemetry';
import { ApiModule } from '../api.module.js';
import { buildApp } from '../api.js';
import { allowedAct } from './allowed.js';
import { publicRoute } from './caller.js';
import { EventHub } from '../events/event-hub.js';
import { openApiDocument } from '../openapi.js';
import { apiUseCases } from '../use-cases.js';

/** Routes that need no key; everything else does. */
const open = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /openapi.json',
  // Consumers of webhooks check signatures with it.
  'GET /.well-known/webhooks/jwks.json',
  // Whoever checks a dossier compares its key with this one.
  'GET /.well-known/dossiers/jwks.json',
  // The console's files: everything personal in them comes from the other routes.
  'GET *',
  // They open a session and end it; GET /v1/session says 401 where there is none.
  'POST /v1/session',
  'DELETE /v1/session',
  'GET /v1/session/ways',
  'POST /v1/session/password',
  'POST /v1/session/passkey-options',
  'GET /v1/session/organisation',
  'GET /v1/session/organisation/callback',
  'POST /v1/session/organisation/logout',
  // The code of a person's link is their key.
  'POST /v1/person-links/read',
  'POST /v1/person-links/passkey-options',
  'POST /v1/person-links/totp-secret',
  'POST /v1/person-links/accept',
  // A program's key is in its form.
  'POST /v1/oauth/token',
  // A member's code is their key.
  'POST /v1/member-links/read',
  'POST /v1/member-links/answer',
  // A caller's code is their key; whom to call is no secret.
  'POST /v1/caller-status/read',
  'GET /v1/caller-status/help',
  // The link of a person's calendar is its key.
  'GET /v1/calendar/deadlines.ics',
  // A platform's own signature is its key.
  'POST /v1/inbound/:platform',
];

let app: NestFastifyApplication;
let pool: pg.Pool;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uniflag-console-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Synthetic</title>');
  const key = Buffer.alloc(32).toString('base64');
  const config = loadConfig({
    env: {
      UNIFLAG_DATABASE__URL: 'postgres://nobody@localhost/nothing',
      UNIFLAG_SECURITY__WRAPPING_KEY: key,
      UNIFLAG_SECURITY__CONTENT_KEY: key,
    },
  });
  // Nothing listens there: a request that gets past the guard is seen by its 503.
  pool = new pg.Pool({ host: '127.0.0.1', port: 1 });
  const database = { pool } as unknown as Database;
  const useCases = apiUseCases(config, platforms, database, silentLog);
  const hub = new EventHub(pool, useCases.eventQueries, silentLog);
  const metrics = createMetrics();
  const module = ApiModule.with({ config, database, useCases, hub, metrics });
  app = await buildApp({ config, platforms, log: silentLog, module, metrics, consoleFolder: folder });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.close();
  await pool.end();
});

/** Every route there is, as `METHOD /path`, from the tree that the HTTP server prints. */
function allRoutes(): string[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const found = /^(.*?)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) return [];
    const [, indent = '', part = '', methods = ''] = found;
    const depth = indent.length / 4;
    above.splice(depth, Infinity, part);
    const path = above.join('');
    return methods
      .split(', ')
      .filter(Boolean)
      .map((method) => `${method} ${path}`);
  });
}

const ask = async (route: string, headers: Record<string, string> = {}) => {
  const [method = '', path = ''] = route.split(' ');
  const url = path.replace(/:\w+/g, 'rep_00000000000000000000000000');
  const { statusCode } = await app.inject({ method: method as 'GET', url, headers });
  return statusCode;
};

/** Methods of controllers that answer requests and say neither whom they let in nor that they are open. */
function withoutRule(controllers: readonly (new (...parts: never[]) => object)[]): string[] {
  const reflector = app.get(Reflector);
  return controllers.flatMap((controller) =>
    Object.getOwnPropertyNames(controller.prototype)
      .filter((name) => name !== 'constructor')
      .map((name) => (controller.prototype as Record<string, () => unknown>)[name])
      .filter((handler) => handler !== undefined && Reflect.hasMetadata('path', handler))
      .filter(
        (handler) =>
          !reflector.get(allowedAct, handler!) &&
          !reflector.getAllAndOverride(publicRoute, [handler!, controller]),
      )
      .map((handler) => `${controller.name}.${handler!.name}`),
  );
}

const controllers = () =>
  [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as new () => object),
  );

describe('every route', () => {
  it('says in one word what the caller must be allowed to do, or is open', () => {
    expect(controllers().length).toBeGreaterThan(25);
    expect(withoutRule(controllers())).toEqual([]);
  });

  it('is missed where it does not', () => {
    @Controller('v1/synthetic')
    class Forgotten {
      @Get()
      read() {}
    }
    expect(withoutRule([Forgotten])).toEqual(['Forgotten.read']);
  });

  it('is known to this test', () => {
    const routes = allRoutes();
    expect(routes).toEqual(
      expect.arrayContaining([...open, 'POST /v1/reports', 'GET /v1/reports/:id/events', 'GET /v1/stream']),
    );
    expect(routes.length).toBeGreaterThan(35);
  });

  it('needs a key, but for those that are open', async () => {
    const refused: string[] = [];
    const let_in: string[] = [];
    for (const route of allRoutes()) ((await ask(route)) === 401 ? refused : let_in).push(route);
    expect(let_in.filter((route) => !route.startsWith('HEAD')).sort()).toEqual([...open].sort());
    expect(
      let_in
        .filter((route) => route.startsWith('HEAD'))
        .map((route) => route.replace('HEAD', 'GET'))
        .sort(),
    ).toEqual(open.filter((route) => route.startsWith('GET')).sort());
    expect(refused.length).toBeGreaterThan(30);
  });

  it.each([
    ['another scheme', 'Basic dWY6eA=='],
    ['no scheme', `uf_abcdefgh_${'x'.repeat(43)}`],
    ['something after the key', `Bearer uf_abcdefgh_${'x'.repeat(43)} x`],
    ['a key that is none', 'Bearer uf_'],
  ])('is closed to %s, before anything is asked of the database', async (_what, authorization) => {
    expect(await ask('GET /v1/reports', { authorization })).toBe(401);
  });

  it('stands in the description, but for those of operators', () => {
    const described = Object.entries(openApiDocument(app).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const operators = open.filter((route) => !route.includes('/v1/'));
    const routes = allRoutes().filter((route) => !route.startsWith('HEAD') && !operators.includes(route));
    expect(described.sort()).toEqual(routes.sort());
  });
});
