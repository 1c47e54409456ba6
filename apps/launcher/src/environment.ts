import type { Paths } from './paths.js';
import type { Ports } from './ports.js';

export interface Wiring {
  readonly paths: Paths;
  readonly ports: Ports;
  readonly databaseUrl: string;
  /** Absent: the queue lives in the database. */
  readonly redisUrl?: string | undefined;
}

/**
 * What API, worker and bootstrap are told. Where things are is the launcher's to say; how they behave stays with the
 * person who set a variable.
 *
 * @param own environment of the launcher
 */
export function serviceEnvironment(own: NodeJS.ProcessEnv, wiring: Wiring): NodeJS.ProcessEnv {
  const { paths, ports, databaseUrl, redisUrl } = wiring;
  return {
    // Soon enough to watch: the rehearsal's platforms answer within seconds.
    UNIFLAG_VERIFICATION__FIRST_CHECK_AFTER_MS: '3s',
    // Whoever tries webhooks out listens on this machine.
    UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES: '127.0.0.0/8',
    // A trial begins with its own key; people make accounts when they want to stay.
    UNIFLAG_ACCESS__KEY_SESSIONS: 'true',
    ...rehearsedAlerts(own),
    ...inherited(own),
    UNIFLAG_API__PORT: String(ports.api),
    UNIFLAG_API__PUBLIC_URL: own.UNIFLAG_API__PUBLIC_URL ?? localUrl(ports.api),
    UNIFLAG_DATABASE__URL: databaseUrl,
    UNIFLAG_QUEUE__BACKEND: redisUrl === undefined ? 'postgres' : 'redis',
    ...(redisUrl === undefined ? {} : { UNIFLAG_QUEUE__REDIS_URL: redisUrl }),
    UNIFLAG_MAIL__INBOUND__PORT: String(ports.inboundSmtp),
    UNIFLAG_SIMULATOR__HTTP_URL: localUrl(ports.simulatorHttp),
    UNIFLAG_SIMULATOR__SMTP_HOST: '127.0.0.1',
    UNIFLAG_SIMULATOR__SMTP_PORT: String(ports.simulatorSmtp),
    ...keyFile(own, 'UNIFLAG_SECURITY__WRAPPING_KEY', paths.wrappingKey),
    ...keyFile(own, 'UNIFLAG_SECURITY__CONTENT_KEY', paths.contentKey),
  };
}

/** Who signs the record is told to the worker alone. */
export function sealingEnvironment(own: NodeJS.ProcessEnv, paths: Paths): NodeJS.ProcessEnv {
  const isSettled = own['UNIFLAG_CONFIG'] !== undefined || own['UNIFLAG_AUDIT__ANCHOR_PATH'] !== undefined;
  return {
    ...keyFile(own, 'UNIFLAG_AUDIT__SIGNING_KEY', paths.auditKey),
    ...(isSettled ? {} : { UNIFLAG_AUDIT__ANCHOR_PATH: paths.auditAnchors }),
  };
}

/** Who signs dossiers is told to the API alone. */
export function dossierEnvironment(own: NodeJS.ProcessEnv, paths: Paths): NodeJS.ProcessEnv {
  return keyFile(own, 'UNIFLAG_DOSSIERS__SIGNING_KEY', paths.dossierKey);
}

/** Who signs yearly reports is told to the API alone. */
export function reportingEnvironment(own: NodeJS.ProcessEnv, paths: Paths): NodeJS.ProcessEnv {
  return keyFile(own, 'UNIFLAG_OUTCOMES__SIGNING_KEY', paths.outcomesKey);
}

/** While nothing of this installation leaves for real, alerts to staff go to the simulator, where they can be read. */
function rehearsedAlerts(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (own.UNIFLAG_CONFIG !== undefined || own.UNIFLAG_MAIL__OUTBOUND__HOST !== undefined) return {};
  return {
    UNIFLAG_ALERTS__ADDRESSES__TEAM: 'team@staff.simulator.invalid',
    UNIFLAG_ALERTS__ADDRESSES__ON_CALL: 'on-call@staff.simulator.invalid',
    UNIFLAG_ALERTS__ADDRESSES__SUPERVISORS: 'supervisors@staff.simulator.invalid',
  };
}

/** The simulator knows nothing of the service but where its mail server is. */
export function simulatorEnvironment(own: NodeJS.ProcessEnv, { ports }: Pick<Wiring, 'ports'>) {
  return {
    ...withoutSettings(own),
    UNIFLAG_SIMULATOR_HTTP_PORT: String(ports.simulatorHttp),
    UNIFLAG_SIMULATOR_SMTP_PORT: String(ports.simulatorSmtp),
    UNIFLAG_SIMULATOR_REPLY_HOST: '127.0.0.1',
    UNIFLAG_SIMULATOR_REPLY_PORT: String(ports.inboundSmtp),
    // No ledger file: what staff write in a rehearsal stays in memory, never in clear on disk.
  } satisfies NodeJS.ProcessEnv;
}

export function localUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** A key that the environment brings is used; otherwise the one of this installation. */
function keyFile(own: NodeJS.ProcessEnv, setting: string, file: string): NodeJS.ProcessEnv {
  return own[setting] === undefined && own[`${setting}_FILE`] === undefined
    ? { [`${setting}_FILE`]: file }
    : {};
}

/** Without what npm tells its scripts, and without what only the launcher reads. */
function inherited(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(own).filter(
      ([name]) => !/^npm_/i.test(name) && name !== 'INIT_CWD' && name !== 'UNIFLAG_NO_APT',
    ),
  );
}

function withoutSettings(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(inherited(own)).filter(([name]) => !name.startsWith('UNIFLAG_')));
}
