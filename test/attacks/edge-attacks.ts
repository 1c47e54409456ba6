import type { Attack } from './attack.js';

const api = 'apps/api/src/api.ts';
const serverLimits = 'apps/api/src/edge/server-limits.ts';
const securityHeaders = 'apps/api/src/console/security-headers.ts';
const consoleFiles = 'apps/api/src/console/console-files.ts';
const edgeSpec = 'apps/api/src/edge/edge.spec.ts';
const apiSpec = 'test/attacks/api.spec.ts';
const consoleSpec = 'apps/api/src/console/console-files.spec.ts';

/** What anybody can send to the API, before it is known who they are. */
export const edgeAttacks: readonly Attack[] = [
  {
    name: 'no-key',
    tries: 'asks each route without a key',
    spec: 'apps/api/src/access/routes.spec.ts',
    test: 'needs a key, but for those that are open',
    without: [
      {
        file: 'apps/api/src/api.module.ts',
        find: '        { provide: APP_GUARD, useClass: AccessGuard },\n',
        replace: '        AccessGuard,\n',
      },
    ],
  },
  {
    name: 'csrf',
    tries: "lets a staff member's browser stop a platform from a page of another site",
    spec: 'apps/api/src/access/session.spec.ts',
    test: 'changes nothing for a page of another site',
    without: [
      {
        file: 'apps/api/src/access/cross-site.ts',
        find: "if (site !== undefined) return site === 'same-origin' ? 'own' : 'other';",
        replace: "if (site !== undefined) return 'own';",
      },
    ],
  },
  {
    name: 'many-faces',
    tries: 'writes another address into X-Forwarded-For with each try',
    spec: apiSpec,
    test: 'is one address, whatever it says it is forwarded for',
    without: [
      {
        file: api,
        find: '? [...config.api.trustedProxies] : false',
        replace: '? [...config.api.trustedProxies] : true',
      },
    ],
  },
  {
    name: 'mass-assignment',
    tries: 'sends fields that only the product sets: status, mode, id',
    spec: apiSpec,
    test: 'sets nothing but what a route takes',
    without: [
      { file: 'apps/api/src/problems/validation.ts', find: '    forbidNonWhitelisted: true,\n', replace: '' },
    ],
  },
  {
    name: 'foreign-answer',
    tries: "repeats another caller's Idempotency-Key to be given what that caller was answered",
    spec: apiSpec,
    test: "is not given another caller's answer",
    without: [
      {
        file: 'apps/api/src/shared/request-parts.ts',
        find: 'client: caller.id,',
        replace: "client: '01a209aa-0000-7000-8000-000000000001',",
      },
    ],
  },
  {
    name: 'prototype-pollution',
    tries: 'sends __proto__ and constructor.prototype in a body',
    spec: edgeSpec,
    test: 'is refused before its values are looked at: a prototype',
    without: [
      {
        file: serverLimits,
        find: '    connectionTimeout: stillMs,\n',
        replace:
          "    connectionTimeout: stillMs,\n    onProtoPoisoning: 'ignore',\n    onConstructorPoisoning: 'ignore',\n",
      },
    ],
  },
  {
    name: 'endless-nesting',
    tries: 'nests a body until a recursive check overflows the stack',
    spec: edgeSpec,
    test: 'is refused before its values are looked at: nested without end',
    without: [{ file: api, find: '  limitShapes(fastify);\n', replace: '' }],
  },
  {
    name: 'amplification',
    tries: 'sends thousands of wrong fields to be answered with as many sentences',
    spec: edgeSpec,
    test: 'takes a hundred parameters and names a hundred mistakes',
    without: [{ file: 'apps/api/src/problems/validation.ts', find: '.slice(0, maxErrors)', replace: '' }],
  },
  {
    name: 'oversized',
    tries: 'sends a body of many megabytes',
    spec: apiSpec,
    test: 'is heard out to a limit',
    without: [{ file: api, find: 'bodyLimit: config.api.bodyLimitBytes,', replace: 'bodyLimit: 2 ** 30,' }],
  },
  {
    name: 'slow-headers',
    tries: 'keeps a connection with headers that never end',
    spec: edgeSpec,
    test: 'is refused in our own words: headers that do not end',
    without: [
      {
        file: serverLimits,
        find: 'headersTimeout: settings.headersTimeoutMs,',
        replace: 'headersTimeout: 0,\n      requestTimeout: 0,',
      },
      { file: serverLimits, find: '    requestTimeout: settings.requestTimeoutMs,\n', replace: '' },
    ],
  },
  {
    name: 'slow-body',
    tries: 'keeps a connection with a body that never ends',
    spec: edgeSpec,
    test: 'is refused in our own words: a body that does not end',
    without: [
      { file: serverLimits, find: 'settings.requestTimeoutMs,', replace: 'settings.requestTimeoutMs * 100,' },
    ],
  },
  {
    name: 'request-smuggling',
    tries: 'gives a body two lengths, so that a proxy and we see two different requests',
    spec: edgeSpec,
    test: 'is refused in our own words: a length and chunks',
    without: [{ file: serverLimits, find: 'insecureHTTPParser: false', replace: 'insecureHTTPParser: true' }],
  },
  {
    name: 'flood',
    tries: 'asks as often as possible',
    spec: edgeSpec,
    test: 'is told, and refused beyond it with the time to wait',
    without: [{ file: api, find: '  limitRates(fastify, config.api);\n', replace: '' }],
  },
  {
    name: 'internals',
    tries: 'provokes errors that name addresses, versions or statements',
    spec: edgeSpec,
    test: 'is refused in our own words: an address that is none',
    without: [
      {
        file: serverLimits,
        find: "error.code === 'FST_ERR_BAD_URL' ? badAddress() : problemOf(error)",
        replace: 'new Problem(400, error.code, error.message)',
      },
    ],
  },
  {
    name: 'key-in-address',
    tries: 'reads keys and codes out of logs of addresses',
    spec: apiSpec,
    test: 'finds no address in the log, and no key is taken from one',
    without: [
      {
        file: api,
        find: "const route = request.routeOptions.url ?? 'unknown';",
        replace: 'const route = request.url;',
      },
    ],
  },
  {
    name: 'shared-cache',
    tries: 'reads reports out of the cache of a proxy or a browser',
    spec: apiSpec,
    test: 'finds no answer in a cache',
    without: [{ file: securityHeaders, find: "'cache-control': 'no-store',", replace: '' }],
  },
  {
    name: 'clickjacking',
    tries: 'shows the console inside a page of his own',
    spec: consoleSpec,
    test: 'is told how to treat /v1/reports',
    without: [{ file: securityHeaders, find: "  'x-frame-options': 'DENY',\n", replace: '' }],
  },
  {
    name: 'path-traversal',
    tries: 'asks the console for files beside it',
    spec: consoleSpec,
    test: 'gives no file but its own: /.hidden',
    without: [
      { file: consoleFiles, find: '/^\\/((?:assets\\/)?[\\w-][\\w.-]*\\.\\w+)$/', replace: '/^\\/(.+)$/' },
      { file: consoleFiles, find: "dotfiles: 'ignore'", replace: "dotfiles: 'allow'" },
    ],
  },
  {
    name: 'stored-xss',
    tries: 'writes markup and scripts into what staff will read, or finds a place where text becomes markup',
    spec: 'test/browser/report.spec.ts',
    test: 'runs nothing of what anybody wrote',
    without: [
      {
        file: securityHeaders,
        find: "'content-security-policy': `${ownAlone(nonce)}, script-src 'nonce-${nonce}' 'strict-dynamic'`,",
        replace: "'x-nothing': typeof ownAlone,",
      },
      {
        file: securityHeaders,
        find: `"default-src 'none'; frame-ancestors 'none'; sandbox"`,
        replace: `"img-src *"`,
      },
    ],
  },
  {
    name: 'redos',
    tries: 'sends a text on which a pattern of ours takes minutes',
    spec: 'test/attacks/patterns.spec.ts',
    test: 'takes no text for long',
    without: [
      {
        file: 'libs/core/src/platform/mail-trust.ts',
        find: 'return domains.some(',
        replace: 'if (/^(?:\\w+\\s?)+$/.test(domain)) return false;\n  return domains.some(',
      },
    ],
  },
];
