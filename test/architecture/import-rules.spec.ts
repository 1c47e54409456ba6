import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const configFile = join(root, '.dependency-cruiser.cjs');
const minuteMs = 60_000;

/** A file of the planted tree and what it imports; `type …` is a type-only import. */
interface Plant {
  readonly file: string;
  readonly imports: readonly string[];
}

/** Rule -> files of which each breaks exactly this rule. */
const plants: Readonly<Record<string, readonly Plant[]>> = {
  'core-imports-nothing': [
    { file: 'libs/core/src/planted-package.ts', imports: ['zod'] },
    { file: 'libs/core/src/planted-node.ts', imports: ['node:fs'] },
    { file: 'libs/core/src/planted-library.ts', imports: ['#telemetry'] },
    { file: 'libs/core/src/planted-type.ts', imports: ['type #application'] },
  ],
  'application-imports-core': [
    { file: 'libs/application/src/planted-library.ts', imports: ['#persistence'] },
    { file: 'libs/application/src/planted-package.ts', imports: ['pg'] },
    { file: 'libs/application/src/planted-node.ts', imports: ['node:crypto'] },
  ],
  'platform-kit-imports-core-and-ports': [
    { file: 'libs/platform-kit/src/planted-library.ts', imports: ['#persistence'] },
    { file: 'libs/platform-kit/src/planted-package.ts', imports: ['nodemailer'] },
    { file: 'libs/platform-kit/src/planted-platform.ts', imports: ['#platforms'] },
  ],
  'platform-kit-knows-mail-by-type': [{ file: 'libs/platform-kit/src/planted-mail.ts', imports: ['#mail'] }],
  'platform-imports-kit-and-own-folder': [
    { file: 'libs/platforms/src/example/planted-other-platform.ts', imports: ['../neighbour/manifest.js'] },
    { file: 'libs/platforms/src/example/planted-ports.ts', imports: ['#application'] },
    { file: 'libs/platforms/src/example/planted-package.ts', imports: ['axios'] },
    { file: 'libs/platforms/src/example/planted-node.ts', imports: ['node:fs'] },
  ],
  'platform-mapper-does-no-io': [
    { file: 'libs/platforms/src/mapped-directly/mapper.ts', imports: ['./client.js'] },
    { file: 'libs/platforms/src/mapped-by-another/mapper.ts', imports: ['./phrases.js'] },
  ],
  'platform-simulator-stands-alone': [
    { file: 'libs/platforms/src/simulated-directly/simulator.ts', imports: ['./mapper.js'] },
    { file: 'libs/platforms/src/simulated-by-another/simulator.ts', imports: ['./scenes.js'] },
  ],
  'platforms-door-joins-folders': [{ file: 'libs/platforms/src/planted.ts', imports: ['#persistence'] }],
  'persistence-imports-ports': [
    { file: 'libs/persistence/src/planted-library.ts', imports: ['#queue'] },
    { file: 'libs/persistence/src/planted-package.ts', imports: ['bullmq'] },
  ],
  'queue-imports-ports': [
    { file: 'libs/queue/src/planted-library.ts', imports: ['#persistence'] },
    { file: 'libs/queue/src/planted-package.ts', imports: ['pg'] },
  ],
  'mail-imports-ports': [
    { file: 'libs/mail/src/planted-library.ts', imports: ['#platforms'] },
    { file: 'libs/mail/src/planted-package.ts', imports: ['axios'] },
  ],
  'webhooks-imports-ports': [
    { file: 'libs/webhooks/src/planted-library.ts', imports: ['#persistence'] },
    { file: 'libs/webhooks/src/planted-package.ts', imports: ['nodemailer'] },
  ],
  'outcomes-import-ports': [
    { file: 'libs/outcomes/src/planted-library.ts', imports: ['#persistence'] },
    { file: 'libs/outcomes/src/planted-package.ts', imports: ['axios'] },
  ],
  'security-imports-ports': [
    { file: 'libs/security/src/planted-library.ts', imports: ['#persistence'] },
    { file: 'libs/security/src/planted-package.ts', imports: ['axios'] },
    { file: 'libs/security/src/planted-sign-in-package.ts', imports: ['otplib'] },
  ],
  'pkcs11-imports-its-package': [
    { file: 'libs/security/src/pkcs11/planted-library.ts', imports: ['#persistence'] },
    { file: 'libs/security/src/pkcs11/planted-package.ts', imports: ['otplib'] },
  ],
  'sign-in-imports-its-packages': [
    { file: 'libs/security/src/sign-in/planted-package.ts', imports: ['axios'] },
    { file: 'libs/security/src/sign-in/planted-library.ts', imports: ['#persistence'] },
  ],
  'uploads-import-their-package': [
    { file: 'libs/security/src/uploads/planted-package.ts', imports: ['axios'] },
    { file: 'libs/security/src/uploads/planted-key.ts', imports: ['../planted-library.js'] },
  ],
  'telemetry-imports-its-packages': [
    { file: 'libs/telemetry/src/planted-library.ts', imports: ['type #core'] },
    { file: 'libs/telemetry/src/planted-package.ts', imports: ['pg'] },
  ],
  'client-imports-its-packages': [
    { file: 'libs/client/src/planted-library.ts', imports: ['#core'] },
    { file: 'libs/client/src/planted-package.ts', imports: ['axios'] },
  ],
  'config-imports-manifests': [
    { file: 'config/planted-library.ts', imports: ['#persistence'] },
    { file: 'config/planted-package.ts', imports: ['pg'] },
    { file: 'config/planted-node.ts', imports: ['node:net'] },
  ],
  'libs-are-handed-values': [
    { file: 'libs/persistence/src/planted-config.ts', imports: ['#config'] },
    { file: 'libs/core/src/planted-config-type.ts', imports: ['type #config'] },
  ],
  'apps-are-imported-by-nobody': [
    { file: 'apps/worker/src/planted.ts', imports: ['../../api/src/main.js'] },
    { file: 'libs/queue/src/planted-app.ts', imports: ['../../../apps/api/src/main.js'] },
    { file: 'config/planted-app.ts', imports: ['../apps/api/src/main.js'] },
  ],
  'api-sends-nothing': [
    { file: 'apps/api/src/planted-mail.ts', imports: ['#mail'] },
    { file: 'apps/api/src/planted-http.ts', imports: ['axios'] },
    { file: 'apps/api/src/planted-queue.ts', imports: ['#queue'] },
  ],
  'console-and-cli-use-the-client': [
    { file: 'apps/console/src/planted.ts', imports: ['#core'] },
    { file: 'apps/cli/src/planted.ts', imports: ['#persistence'] },
    { file: 'apps/cli/src/planted-config.ts', imports: ['#config'] },
  ],
  'console-runs-in-browsers': [
    { file: 'apps/console/src/planted-package.ts', imports: ['axios'] },
    { file: 'apps/console/src/planted-node.ts', imports: ['node:fs'] },
  ],
  'libraries-are-entered-by-their-door': [
    { file: 'libs/persistence/src/planted-inside.ts', imports: ['../../core/src/inside.js'] },
    { file: 'apps/worker/src/planted-inside.ts', imports: ['../../../libs/queue/src/inside.js'] },
    { file: 'config/planted-inside.ts', imports: ['../libs/core/src/inside.js'] },
  ],
  // Each ring is told once, at the file that comes first.
  'no-circular-imports': [{ file: 'apps/worker/src/planted-ring.ts', imports: ['./ring.js'] }],
  'no-test-packages-in-what-runs': [{ file: 'apps/worker/src/planted-package.ts', imports: ['fast-check'] }],
  'imports-resolve': [
    { file: 'apps/worker/src/planted-nowhere.ts', imports: ['./absent.js'] },
    { file: 'libs/queue/src/planted-nowhere.ts', imports: ['#absent'] },
  ],
};

