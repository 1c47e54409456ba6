interface Reason {
  readonly licence: string;
  readonly why: string;
}

/** docs/dependencies.yaml */
export interface DependencyPolicy {
  readonly licences: readonly string[];
  /** Packages whose manifest names none; what their licence file says. */
  readonly licenceFiles: Readonly<Record<string, string>>;
  readonly installScripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, Reason>>;
  readonly devDependencies: Readonly<Record<string, Reason>>;
}

export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** Everything in which package.json and package-lock.json differ from the policy, a sentence each. */
export function dependencyFaults(manifest: Manifest, lock: Lock, policy: DependencyPolicy): string[] {
  const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
  return [
    ...(['dependencies', 'devDependencies'] as const).flatMap((part) =>
      reasonFaults(part, manifest[part], policy[part], lock),
    ),
    ...installed.flatMap(([path, entry]) => entryFaults(path, entry, policy)),
    ...scriptFaults(manifest.allowScripts, installed, policy),
  ];
}

function reasonFaults(
  part: string,
  wanted: Readonly<Record<string, string>>,
  reasons: Readonly<Record<string, Reason>>,
  lock: Lock,
): string[] {
  const gone = Object.keys(reasons).filter((name) => !Object.hasOwn(wanted, name));
  return [
    ...gone.map((name) => `${part}: ${name} has a reason and is not used`),
    ...Object.entries(wanted).flatMap(([name, range]) => {
      const reason = Object.hasOwn(reasons, name) ? reasons[name] : undefined;
      const licence = lock.packages[`node_modules/${name}`]?.license;
      return [
        ...(isFromRegistry(range) ? [] : [`${part}: ${name} comes from ${range}`]),
        ...(reason && reason.why.length > 4
          ? []
          : [`${part}: ${name} has no reason in docs/dependencies.yaml`]),
        ...(!reason || reason.licence === licence
          ? []
          : [`${part}: ${name} is under ${licence}, not ${reason.licence}`]),
      ];
    }),
  ];
}

function entryFaults(path: string, entry: LockEntry, { licences, licenceFiles }: DependencyPolicy): string[] {
  const licence = entry.license ?? licenceFiles[`${nameIn(path)}@${entry.version}`];
  const sources = Object.entries(entry.dependencies ?? {}).filter(([, range]) => !isFromRegistry(range));
  return [
    ...(entry.resolved === undefined || entry.resolved.startsWith('https:')
      ? []
      : [`${path} comes from ${entry.resolved}`]),
    ...sources.map(([name, range]) => `${path} takes ${name} from ${range}`),
    // What is for another system is not in every registry: its bytes are known nowhere else either.
    ...(entry.integrity?.startsWith('sha512-') || (entry.optional && entry.os)
      ? []
      : [`${path} has no sha512 in the lock file`]),
    ...(isAllowed(licence ?? '', licences)
      ? []
      : [`${path} is under ${licence ?? 'no licence'}, which nobody allowed`]),
  ];
}

function scriptFaults(
  allowed: Readonly<Record<string, boolean>>,
  installed: readonly (readonly [path: string, LockEntry])[],
  { installScripts }: DependencyPolicy,
): string[] {
  const wanting = new Set(
    installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameIn(path)),
  );
  return [
    ...[...wanting]
      .filter((name) => !Object.hasOwn(allowed, name))
      .map((name) => `${name} has an install script and is not in allowScripts of package.json`),
    ...Object.entries(allowed).flatMap(([name, mayRun]) =>
      mayRun && !Object.hasOwn(installScripts, name)
        ? [`the install script of ${name} runs without a reason in docs/dependencies.yaml`]
        : [],
    ),
  ];
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** A version or a range of them; never an address, a folder or a branch. An alias names another package of the registry. */
function isFromRegistry(range: string): boolean {
  return /^(npm:|[\^~<>=*\d]|latest$|x$|\|\|)/.test(range);
}

/** SPDX: of alternatives one must be allowed, of what is joined each. */
function isAllowed(expression: string, licences: readonly string[]): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => licences.includes(name.trim())));
}
