import type { Edit } from '../support/planted.cjs';

/** One attack of docs/threat-model.md: the test that makes it, and what is taken away to show that the test would see it succeed. */
export interface Attack {
  readonly name: string;
  /** What somebody tries. */
  readonly tries: string;
  readonly spec: string;
  /** Stands in the title of the test; of a table of cases, in one of them. */
  readonly test: string;
  /** The guard, taken away. */
  readonly without: readonly Edit[];
}

const api = 'apps/api/src/api.ts';
const serverLimits = 'apps/api/src/edge/server-limits.ts';
const securityHeaders = 'apps/api/src/console/security-headers.ts';
const consoleFiles = 'apps/api/src/console/console-files.ts';
const edgeSpec = 'apps/api/src/edge/edge.spec.ts';
const apiSpec = 'test/attacks/api.spec.ts';
const consoleSpec = 'apps/api/src/console/console-files.spec.ts';
const peopleSpec = 'test/attacks/people.spec.ts';
const organisationSpec = 'apps/api/src/access/organisation.spec.ts';
const organisation = 'libs/security/src/sign-in/organisation.ts';
const screenshotsSpec = 'test/flows/screenshots.spec.ts';
const imageCleaner = 'libs/security/src/uploads/sharp-image-cleaner.ts';
const cleanerSpec = 'libs/security/src/uploads/sharp-image-cleaner.spec.ts';
const senderSpec = 'libs/webhooks/src/webhook-sender.spec.ts';

