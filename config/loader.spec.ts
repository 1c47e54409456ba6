import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig, platformSettings } from './index.js';
import { parseRedisAddress } from '../libs/queue/src/redis-address.js';

const key = Buffer.alloc(32, 7).toString('base64');
const secret = 'synthetic-secret-3141';
const needed = {
  UNIFLAG_DATABASE__URL: `postgres://uniflag:${secret}@db.example:5432/uniflag`,
  UNIFLAG_SECURITY__WRAPPING_KEY: key,
  UNIFLAG_SECURITY__CONTENT_KEY: key,
};

describe('loadConfig', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uniflag-config-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const fileWith = (name: string, content: string | Buffer) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const load = (env: Record<string, string>, files: string[] = []) =>
    loadConfig({ env: { ...needed, ...env }, files });
  const problemsOf = (env: Record<string, string>, files: string[] = []) => {
    try {
      load(env, files);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  };

  it('takes every default from default.yaml', () => {
    const config = load({});
    expect(config.api).toMatchObject({ port: 3000, bodyLimitBytes: 1_048_576, maxTargetsPerReport: 5_000 });
    expect(config.worker.retryScheduleMs.slice(0, 3)).toEqual([10_000, 60_000, 300_000]);
    expect(config.platforms['facebook']).toMatchObject({
      defaultChannel: 'facebook-partner-mail',
      onUnknown: {},
    });
    expect(config.platforms['youtube']?.defaultChannel).toBeNull();
    expect(config.webhooks.allowPrivateAddresses).toBe(false);
  });

  it('says what settings must be to one another along with what else is wrong there', () => {
    const problems = problemsOf({
      ...{ UNIFLAG_SECURITY__CONTENT_KEY: '', UNIFLAG_SECURITY__WRAPPING_KEY: '' },
      ...{ UNIFLAG_WORKER__SWEEP_EVERY_MS: 'soon', UNIFLAG_WORKER__SEND_TIMEOUT_MS: '1h' },
      ...{ UNIFLAG_RETENTION__WEBHOOK_ATTEMPTS_FOR_MS: 'ever', UNIFLAG_API__PORT: 'none' },
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      ...['api.port', 'retention.webhookAttemptsForMs', 'security.contentKey', 'security.wrappingKey'],
      ...['worker.sendTimeoutMs', 'worker.sweepEveryMs'],
    ]);
  });

  it.each([
    ['alerts:\n  rules: [{ steps: [{ to: nobody, afterMs: 0 }] }]', 'alerts.rules.0.steps.0.to names nobody'],
    [
      'alerts:\n  rules: [{ kinds: [information], steps: [] }]',
      'alerts.rules.0.kinds.0 must be a kind in capitals',
    ],
    [
      'alerts:\n  rules: [{ urgencies: [HUGE], steps: [] }]',
      'alerts.rules.0.urgencies.0 must be one of CRITICAL',
    ],
    ["alerts:\n  quietHours: { from: '08:00', to: '08:00' }", 'alerts.quietHours.to must be another time'],
    ["alerts:\n  quietHours: { from: '24:00', to: '00:00' }", 'alerts.quietHours.to must be another time'],
    ['alerts:\n  addresses: { onCall: [nobody] }', 'alerts.addresses.onCall.0 must be an e-mail address'],
    ['alerts:\n  languages: [es]', 'alerts.languages.0 must be one of'],
    ['alerts:\n  consoleUrl: https://uniflag.example/', 'alerts.consoleUrl must not end in a slash'],
  ])('says which rule about alerts cannot be kept: %s', (content, problem) => {
    expect(problemsOf({ UNIFLAG_CONFIG: fileWith('own.yaml', content) }).join()).toContain(problem);
  });

  it('takes rules about kinds that are not raised yet, and addresses from the environment', () => {
    const file = fileWith(
      'own.yaml',
      'alerts:\n  quietHours: null\n  rules: [{ kinds: [HOLD_OVERDUE], steps: [] }]',
    );
    const { alerts } = load({
      UNIFLAG_CONFIG: file,
      UNIFLAG_ALERTS__ADDRESSES__ON_CALL: 'a@b.example,c@d.example',
    });
    expect(alerts.rules).toEqual([{ kinds: ['HOLD_OVERDUE'], breaksQuietHours: false, steps: [] }]);
    expect(alerts.addresses).toMatchObject({ team: null, onCall: ['a@b.example', 'c@d.example'] });
    expect(alerts.quietHours).toBeNull();
  });

  it.each<[string, Record<string, string>]>([
    [
      'security.wrappingKey is needed while security.keyService is local',
      { UNIFLAG_SECURITY__WRAPPING_KEY: '' },
    ],
    [
      'security.pkcs11.modulePath is needed while security.keyService is pkcs11',
      { UNIFLAG_SECURITY__KEY_SERVICE: 'pkcs11' },
    ],
    [
      'security.pkcs11.tokenLabel goes with security.pkcs11.modulePath',
      { UNIFLAG_SECURITY__PKCS11__MODULE_PATH: '/x.so', UNIFLAG_SECURITY__PKCS11__PIN: 'synthetic-pin' },
    ],
    ['security.keyService must be one of local, pkcs11', { UNIFLAG_SECURITY__KEY_SERVICE: 'cloud' }],
  ])('says what the key service lacks: %s', (problem, env) => {
    const problems = problemsOf(env).join();
    expect(problems).toContain(problem);
    expect(problems).not.toContain('synthetic-pin');
  });

  it('is frozen all the way down', () => {
    const config = load({});
    expect(() => Object.assign(config.worker.retryScheduleMs, { 0: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.api, { port: 1 })).toThrow(TypeError);
  });

  it('lets the file of UNIFLAG_CONFIG win over the defaults, and the environment over both', () => {
    const file = fileWith('own.yaml', 'api:\n  port: 4000\n  host: 0.0.0.0\n');
    expect(load({ UNIFLAG_CONFIG: file, UNIFLAG_API__PORT: '5000' }).api).toMatchObject({
      host: '0.0.0.0',
      port: 5000,
    });
  });

  it('reads numbers, durations, lists, flags and null from the environment', () => {
    const config = load({
      UNIFLAG_WORKER__RETRY_SCHEDULE_MS: '250ms, 10s,2h',
      UNIFLAG_DATABASE__MIGRATE_ON_START: 'false',
      UNIFLAG_MAIL__OUTBOUND__HOST: '',
      UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES: '10.20.0.0/16,fd00::/8',
      UNIFLAG_API__BODY_LIMIT_BYTES: '2MiB',
    });
    expect(config.worker.retryScheduleMs).toEqual([250, 10_000, 7_200_000]);
    expect(config.database.migrateOnStart).toBe(false);
    expect(config.mail.outbound.host).toBeNull();
    expect(config.webhooks.allowPrivateAddresses).toEqual(['10.20.0.0/16', 'fd00::/8']);
    expect(config.api.bodyLimitBytes).toBe(2_097_152);
  });

  it('maps capitals to setting names, and to platform and channel keys below a platform', () => {
    const config = load({
      UNIFLAG_PLATFORMS__YOUTUBE__CREDENTIALS__REFRESH_TOKEN: secret,
      UNIFLAG_PLATFORMS__WHATSAPP__ON_UNKNOWN__WA_PARTNER: 'resendMarked',
      UNIFLAG_PLATFORMS__EXAMPLE_NET__FLAGGER_STATUS: 'PLATFORM_PRIORITY',
      UNIFLAG_PLATFORMS__YOUTUBE__FLAGGER_STATUS__REGIME: 'DSA_ART22',
      UNIFLAG_PLATFORMS__YOUTUBE__FLAGGER_STATUS__SINCE: '2026-09-01',
      UNIFLAG_PLATFORMS__YOUTUBE__FLAGGER_STATUS__CATEGORIES: 'CSAM,GROOMING',
    });
    expect(config.platforms['youtube']?.credentials).toEqual({ refreshToken: secret });
    expect(config.platforms['whatsapp']?.onUnknown).toEqual({ 'wa-partner': 'resendMarked' });
    expect(config.platforms['example-net']?.flaggerStatus).toBe('PLATFORM_PRIORITY');
    expect(config.platforms['youtube']?.flaggerStatus).toEqual({
      ...{ regime: 'DSA_ART22', since: '2026-09-01', categories: ['CSAM', 'GROOMING'] },
    });
  });

  it('reads a setting from the file that its _FILE variable names', () => {
    const file = fileWith('wrapping-key', `${Buffer.alloc(32, 9).toString('base64')}\n`);
    const config = loadConfig({
      env: {
        ...needed,
        UNIFLAG_SECURITY__WRAPPING_KEY: undefined,
        UNIFLAG_SECURITY__WRAPPING_KEY_FILE: file,
      },
    });
    expect(config.security.wrappingKey).toBe(Buffer.alloc(32, 9).toString('base64'));
  });

  it('reads a setting from a file named in YAML, beside that YAML file', () => {
    fileWith('password', secret);
    const own = fileWith(
      'own.yaml',
      'mail:\n  outbound:\n    host: mail.example\n    passwordFile: password\n',
    );
    expect(load({}, [own]).mail.outbound.password).toBe(secret);
  });

  it('names the file of a secret that cannot be read', () => {
    const file = join(folder, 'absent');
    expect(problemsOf({ UNIFLAG_MAIL__OUTBOUND__PASSWORD_FILE: file })).toEqual([
      `mail.outbound.passwordFile (from UNIFLAG_MAIL__OUTBOUND__PASSWORD_FILE) names ${file}, which cannot be read (ENOENT). Correct the path or its rights.`,
    ]);
  });

  it('refuses a setting and its file in one place', () => {
    const own = fileWith(
      'own.yaml',
      `mail:\n  outbound:\n    password: ${secret}\n    passwordFile: password\n`,
    );
    expect(problemsOf({}, [own])).toEqual([
      `mail.outbound.passwordFile and password are both set in ${own}. Keep one of them.`,
    ]);
  });

  it('says what is needed and not set', () => {
    expect(problemsOf({ UNIFLAG_DATABASE__URL: '' })[0]).toMatch(
      /^database\.url must be an address such as postgres:/,
    );
    const own = fileWith('own.yaml', 'database:\n  url: null\n');
    expect(() => loadConfig({ env: {}, files: [own] }, ['database'])).toThrow(
      'database.url must be an address such as postgres://user:password@host:5432/uniflag, but is not set. ' +
        'Set UNIFLAG_DATABASE__URL, or UNIFLAG_DATABASE__URL_FILE to the name of a file that holds it.',
    );
  });

  it.each([
    ['UNIFLAG_API__PROT', 'api.prot is no setting (from UNIFLAG_API__PROT). Did you mean port?'],
    [
      'UNIFLAG_QUEUE__SIZE',
      'queue.size is no setting (from UNIFLAG_QUEUE__SIZE). Known here: backend, redisUrl, prefix.',
    ],
    [
      'UNIFLAG_WORKR__CLAIM_BATCH',
      'workr is no setting (from UNIFLAG_WORKR__CLAIM_BATCH). Did you mean worker?',
    ],
    [
      'UNIFLAG_PLATFORMS__YOUTUBE__MAILBOX',
      /^platforms\.youtube\.mailbox is no setting \(from UNIFLAG_PLATFORMS__YOUTUBE__MAILBOX\)\. Known here: defaultChannel, /,
    ],
    [
      'UNIFLAG_DATABASE_URL',
      'UNIFLAG_DATABASE_URL is no setting. Write UNIFLAG_DATABASE__URL, with two underscores between levels.',
    ],
    [
      'UNIFLAG_SECURITY_WRAPPING_KEY_FILE',
      'UNIFLAG_SECURITY_WRAPPING_KEY_FILE is no setting. Write UNIFLAG_SECURITY__WRAPPING_KEY_FILE, with two underscores between levels.',
    ],
  ])('refuses the unknown name %s with a way out', (variable, sentence) => {
    // The unknown _FILE names are refused before anything is read.
    const [problem, ...others] = problemsOf({ [variable]: '5' });
    if (sentence instanceof RegExp) expect(problem).toMatch(sentence);
    else expect(problem).toBe(sentence);
    expect(others).toEqual([]);
  });

  it.each([
    [
      'UNIFLAG_API__PORT',
      '99999',
      'api.port must be at most 65535, but is "99999" (from UNIFLAG_API__PORT). Correct it there.',
    ],
    [
      'UNIFLAG_API__PORT',
      'http',
      'api.port must be a whole number from 0 to 65535, but is "http" (from UNIFLAG_API__PORT). Correct it there.',
    ],
    [
      'UNIFLAG_API__PORT',
      '1.5',
      'api.port must be a whole number from 0 to 65535, but is "1.5" (from UNIFLAG_API__PORT). Correct it there.',
    ],
    [
      'UNIFLAG_API__PUBLIC_URL',
      'http://a.example/',
      'api.publicUrl must not end in a slash, but is "http://a.example/" (from UNIFLAG_API__PUBLIC_URL). Correct it there.',
    ],
    [
      'UNIFLAG_LOG__LEVEL',
      'loud',
      'log.level must be one of info, warn, error, silent, but is "loud" (from UNIFLAG_LOG__LEVEL). Correct it there.',
    ],
    [
      'UNIFLAG_LOG__PRETTY',
      'yes',
      'log.pretty must be true or false, but is "yes" (from UNIFLAG_LOG__PRETTY). Correct it there.',
    ],
    [
      'UNIFLAG_WORKER__LEASE_MS',
      '1y',
      'worker.leaseMs must be a duration such as 250ms, 30s, 5m, 2h or 7d, but is "1y" (from UNIFLAG_WORKER__LEASE_MS). Correct it there.',
    ],
    [
      'UNIFLAG_WORKER__SEND_TIMEOUT_MS',
      '1h',
      'worker.sendTimeoutMs must be shorter than worker.leaseMs, or a second worker could start while the first still sends, but is "1h" (from UNIFLAG_WORKER__SEND_TIMEOUT_MS). Correct it there.',
    ],
    [
      'UNIFLAG_QUEUE__BACKEND',
      'redis',
      'queue.redisUrl is needed while queue.backend is redis; set it, or set queue.backend to postgres, but is not set. Set UNIFLAG_QUEUE__REDIS_URL, or UNIFLAG_QUEUE__REDIS_URL_FILE to the name of a file that holds it.',
    ],
    [
      'UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES',
      'localhost',
      'webhooks.allowPrivateAddresses must be true, false or a list of networks such as 10.20.0.0/16, but is "localhost" (from UNIFLAG_WEBHOOKS__ALLOW_PRIVATE_ADDRESSES). Correct it there.',
    ],
    [
      'UNIFLAG_PLATFORMS__YOUTUBE__FORM_URLS__YT_LEGAL_FORM',
      'http://a.example',
      'platforms.youtube.formUrls.yt-legal-form must be an address such as https://example.org/form, but is "http://a.example" (from UNIFLAG_PLATFORMS__YOUTUBE__FORM_URLS__YT_LEGAL_FORM). Correct it there.',
    ],
    ['UNIFLAG_API', '5', null],
    [
      'UNIFLAG_PLATFORMS__YOUTUBE__FLAGGER_STATUS',
      'DSA_ART22',
      'platforms.youtube.flaggerStatus must be NONE, PLATFORM_PRIORITY, or a status under Article 22 with its first day, such as ' +
        '{regime: DSA_ART22, since: 2026-09-01, categories: [CSAM, GROOMING]} (categories absent: all), but is "DSA_ART22" ' +
        '(from UNIFLAG_PLATFORMS__YOUTUBE__FLAGGER_STATUS). Correct it there.',
    ],
    [
      'UNIFLAG_MAIL__OUTBOUND',
      '5',
      'mail.outbound must hold names and values below it, but is "5" (from UNIFLAG_MAIL__OUTBOUND). Correct it there.',
    ],
  ])('says what is wrong with %s=%s', (variable, value, sentence) => {
    expect(problemsOf({ [variable]: value })).toEqual(sentence === null ? [] : [sentence]);
  });

  it.each([
    'redis://127.0.0.1:6379/0',
    'rediss://user:p%40ss@cache.example',
    'redis+sentinel://p%40ss@a.example,[::1]:26380/main',
    'rediss+sentinel://a.example:26379,b.example:26379/main',
    'redis+cluster://127.0.0.1:7000,127.0.0.1:7001',
    'rediss+cluster://user:pass@a.example:7000,b.example',
  ])('takes %s for Redis, as the queue does', (url) => {
    expect(problemsOf({ UNIFLAG_QUEUE__REDIS_URL: url })).toEqual([]);
    expect(() => parseRedisAddress(url)).not.toThrow();
  });

  it.each([
    'redis://a.example:6379,b.example:6379',
    'redis+sentinel://a.example:26379',
    'redis+sentinel://a.example:many/main',
    'redis+cluster://',
    'redis+cluster://a.example,/',
    'redis+cluster://a.example/0',
    'http://a.example',
  ])('refuses %s for Redis', (url) => {
    expect(problemsOf({ UNIFLAG_QUEUE__REDIS_URL: url })).toEqual([
      'queue.redisUrl must be an address such as redis://host:6379/0, redis+sentinel://a:26379,b:26379/main or ' +
        'redis+cluster://a:6379,b:6379, but what is set there is not (from UNIFLAG_QUEUE__REDIS_URL). Correct it there.',
    ]);
  });

  it('names the file a bad value stands in', () => {
    const own = fileWith('own.yaml', 'api:\n  port: many\nplatforms:\n  YouTube: {}\n');
    expect(problemsOf({}, [own])).toEqual([
      `api.port must be a whole number from 0 to 65535, but is "many" (from ${own}). Correct it there.`,
      'platforms.YouTube is no name to use here: a platform is named in small letters, such as youtube.',
    ]);
  });

  it('tells all problems at once', () => {
    expect(
      problemsOf({ UNIFLAG_API__PORT: 'x', UNIFLAG_LOG__LEVEL: 'x', UNIFLAG_API__PROT: '1' }),
    ).toHaveLength(3);
  });

  it.each([
    ['UNIFLAG_DATABASE__URL', `mysql://uniflag:${secret}@db.example/uniflag`],
    ['UNIFLAG_QUEUE__REDIS_URL', secret],
    ['UNIFLAG_SECURITY__WRAPPING_KEY', secret],
    ['UNIFLAG_SECURITY__CONTENT_KEY', secret],
  ])('never shows the secret in a bad %s', (variable, value) => {
    const problems = problemsOf({ [variable]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/, but what is set there is not \(from UNIFLAG_/);
    expect(problems.join()).not.toContain(secret);
  });

  it.each([
    ['a: [', 'bad'],
    [`mail: {outbound: {password: ${secret}\n  x: *${secret}`, 'unclosed'],
    [`api:\n port: 1\n port: ${secret}\n`, 'twice'],
  ])('tells the line of broken YAML and never its content (%#)', (content) => {
    const own = fileWith('own.yaml', content);
    const problems = problemsOf({}, [own]);
    expect(problems[0]).toMatch(/own\.yaml is not usable YAML: [a-z ]+ in line \d+\.$/);
    expect(problems.join()).not.toContain(secret);
  });

  it('refuses a file that is not UTF-8, is a list, or is absent', () => {
    const latin1 = fileWith('latin1.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
    expect(problemsOf({}, [latin1])).toEqual([`${latin1} is not UTF-8. Save it again as UTF-8.`]);
    const list = fileWith('list.yaml', '- 1\n');
    expect(problemsOf({}, [list])).toEqual([
      `${list} must hold names and values, such as "api:" with settings below it.`,
    ]);
    const absent = join(folder, 'absent.yaml');
    expect(problemsOf({ UNIFLAG_CONFIG: absent })).toEqual([
      `UNIFLAG_CONFIG names ${absent}, which cannot be read (ENOENT). Correct the path or its rights.`,
    ]);
  });

  it('checks and returns only the sections that are asked for', () => {
    const config = loadConfig({ env: {} }, ['simulator', 'log']);
    expect(Object.keys(config)).toEqual(['simulator', 'log']);
    expect(() => loadConfig({ env: { UNIFLAG_LOGS__LEVEL: 'info' } }, ['log'])).toThrow('Did you mean log?');
  });

  it('leaves variables of other tools alone', () => {
    expect(
      problemsOf({
        UNIFLAG_NO_APT: '1',
        UNIFLAG_API_KEY: 'uf_synthetic',
        UNIFLAG_API_URL: 'http://a.example',
      }),
    ).toEqual([]);
  });
});

describe('platformSettings', () => {
  it('gives a platform that no file mentions the defaults', () => {
    const { platforms } = loadConfig({ env: {} }, ['platforms']);
    expect(platformSettings(platforms, 'sixth')).toEqual({
      defaultChannel: null,
      onUnknown: {},
      credentials: {},
      httpBaseUrl: null,
      mailboxes: {},
      mailDomains: null,
      mailTrust: {},
      formUrls: {},
      flaggerStatus: 'NONE',
      quotaUnitsPerDay: null,
      noticesPerMinute: null,
      escalationAddress: null,
    });
    expect(platformSettings(platforms, 'constructor').flaggerStatus).toBe('NONE');
  });
});
