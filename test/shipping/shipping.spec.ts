import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DCLinter } from 'dclint';
import { validate as lintDockerfile } from 'dockerfile-utils';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '#config';
import { readSettings } from '../../apps/simulator/src/settings.js';
import { readCompose } from '../support/compose.js';

/** Node's own, which loads what is made for `import` alone; Jest's does not. */
const fromNode = process.getBuiltinModule('node:module').createRequire(__filename);
const root = path.resolve(__dirname, '../..');
const compose = readCompose();
const trial = readCompose('docker/compose.trial.yaml');
const folder = 'docker/kubernetes';
const kustomization = parse(readFileSync(`${folder}/kustomization.yaml`, 'utf8')) as Kustomization;
const manifests = [...kustomization.resources, 'keda/scaled-object.yaml'].flatMap(manifestsIn);

describe('the Dockerfile', () => {
  it('has nothing its linter knows of', () => {
    expect(lintDockerfile(readFileSync('docker/Dockerfile', 'utf8'))).toEqual([]);
    expect(lintDockerfile('FROM node\nRUNN npm ci\n')).not.toEqual([]);
  });
});

describe('docker/compose.yaml', () => {
  it('is what the Compose specification takes, as is the trial beside it', () => {
    expect(faultsOf('docker/compose.yaml')).toEqual([]);
    expect(faultsOf('docker/compose.trial.yaml')).toEqual([]);
  });

  it('is refused with a name that the specification does not know, a port twice and an image without a version', () => {
    const place = mkdtempSync(path.join(tmpdir(), 'uniflag-test-compose-'));
    const file = path.join(place, 'compose.yaml');
    const rulesOf = (services: object) => {
      writeFileSync(file, JSON.stringify({ name: 'planted', services }));
      return faultsOf(file).map((fault) => fault.split(':')[0]);
    };
    const [one, other] = [
      { image: 'redis', ports: ['127.0.0.1:1:1'] },
      { image: 'a:1', ports: ['127.0.0.1:1:2'] },
    ];
    const rules = [...rulesOf({ one: { ...one, restrat: 'always' } }), ...rulesOf({ one, other })];
    rmSync(place, { recursive: true });
    expect([...new Set(rules)].sort()).toEqual([
      'invalid-schema',
      'no-duplicate-exported-ports',
      'service-image-require-explicit-tag',
    ]);
  });

  it('is the whole shape: two APIs, three workers, Redis that keeps and never evicts', () => {
    const images = Object.values(compose.services).filter(({ image }) => image === 'uniflag');
    expect(images.filter(({ command }) => command === undefined)).toHaveLength(2);
    expect(compose.services['worker']?.deploy?.replicas).toBe(3);
    expect(compose.services['redis']?.command?.join(' ')).toMatch(
      /--appendonly yes .*--maxmemory-policy noeviction/,
    );
  });

  it.each([...Object.entries(compose.services), ...Object.entries(trial.services)])(
    'gives %s secrets that it declares, and no others',
    (_name, { environment = {}, secrets = [] }) => {
      const read = Object.values(environment).flatMap(
        (value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? [],
      );
      expect(secrets).toEqual(expect.arrayContaining(read));
      expect(Object.keys(compose.secrets)).toEqual(expect.arrayContaining([...secrets]));
    },
  );
});

describe('the Kubernetes manifests', () => {
  it('are all of the folder', () => {
    const files = readdirSync(folder).filter(
      (name) => name.endsWith('.yaml') && name !== 'kustomization.yaml',
    );
    expect([...kustomization.resources].sort()).toEqual(files.sort());
  });

  it.each(manifests)('$kind $metadata.name has values that its schema takes', (manifest) => {
    const { [manifest.kind]: Model } = fromNode(schemaFile(manifest)) as Record<string, ModelClass>;
    if (!Model) throw new Error(`no schema for ${manifest.kind}`);
    expect(() => new Model(manifest).validate()).not.toThrow();
    expect(() => new Model({ ...manifest, metadata: 1 }).validate()).toThrow();
  });

  it('have no name that their schemas do not know', () => {
    expect(strangeNames(manifests)).toBe('');
    const planted = { ...manifests[0]!, specc: {} };
    expect(strangeNames([planted])).toMatch(/specc.+ does not exist in type 'INamespace'/);
  });

  it('probe what the API answers, and let through the ports it listens on', () => {
    const { containers, terminationGracePeriodSeconds } = podOf('api');
    const [api] = containers;
    expect(api).toMatchObject({
      ports: [{ name: 'http', containerPort: loadConfig({ env: {} }, ['api']).api.port }],
      startupProbe: { httpGet: { path: '/health/live', port: 'http' } },
      livenessProbe: { httpGet: { path: '/health/live', port: 'http' } },
      readinessProbe: { httpGet: { path: '/health/ready', port: 'http' } },
    });
    const { drainMs } = loadConfig({ env: withSecrets(environmentOf('api')) }, ['api']).api;
    expect(terminationGracePeriodSeconds * 1_000).toBeGreaterThanOrEqual(drainMs + 20_000);
    const { worker } = loadConfig({ env: withSecrets(environmentOf('worker')) }, ['worker']);
    expect(podOf('worker').containers[0]).toMatchObject({
      ports: expect.arrayContaining([{ name: 'metrics', containerPort: worker.metricsPort }]),
      livenessProbe: { httpGet: { path: '/metrics', port: 'metrics' } },
    });
    expect(podOf('worker').terminationGracePeriodSeconds * 1_000).toBeGreaterThan(worker.shutdownTimeoutMs);
  });

  it.each(['api', 'worker', 'migrate'])(
    'give %s the secrets that its settings name, and no others',
    (name) => {
      const { volumes } = podOf(name);
      const items = volumes.flatMap(({ secret }) => secret?.items.map((item) => item.path) ?? []).sort();
      const named = Object.values(environmentOf(name)).flatMap(
        (value) => /^\/run\/secrets\/uniflag\/(.+)$/.exec(value)?.[1] ?? [],
      );
      // The migration reads the database's settings alone.
      expect(items).toEqual(name === 'migrate' ? ['database.url'] : named.sort());
    },
  );

  it('run nothing as root, on a file system that can be written, or with the right to become more', () => {
    for (const { kind, spec } of manifests) {
      const pod = spec?.template?.spec;
      if (!pod) continue;
      expect([kind, pod.securityContext, pod.automountServiceAccountToken]).toEqual([
        kind,
        expect.objectContaining({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
        false,
      ]);
      for (const container of pod.containers)
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
    }
  });
});

describe('what runs of Uniflag, in either shape', () => {
  const composed = Object.entries(compose.services)
    .filter(([, { image }]) => image === 'uniflag')
    .map(([name, { environment = {}, command }]) => ({ name: `compose ${name}`, environment, command }));
  const inPods = ['api', 'worker', 'simulator', 'migrate'].map((name) => ({
    name: `Kubernetes ${name}`,
    environment: environmentOf(name),
    command: podOf(name).containers[0]?.command,
  }));

  it.each([...composed, ...inPods])('$name has settings that are there, and values they take', (service) => {
    const { environment, name } = service;
    if (name.endsWith('simulator')) {
      expect(unknownToSimulator(environment)).toEqual([]);
      return;
    }
    expect(() => loadConfig({ env: withSecrets(environment) })).not.toThrow();
    expect(() => loadConfig({ env: { ...withSecrets(environment), UNIFLAG_API__PROT: '1' } })).toThrow();
  });

  it.each([...composed, ...inPods])('$name runs a file that the build makes', ({ command }) => {
    const file = command?.find((part) => part.startsWith('dist/')) ?? dockerfileCommand();
    expect(existsSync(file.replace(/^dist\//, '').replace(/\.js$/, '.ts'))).toBe(true);
  });
});

describe('nginx in front of the APIs', () => {
  const config = readFileSync('docker/nginx/nginx.conf', 'utf8');

  it('passes on a POST that may have arrived where the API takes an Idempotency-Key, and nowhere else', () => {
    const { paths } = JSON.parse(readFileSync('apps/api/openapi.json', 'utf8')) as OpenApi;
    const done = [...config.matchAll(/"~(\^POST [^"]+)" 1;/g)].map(([, pattern = '']) => new RegExp(pattern));
    for (const [place, { post }] of Object.entries(paths)) {
      if (!post) continue;
      const asked = `POST ${place.replaceAll(/\{\w+\}/g, 'rep_0')} key`;
      const isKeyed = (post.parameters ?? []).some(({ name }) => name === 'Idempotency-Key');
      expect([asked, done.some((pattern) => pattern.test(asked))]).toEqual([asked, isKeyed]);
      expect(done.some((pattern) => pattern.test(asked.replace(/key$/, '')))).toBe(false);
    }
  });

  it('asks the addresses that Compose gives to the APIs, and is believed by them at its own', () => {
    const addressOf = (name: string) => compose.services[name]?.networks['inside']?.ipv4_address ?? '';
    const asked = [...config.matchAll(/server ([\d.]+):3000/g)].map(([, address]) => address);
    expect(new Set(asked)).toEqual(new Set(['api-1', 'api-2'].map(addressOf)));
    const trusted = compose.services['api-1']?.environment?.['UNIFLAG_API__TRUSTED_PROXIES'];
    expect(trusted).toBe(`${addressOf('proxy')}/32`);
  });

  it('takes bodies as large as the API does', () => {
    const [, megabytes] = /client_max_body_size (\d+)m;/.exec(config) ?? [];
    const { filingBodyLimitBytes } = loadConfig({ env: {} }, ['api']).api;
    expect(Number(megabytes) * 1_048_576).toBeGreaterThan(filingBodyLimitBytes);
  });
});

/** What is only about the order of lines, or how they are quoted, is left to who writes them. */
const matters = [
  'invalid-schema',
  'no-build-and-image',
  'no-duplicate-container-names',
  'no-duplicate-exported-ports',
  'service-container-name-regex',
  'service-image-require-explicit-tag',
];

function faultsOf(file: string): string[] {
  const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
  const results = linter.lintFiles([file], false) as readonly { readonly messages: readonly Finding[] }[];
  return (
    results
      .flatMap(({ messages }) => messages)
      // An image that is built here has the version of what it is built from.
      .filter(
        ({ rule, message }) => matters.includes(rule) && !/"uniflag"|both "build" and "image"/.test(message),
      )
      .map(({ rule, line, message }) => `${rule}: ${line} ${message}`)
  );
}

function manifestsIn(file: string): Manifest[] {
  const text = readFileSync(`${folder}/${file}`, 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}

function moduleOf({ apiVersion, kind }: Manifest): string {
  const whose = apiVersion.startsWith('keda.sh/') ? '@kubernetes-models/keda' : 'kubernetes-models';
  return `${whose}/${apiVersion}/${kind}`;
}

/** The package names its modules to `import` alone. */
function schemaFile(manifest: Manifest): string {
  return path.join(root, 'node_modules', `${moduleOf(manifest)}.js`);
}

/** The schemas take names that they do not know; the types made of them, checked by the compiler, do not. */
function strangeNames(checked: readonly Manifest[]): string {
  const place = path.join(root, 'node_modules', '.cache', 'uniflag-shipping');
  mkdirSync(place, { recursive: true });
  const file = path.join(place, 'manifests.ts');
  const lines = checked.map(
    (manifest, index) =>
      `import type { I${manifest.kind} as Kind${index} } from '${moduleOf(manifest)}';\n` +
      `export const manifest${index}: Kind${index} = ${JSON.stringify(manifest)};\n`,
  );
  writeFileSync(file, lines.join(''));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--ignoreConfig', file];
  const tsc = path.join(root, 'node_modules/typescript7/bin/tsc');
  return spawnSync(process.execPath, [tsc, ...options], { encoding: 'utf8' }).stdout;
}

function podOf(name: string): Pod {
  const found = manifests.find(
    ({ metadata, spec }) => metadata.name === name && spec?.template !== undefined,
  );
  if (!found?.spec?.template) throw new Error(`no pod of ${name}`);
  return found.spec.template.spec;
}

function environmentOf(name: string): Record<string, string> {
  const [container] = podOf(name).containers;
  const shared = container?.envFrom
    ? kustomization.configMapGenerator.flatMap(({ literals }) => literals)
    : [];
  const own = (container?.env ?? []).map((each) => [each.name, each.value]);
  return Object.fromEntries([...shared.map((literal) => literal.split(/=(.*)/s)), ...own]) as Record<
    string,
    string
  >;
}

/** Settings that are read from a file are given here as they stand in it. */
function withSecrets(environment: Readonly<Record<string, string>>): Record<string, string> {
  const contents: Readonly<Record<string, string>> = {
    'database.url': 'postgres://uniflag:secret@postgres.invalid/uniflag',
    'redis.url': 'redis://redis.invalid:6379',
  };
  const entries = Object.entries(environment).map(([name, value]) => {
    const secret = /^\/run\/secrets\/(?:uniflag\/)?(.+)$/.exec(value)?.[1];
    if (secret === undefined) return [name, value.replace(/^\$\{\w+:-(.+)\}$/, '$1')];
    return [name.replace(/_FILE$/, ''), contents[secret] ?? Buffer.alloc(32, 1).toString('base64')];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Variables whose value changes nothing of what the simulator reads. */
function unknownToSimulator(environment: Readonly<Record<string, string>>): string[] {
  const read = JSON.stringify(readSettings(environment));
  return Object.keys(environment).filter(
    (name) => JSON.stringify(readSettings({ ...environment, [name]: undefined })) === read,
  );
}

function dockerfileCommand(): string {
  const [, command = '[]'] = /^CMD (\[.+\])$/m.exec(readFileSync('docker/Dockerfile', 'utf8')) ?? [];
  return (JSON.parse(command) as string[]).at(-1) ?? '';
}

/** As dclint has it; its own declarations do not resolve. */
interface Finding {
  readonly rule: string;
  readonly line: number;
  readonly message: string;
}

type ModelClass = new (manifest: object) => { validate(): void };

interface Kustomization {
  readonly resources: readonly string[];
  readonly configMapGenerator: readonly { readonly literals: readonly string[] }[];
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly template?: { readonly spec: Pod } };
}

interface Pod {
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly volumes: readonly { readonly secret?: { readonly items: readonly { readonly path: string }[] } }[];
  readonly containers: readonly {
    readonly command: readonly string[];
    readonly env?: readonly { readonly name: string; readonly value: string }[];
    readonly envFrom?: readonly object[];
    readonly securityContext: object;
  }[];
}

interface OpenApi {
  readonly paths: Readonly<
    Record<string, { readonly post?: { readonly parameters?: readonly { readonly name: string }[] } }>
  >;
}