export const attacks: readonly Attack[] = [
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
    name: 'session-fixation',
    tries: 'puts a session cookie of his own into a browser before staff sign in',
    spec: 'apps/api/src/access/session.spec.ts',
    test: 'has a token of its own, whatever cookie comes along',
    without: [
      {
        file: 'apps/api/src/access/session.controller.ts',
        find: 'this.cookie.set(reply, opened.token);',
        replace: 'this.cookie.set(reply, before ?? opened.token);',
      },
    ],
  },
  {
    name: 'guessed-key',
    tries: 'tries keys one after the other',
    spec: 'apps/api/src/access/session.spec.ts',
    test: 'refuses wrong keys, and after ten everything from that address',
    without: [
      {
        file: 'apps/api/src/access/session.controller.ts',
        find: '    this.tries.check(request.ip);\n    const before',
        replace: '    const before',
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
    name: 'spent-link',
    tries: "opens with a member's link what it was not made for, or is no longer for",
    spec: 'apps/api/src/member-links/member-links.spec.ts',
    test: 'is refused alike where it is unknown, expired, replaced, ended or withdrawn',
    without: [
      {
        file: 'libs/persistence/src/stores/pg-member-links.ts',
        find: "l.expires_at > now() AND l.ended_at IS NULL AND s.delivery <> 'CANCELLED'",
        replace: 'true',
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
    name: 'ssrf-literal',
    tries: 'names an address inside as a webhook, in every spelling',
    spec: apiSpec,
    test: 'sends us to no address inside',
    without: [
      {
        file: 'libs/webhooks/src/address-guard.ts',
        find: "if (address.range() !== 'unicast') return false;",
        replace: '',
      },
    ],
  },
  {
    name: 'ssrf-rebinding',
    tries: 'lets the name of a webhook move to an address inside after it was checked',
    spec: senderSpec,
    test: 'is not fooled by a name that moves',
    without: [
      {
        file: 'libs/webhooks/src/guarded-agents.ts',
        find: 'if (refusal) return callback(new RefusedConnection(refusal), []);',
        replace: '',
      },
    ],
  },
  {
    name: 'ssrf-redirect',
    tries: 'answers a webhook with a redirect inside',
    spec: senderSpec,
    test: 'does not follow a 307',
    without: [
      { file: 'libs/webhooks/src/webhook-sender.ts', find: 'maxRedirects: 0,', replace: 'maxRedirects: 5,' },
    ],
  },
  {
    name: 'zip-bomb',
    tries: 'answers a webhook with megabytes packed into a few bytes',
    spec: senderSpec,
    test: 'asks for nothing packed, and waits for the end of a bomb',
    without: [
      {
        file: 'libs/webhooks/src/webhook-sender.ts',
        find: 'decompress: false,',
        replace: 'decompress: true,',
      },
    ],
  },
  {
    name: 'mime-bomb',
    tries: 'mails thousands of parts, each to be opened',
    spec: 'libs/mail/src/mail-reader.spec.ts',
    test: 'hands over what it understood of a mail with too many parts',
    without: [{ file: 'libs/mail/src/mail-reader.ts', find: 'maxChildNodes: 200,', replace: '' }],
  },
  {
    name: 'mail-header-injection',
    tries: 'writes a line break and Bcc: into a subject or a header',
    spec: 'libs/mail/src/compose-mail.spec.ts',
    test: 'adds no header, whatever stands in subject, text, thread and header values',
    without: [
      {
        file: 'libs/mail/src/compose-mail.ts',
        find: 'value: oneLine(value)',
        replace: 'value: { prepared: true, value }',
      },
    ],
  },
  {
    name: 'forged-mail',
    tries: "mails in a platform's name that content was removed",
    spec: 'libs/application/src/replies/apply-replies.spec.ts',
    test: 'moves nothing and goes to staff with the reason',
    without: [
      {
        file: 'libs/core/src/platform/mail-trust.ts',
        find: 'return origin.hasPassedDmarc;',
        replace: 'return true;',
      },
    ],
  },
  {
    name: 'forged-results',
    tries: 'brings along the words of our mail server that the mail is genuine',
    spec: 'libs/mail/src/origin/origin-check.spec.ts',
    test: 'proves nothing by results that it brought itself',
    without: [
      {
        file: 'libs/mail/src/origin/origin-check.ts',
        find: 'const told = isRelayed ? this.toldByOwnServer(headers, fromDomain) : undefined;',
        replace: 'const told = this.toldByOwnServer(headers, fromDomain);',
      },
    ],
  },
  {
    name: 'forged-callback',
    tries: "calls back in a platform's name with a signature of his own",
    spec: 'apps/api/src/inbound/inbound.controller.spec.ts',
    test: 'signed with "another secret", is genuine: false',
    without: [
      {
        file: 'apps/api/src/inbound/inbound.controller.ts',
        find: 'if (!adapter.verifyReply(headers, body))',
        replace: 'if (!body.length)',
      },
    ],
  },
  {
    name: 'replayed-callback',
    tries: 'sends a genuine callback again',
    spec: 'apps/api/src/inbound/inbound.controller.spec.ts',
    test: 'has the same key each time it comes',
    without: [
      {
        file: 'apps/api/src/inbound/inbound.controller.ts',
        find: "messageKey: contentHash.toString('hex'),",
        replace: 'messageKey: String(Math.random()),',
      },
    ],
  },
  {
    name: 'replayed-webhook',
    tries: 'sends a consumer an old delivery again',
    spec: 'libs/client/src/webhooks.spec.ts',
    test: 'refuses what was changed, what another signed, what is old and what is not signed',
    without: [
      {
        file: 'libs/client/src/webhooks.ts',
        find: 'return new Webhook(secret).verify(text, signatureHeaders(headers)) as WebhookBody;',
        replace:
          "const now = { ...signatureHeaders(headers), 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) };\n  try {\n    return new Webhook(secret).verify(text, signatureHeaders(headers)) as WebhookBody;\n  } catch (error) {\n    if (String(error).includes('old')) return JSON.parse(text) as WebhookBody;\n    throw error;\n  }",
      },
    ],
  },
  {
    name: 'csv-formula',
    tries: 'writes a formula into a cell of what staff open in a spreadsheet',
    spec: 'libs/client/src/lists/sort-out.spec.ts',
    test: 'goes back without a cell that a spreadsheet would run',
    without: [
      {
        file: 'libs/client/src/lists/rejected-as-csv.ts',
        find: 'escapeFormulae: true',
        replace: 'escapeFormulae: false',
      },
    ],
  },
  {
    name: 'four-eyes-alone',
    tries: 'releases what he holds himself, alone',
    spec: 'libs/application/src/testing/memory-stores.spec.ts',
    test: 'until a second person releases it',
    without: [
      {
        file: 'libs/application/src/staff/hold-report.ts',
        find: 'if (hold.by.id === by.id ',
        replace: 'if (hold.by.id === undefined ',
      },
    ],
  },
  {
    name: 'forged-id-token',
    tries:
      'signs in at the organisation with an ID token of no algorithm, another key, a key it brings along, or for somebody else',
    spec: organisationSpec,
    test: 'signs nobody in with',
    without: [
      {
        file: organisation,
        find: '          oidc.enableNonRepudiationChecks,\n',
        replace: '',
      },
    ],
  },
  {
    name: 'forged-logout-token',
    tries: "ends other people's sessions with a logout token that the provider never signed",
    spec: organisationSpec,
    test: 'ends nothing with',
    without: [
      {
        file: organisation,
        find: "import { createRemoteJWKSet, jwtVerify } from 'jose';",
        replace:
          "import { createRemoteJWKSet, decodeJwt } from 'jose';\nconst jwtVerify = async (token: string, ..._unused: unknown[]) => ({ payload: decodeJwt(token) });",
      },
    ],
  },
  {
    name: 'open-redirect',
    tries: 'has staff sign in by a link of his that leads to his page afterwards',
    spec: organisationSpec,
    test: 'leads to the console when it is done, whatever address comes along',
    without: [
      {
        file: 'apps/api/src/access/organisation.controller.ts',
        find: "await reply.redirect('/', 303);",
        replace: "await reply.redirect((request.query as { next?: string }).next ?? '/', 303);",
      },
    ],
  },
  {
    name: 'timed-sign-in',
    tries: 'measures how long a wrong password takes, to learn whether there is such an account',
    spec: peopleSpec,
    test: 'learns from no answer how much work was done',
    without: [
      {
        file: 'libs/security/src/sign-in/passwords.ts',
        find: 'const isSame = await verify(stored ?? (await standIn), normal(password));',
        replace:
          'if (stored === null) return false;\n  const isSame = await verify(stored, normal(password));',
      },
    ],
  },
  {
    name: 'account-enumeration',
    tries: 'tries passwords of addresses, to learn from the answers which accounts there are',
    spec: 'apps/api/src/people/people.spec.ts',
    test: 'says the same of an account that is not there',
    without: [
      {
        file: 'libs/security/src/sign-in/sign-in.ts',
        find: "if (!isRight || person?.status !== 'ACTIVE') return refusedOf(person?.id);",
        replace:
          "if (!person) return { outcome: 'wait', waitMs: 1 };\n    if (!isRight || person.status !== 'ACTIVE') return refusedOf(person.id);",
      },
    ],
  },
  {
    name: 'told-by-links',
    tries: 'learns from links that are spent, or of whoever left, who was invited or lost their way in',
    spec: peopleSpec,
    test: 'is told the same, whether it is made up, used, too old, replaced, or of somebody who left',
    without: [
      {
        file: 'libs/persistence/src/stores/pg-people.ts',
        find: 'WHERE l.token_hash = $1 AND l.expires_at > now() AND (${isOpen})`,\n      [Buffer.from(tokenHash)],',
        replace: 'WHERE l.token_hash = $1`,\n      [Buffer.from(tokenHash)],',
      },
    ],
  },
  {
    name: 'replayed-code',
    tries: 'types a one-time code that he saw, after its owner or in the same moment',
    spec: peopleSpec,
    test: 'opens nothing with it once it was used, nor in the same moment',
    without: [
      {
        file: 'libs/security/src/sign-in/sign-in.ts',
        find: 'return step !== undefined && (await people.useTotpStep(personId, step));',
        replace: 'return step !== undefined;',
      },
    ],
  },
  {
    name: 'kept-session',
    tries: 'stays signed in after the password was changed because of him',
    spec: peopleSpec,
    test: 'loses it when its person changes the password elsewhere',
    without: [
      {
        file: 'apps/api/src/people/me.controller.ts',
        find: '    await this.sessions.endOf(person.id, { keptId: caller.accessId });\n',
        replace: '',
      },
    ],
  },
  {
    name: 'kept-role',
    tries: 'goes on, in a session that is open, with a role that was taken away',
    spec: peopleSpec,
    test: 'does nothing more with a role that its person lost',
    without: [
      {
        file: 'apps/api/src/people/people.controller.ts',
        find: "if (outcome === 'stale') throw changedMeanwhile();\n    this.sessions.forgetPeople();\n",
        replace: "if (outcome === 'stale') throw changedMeanwhile();\n",
      },
    ],
  },
  {
    name: 'forged-host',
    tries: 'asks for a link under another Host, so that the link leads to his own',
    spec: peopleSpec,
    test: 'is written into no link',
    without: [
      {
        file: 'apps/api/src/people/people.controller.ts',
        find: 'const link = presentLink(token, expiresAtMs);',
        replace:
          'const link = { ...presentLink(token, expiresAtMs), path: `//${request.host}/welcome#code=${token}` };',
      },
    ],
  },
  {
    name: 'cookie-tossing',
    tries: 'sets the cookie of a session from a neighbouring domain, or over http',
    spec: 'apps/api/src/access/session-cookie.spec.ts',
    test: 'over https the cookie of a session is one that neighbouring domains cannot set',
    without: [
      {
        file: 'apps/api/src/access/session-cookie.ts',
        find: "this.name = secure ? '__Host-uniflag' : 'uniflag';",
        replace: "this.name = 'uniflag';",
      },
    ],
  },
  {
    name: 'four-eyes-twice',
    tries: 'approves what he asked for himself, by a second session or a key of his own',
    spec: peopleSpec,
    test: 'does not approve it by a second session of theirs, nor by a key they made',
    without: [
      {
        file: 'apps/api/src/approvals/four-eyes.ts',
        find: 'if (found.askedById === by.id)',
        replace: "if (found.askedById === '')",
      },
      {
        file: 'libs/persistence/src/stores/pg-approvals.ts',
        find: 'AND expires_at > now() AND asked_by <> $3',
        replace: 'AND expires_at > now()',
      },
      {
        file: 'libs/persistence/src/migrations/1764430000000-abilities.ts',
        find: 'decided_by uuid CHECK (decided_by <> asked_by),',
        replace: 'decided_by uuid,',
      },
    ],
  },
  {
    name: 'four-eyes-race',
    tries: 'has one approval counted several times, by approving it at the same moment',
    spec: 'test/flows/four-eyes.spec.ts',
    test: 'is done once, by one of many who approve at the same moment, and never by who asked',
    without: [
      {
        file: 'libs/persistence/src/stores/pg-approvals.ts',
        find: "(SELECT id FROM approvals WHERE id = $1 FOR UPDATE SKIP LOCKED)\n           AND state = 'ASKED' AND expires_at",
        replace: '$1 AND expires_at',
      },
    ],
  },
  {
    name: 'forbidden-picture',
    tries: 'sends a picture for a report of abuse images, so that a data bank of them begins',
    spec: screenshotsSpec,
    test: 'is refused with the law where the category may have none',
    without: [
      {
        file: 'libs/core/src/storage/screenshots.ts',
        find: 'return screenshotBars.find((bar) => bars.includes(bar)) ?? null;',
        replace: 'return screenshotBars.find((bar) => bars.length < 0 && bars.includes(bar)) ?? null;',
      },
    ],
  },
  {
    name: 'hidden-metadata',
    tries: 'reads out of a screenshot where and by whom it was made',
    spec: cleanerSpec,
    test: 'comes out with its pixels and without any metadata',
    without: [
      {
        file: imageCleaner,
        find: "image.autoOrient().toColourspace('srgb')",
        replace: "image.autoOrient().keepMetadata().toColourspace('srgb')",
      },
    ],
  },
  {
    name: 'pixel-flood',
    tries: 'sends a small file that unpacks to very many pixels',
    spec: cleanerSpec,
    test: 'is refused where few bytes would be very many pixels',
    without: [
      {
        file: imageCleaner,
        find: 'const mostPixels = 40_000_000;',
        replace: 'const mostPixels = 268_000_000;',
      },
    ],
  },
  {
    name: 'shown-inline',
    tries: 'sends a page that calls itself a picture, for a browser to open',
    spec: screenshotsSpec,
    test: 'out as a file without its metadata',
    without: [
      {
        file: 'apps/api/src/screenshots/screenshots.controller.ts',
        find: '`attachment; filename=',
        replace: '`inline; filename=',
      },
    ],
  },
  {
    name: 'silent-scanner',
    tries: 'sends a virus while the scanner is away',
    spec: 'libs/security/src/uploads/clamd-scanner.spec.ts',
    test: 'is unreachable where one is set and none is there',
    without: [
      {
        file: 'libs/security/src/uploads/clamd-scanner.ts',
        find: "return 'UNREACHABLE';",
        replace: "return 'CLEAN';",
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