/** Files that stand close to a rule and break none. */
const allowed: readonly Plant[] = [
  { file: 'libs/core/src/fine.ts', imports: ['./inside.js'] },
  { file: 'libs/core/src/fine.spec.ts', imports: ['fast-check', 'node:fs', './fine.js'] },
  { file: 'libs/application/src/fine.ts', imports: ['#core'] },
  { file: 'libs/application/src/testing/fine.ts', imports: ['fast-check'] },
  {
    file: 'libs/platform-kit/src/fine.ts',
    imports: ['#core', '#application', '#telemetry', 'axios', 'type #mail', 'node:http'],
  },
  { file: 'libs/platforms/src/example/simulator.ts', imports: ['./manifest.js', '#platform-kit/simulation'] },
  { file: 'libs/platforms/src/example/mapper.ts', imports: ['./manifest.js', '#core', '#platform-kit'] },
  { file: 'libs/platforms/src/example/adapter.ts', imports: ['./mapper.js', './client.js'] },
  {
    file: 'libs/platforms/src/fine.ts',
    imports: ['./example/manifest.js', '#application', 'libphonenumber-js'],
  },
  {
    file: 'libs/persistence/src/fine.ts',
    imports: ['#core', '#application', '#telemetry', 'pg', 'typeorm', 'node:crypto'],
  },
  { file: 'libs/queue/src/fine.ts', imports: ['#telemetry', 'bullmq', 'ioredis'] },
  {
    file: 'libs/mail/src/fine.ts',
    imports: ['#application', 'nodemailer', 'mailparser', 'smtp-server', 'node:net'],
  },
  { file: 'libs/webhooks/src/fine.ts', imports: ['#application', 'standardwebhooks', 'axios', 'node:dns'] },
  { file: 'libs/outcomes/src/fine.ts', imports: ['#core', 'pdfkit', 'yazl', 'node:crypto'] },
  { file: 'libs/security/src/fine.ts', imports: ['#application', 'node:crypto'] },
  {
    file: 'libs/security/src/sign-in/fine.ts',
    imports: ['#application', '../fine.js', 'otplib', 'node:crypto'],
  },
  { file: 'libs/security/src/uploads/fine.ts', imports: ['#application', 'sharp', 'node:net'] },
  { file: 'libs/telemetry/src/fine.ts', imports: ['pino', 'prom-client', 'node:util'] },
  { file: 'libs/client/src/fine.ts', imports: ['openapi-fetch'] },
  { file: 'config/fine.ts', imports: ['#core', '#platforms', 'zod', 'yaml', 'node:fs', 'node:path'] },
  { file: 'apps/worker/src/fine.ts', imports: ['#config', '#mail', '#queue', '#platforms', '#persistence'] },
  { file: 'apps/api/src/fine.ts', imports: ['#config', '#persistence', '#webhooks'] },
  { file: 'apps/cli/src/fine.ts', imports: ['#client', 'commander'] },
  { file: 'apps/console/src/fine.ts', imports: ['#client', 'react', '@tanstack/react-query'] },
  { file: 'apps/cli/src/operate/fine.ts', imports: ['#persistence', '#config'] },
];

