import {
  dossierEnvironment,
  reportingEnvironment,
  sealingEnvironment,
  serviceEnvironment,
  simulatorEnvironment,
} from './environment.js';
import { pathsIn } from './paths.js';

const wiring = {
  paths: pathsIn('/checkout'),
  ports: { api: 3001, inboundSmtp: 3025, simulatorHttp: 3050, simulatorSmtp: 3051 },
  databaseUrl: 'postgres://d.invalid/uniflag',
};

it('says where everything is', () => {
  expect(serviceEnvironment({}, wiring)).toMatchObject({
    UNIFLAG_API__PORT: '3001',
    UNIFLAG_API__PUBLIC_URL: 'http://127.0.0.1:3001',
    UNIFLAG_DATABASE__URL: 'postgres://d.invalid/uniflag',
    UNIFLAG_QUEUE__BACKEND: 'postgres',
    UNIFLAG_MAIL__INBOUND__PORT: '3025',
    UNIFLAG_SIMULATOR__HTTP_URL: 'http://127.0.0.1:3050',
    UNIFLAG_SIMULATOR__SMTP_PORT: '3051',
    UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES: '127.0.0.0/8',
    UNIFLAG_SECURITY__WRAPPING_KEY_FILE: '/checkout/.uniflag/secrets/wrapping.key',
  });
});

it('puts the queue into Redis where one is given', () => {
  const env = serviceEnvironment({}, { ...wiring, redisUrl: 'redis://r.invalid' });
  expect(env).toMatchObject({
    UNIFLAG_QUEUE__BACKEND: 'redis',
    UNIFLAG_QUEUE__REDIS_URL: 'redis://r.invalid',
  });
});

it('leaves behaviour to whoever set a variable, but not where things are', () => {
  const own = { UNIFLAG_VERIFICATION__FIRST_CHECK_AFTER_MS: '1h', UNIFLAG_API__PORT: '9' };
  expect(serviceEnvironment(own, wiring)).toMatchObject({
    UNIFLAG_VERIFICATION__FIRST_CHECK_AFTER_MS: '1h',
    UNIFLAG_API__PORT: '3001',
  });
});

it('sends alerts to staff to the simulator until somebody says where mail goes', () => {
  const addresses = (own: NodeJS.ProcessEnv) =>
    Object.entries(serviceEnvironment(own, wiring))
      .filter(([name]) => name.startsWith('UNIFLAG_ALERTS__'))
      .map(([, value]) => value);
  expect(addresses({})).toHaveLength(3);
  for (const address of addresses({})) expect(address).toMatch(/@staff\.simulator\.invalid$/);
  expect(addresses({ UNIFLAG_MAIL__OUTBOUND__HOST: 'mail.example' })).toEqual([]);
  expect(addresses({ UNIFLAG_CONFIG: '/etc/uniflag.yaml' })).toEqual([]);
});

it('uses a key that the environment brings instead of its own file', () => {
  const env = serviceEnvironment({ UNIFLAG_SECURITY__WRAPPING_KEY: 'given' }, wiring);
  expect(env.UNIFLAG_SECURITY__WRAPPING_KEY).toBe('given');
  expect(env).not.toHaveProperty('UNIFLAG_SECURITY__WRAPPING_KEY_FILE');
});

it('signs the record with a key of the installation, and keeps its heads in a file, unless told otherwise', () => {
  const { paths } = wiring;
  expect(sealingEnvironment({}, paths)).toEqual({
    UNIFLAG_AUDIT__SIGNING_KEY_FILE: '/checkout/.uniflag/secrets/audit.key',
    UNIFLAG_AUDIT__ANCHOR_PATH: '/checkout/.uniflag/audit/heads.jsonl',
  });
  const own = { UNIFLAG_AUDIT__SIGNING_KEY: 'given', UNIFLAG_AUDIT__ANCHOR_PATH: '/mnt/heads' };
  expect(sealingEnvironment(own, paths)).toEqual({});
});

it('signs dossiers with a key of the installation, which the API alone is told, unless told otherwise', () => {
  const { paths } = wiring;
  const file = { UNIFLAG_DOSSIERS__SIGNING_KEY_FILE: '/checkout/.uniflag/secrets/dossier.key' };
  expect(dossierEnvironment({}, paths)).toEqual(file);
  expect(dossierEnvironment({ UNIFLAG_DOSSIERS__SIGNING_KEY: 'given' }, paths)).toEqual({});
  expect(serviceEnvironment({}, wiring)).not.toMatchObject(file);
});

it('signs yearly reports with a key of the installation, unless told otherwise', () => {
  expect(reportingEnvironment({}, wiring.paths)).toEqual({
    UNIFLAG_OUTCOMES__SIGNING_KEY_FILE: '/checkout/.uniflag/secrets/outcomes.key',
  });
  expect(reportingEnvironment({ UNIFLAG_OUTCOMES__SIGNING_KEY: 'given' }, wiring.paths)).toEqual({});
});

it('keeps what npm tells its scripts from the processes', () => {
  const env = serviceEnvironment({ npm_config_registry: 'x', INIT_CWD: '/', PATH: '/bin' }, wiring);
  expect(Object.keys(env).filter((name) => !name.startsWith('UNIFLAG_'))).toEqual(['PATH']);
});

it('tells the simulator nothing of database, keys or settings', () => {
  const env = simulatorEnvironment(
    { UNIFLAG_DATABASE__URL: 'postgres://secret.invalid', PATH: '/bin' },
    wiring,
  );
  expect(env).toEqual({
    PATH: '/bin',
    UNIFLAG_SIMULATOR_HTTP_PORT: '3050',
    UNIFLAG_SIMULATOR_SMTP_PORT: '3051',
    UNIFLAG_SIMULATOR_REPLY_HOST: '127.0.0.1',
    UNIFLAG_SIMULATOR_REPLY_PORT: '3025',
  });
});
