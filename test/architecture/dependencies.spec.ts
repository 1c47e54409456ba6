import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { dependencyFaults, type DependencyPolicy, type Lock, type Manifest } from './dependency-policy.js';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest & { scripts: Record<string, string> };
const lock = JSON.parse(read('package-lock.json')) as Lock;
const policy = parse(read('docs/dependencies.yaml')) as DependencyPolicy;

/** What is planted -> the sentence that must be said of it. */
type Planted = Partial<{ manifest: Partial<Manifest>; entry: object }>;
const sound = { version: '1.0.0', integrity: 'sha512-synthetic', license: 'MIT' };
const { vite: _gone, ...withoutVite } = manifest.devDependencies;
const plants: readonly (readonly [what: string, planted: Planted, sentence: string])[] = [
  [
    'a package without a reason',
    { manifest: { dependencies: { ...manifest.dependencies, planted: '1.0.0' } }, entry: sound },
    'dependencies: planted has no reason in docs/dependencies.yaml',
  ],
  [
    'a package from a branch',
    { manifest: { dependencies: { ...manifest.dependencies, axios: 'github:someone/axios' } } },
    'dependencies: axios comes from github:someone/axios',
  ],
  [
    'a reason for what is gone',
    { manifest: { devDependencies: withoutVite } },
    'devDependencies: vite has a reason and is not used',
  ],
  [
    'an entry without integrity',
    { entry: { ...sound, integrity: undefined } },
    'node_modules/planted has no sha512 in the lock file',
  ],
  [
    'an entry from elsewhere',
    { entry: { ...sound, resolved: 'git+ssh://git@example.org/planted.git' } },
    'node_modules/planted comes from git+ssh://git@example.org/planted.git',
  ],
  [
    'a source below a package',
    { entry: { ...sound, dependencies: { inner: 'http://example.org/inner.tgz' } } },
    'node_modules/planted takes inner from http://example.org/inner.tgz',
  ],
  [
    'a licence that nobody allowed',
    { entry: { ...sound, license: '(AGPL-3.0 AND MIT)' } },
    'node_modules/planted is under (AGPL-3.0 AND MIT), which nobody allowed',
  ],
  [
    'a package without a licence',
    { entry: { ...sound, license: undefined } },
    'node_modules/planted is under no licence, which nobody allowed',
  ],
  [
    'an install script that nobody looked at',
    { entry: { ...sound, hasInstallScript: true } },
    'planted has an install script and is not in allowScripts of package.json',
  ],
  [
    'an install script that runs for no reason',
    { manifest: { allowScripts: { ...manifest.allowScripts, planted: true } } },
    'the install script of planted runs without a reason in docs/dependencies.yaml',
  ],
];

describe('the packages of package.json and package-lock.json', () => {
  it('keep to docs/dependencies.yaml', () => {
    expect(dependencyFaults(manifest, lock, policy)).toEqual([]);
  });

  it.each(plants)('would not with %s', (_what, planted, sentence) => {
    const packages = planted.entry
      ? { ...lock.packages, 'node_modules/planted': planted.entry }
      : lock.packages;
    const faults = dependencyFaults({ ...manifest, ...planted.manifest }, { packages }, policy);
    expect(faults).toContain(sentence);
  });

  it('are installed with named scripts alone, and taken in when they are a week old', () => {
    expect(read('.npmrc').split('\n')).toContain('strict-allow-scripts=true');
    expect(manifest.scripts['packages:add']).toContain('--min-release-age=7');
  });

  it('stand in a bill of materials', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uniflag-sbom-'));
    const file = join(folder, 'sbom.cdx.json');
    const [program = '', ...args] = (manifest.scripts['sbom'] ?? '')
      .replace('dist/sbom.cdx.json', file)
      .split(' ');
    const command = join(root, 'node_modules', '.bin', program);
    await promisify(execFile)(process.execPath, [command, ...args], { cwd: root });
    const { bomFormat, components } = JSON.parse(readFileSync(file, 'utf8')) as {
      bomFormat: string;
      components: { group?: string; name: string }[];
    };
    rmSync(folder, { recursive: true });
    expect(bomFormat).toBe('CycloneDX');
    const names = components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
    expect(names).toEqual(expect.arrayContaining([...Object.keys(policy.dependencies), 'react']));
  }, 120_000);
});