/** What the plants lean on. */
const ground: readonly Plant[] = [
  ...['libs/core/src/inside.ts', 'libs/queue/src/inside.ts', 'apps/api/src/main.ts'].map((file) => ({
    file,
    imports: [],
  })),
  ...[
    'example',
    'neighbour',
    'mapped-directly',
    'mapped-by-another',
    'simulated-directly',
    'simulated-by-another',
  ].flatMap((platform) =>
    ['manifest', 'client'].map((name) => ({
      file: `libs/platforms/src/${platform}/${name}.ts`,
      imports: [],
    })),
  ),
  { file: 'apps/worker/src/ring.ts', imports: ['type ./planted-ring.js'] },
  { file: 'libs/platforms/src/mapped-by-another/phrases.ts', imports: ['./client.js'] },
  { file: 'libs/platforms/src/simulated-directly/mapper.ts', imports: [] },
  { file: 'libs/platforms/src/simulated-by-another/mapper.ts', imports: [] },
  { file: 'libs/platforms/src/simulated-by-another/scenes.ts', imports: ['type ./mapper.js'] },
];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Violations that dependency-cruiser finds under a folder. */
async function violationsIn(folder: string, parts: readonly string[]): Promise<readonly Violation[]> {
  const binary = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const options = ['--config', configFile, '--output-type', 'json', ...parts];
  const run = promisify(execFile)(process.execPath, [binary, ...options], {
    cwd: folder,
    maxBuffer: 256 * 1_048_576,
  });
  // It ends with 1 and more where it found violations; its answer is complete either way.
  const { stdout } = await run.catch((error: { stdout?: string; stderr?: string }) => {
    if (!error.stdout?.startsWith('{'))
      throw new Error(error.stderr ?? 'dependency-cruiser did not run', { cause: error });
    return { stdout: error.stdout };
  });
  return (JSON.parse(stdout) as { summary: { violations: readonly Violation[] } }).summary.violations;
}

function write(folder: string, { file, imports }: Plant): void {
  const lines = imports.map((each, index) =>
    each.startsWith('type ')
      ? `import type { door as door${index} } from '${each.slice('type '.length)}';\nexport type Door${index} = typeof door${index};`
      : `import { door as door${index} } from '${each}';\nexport const used${index} = door${index};`,
  );
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), [...lines, 'export const door = true;', ''].join('\n'));
}

describe('the import rules', () => {
  const names = (
    createRequire(import.meta.url)(configFile) as { forbidden: readonly { name: string; comment: string }[] }
  ).forbidden;
  let folder: string;
  let violations: readonly Violation[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'uniflag-imports-'));
    for (const file of ['package.json', 'tsconfig.json', 'tsconfig.base.json'])
      copyFileSync(join(root, file), join(folder, file));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      imports: Readonly<Record<string, { readonly 'uniflag-src': string }>>;
    };
    for (const door of Object.values(imports)) write(folder, { file: door['uniflag-src'], imports: [] });
    for (const plant of [...ground, ...allowed, ...Object.values(plants).flat()]) write(folder, plant);
    violations = await violationsIn(folder, ['apps', 'libs', 'config']);
  }, 3 * minuteMs);

  afterAll(() => rmSync(folder, { recursive: true }));

  const rulesBrokenBy = (file: string) => [
    ...new Set(violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)),
  ];

  it('have a sentence each, and at least one plant each', () => {
    expect(names.filter(({ comment }) => !/^[A-Z].*\.$/.test(comment)).map(({ name }) => name)).toEqual([]);
    expect(names.map(({ name }) => name).sort()).toEqual(Object.keys(plants).sort());
  });

  it.each(
    Object.entries(plants).flatMap(([rule, planted]) =>
      planted.map(({ file, imports }) => ({ rule, file, imports })),
    ),
  )('$rule catches $file, which imports $imports', ({ rule, file }) => {
    expect(rulesBrokenBy(file)).toEqual([rule]);
  });

  it.each(allowed)('let $file import $imports', ({ file }) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  it(
    'are kept by the whole tree',
    async () => {
      const real = await violationsIn(root, ['apps', 'libs', 'config', 'test']);
      expect(real.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
    },
    3 * minuteMs,
  );
});
