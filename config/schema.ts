import { categoryCodes, fourEyesActs, mailTrusts, roles, unknownOutcomeRules } from '#core';
import { z } from 'zod';
import { alerts } from './alert-schema.js';
import { holidayCountries } from './holidays.js';
import {
  address,
  clamdAddress,
  count,
  durationMs,
  flag,
  key32,
  list,
  mailAddress,
  minuteOfDay,
  oneOf,
  orNull,
  privateKey,
  redisAddress,
  share,
  sizeBytes,
  text,
  timeSpan,
} from './setting-types.js';

const secondMs = 1_000;
const dayMs = 86_400_000;

const port = () => count(0, 65_535);
const httpAddress = () => address(['http:', 'https:'], 'https://uniflag.example.org');
const host = () => text('a host name or IP address');
const domain = () =>
  z
    .string('must be text')
    .regex(
      /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
      'must be a domain in small letters, such as replies.example.org',
    );
const networks = () => list(z.union([z.cidrv4(), z.cidrv6()], 'must be a network such as 10.20.0.0/16'));
const waits = (maxMs: number) => list(durationMs(0, maxMs));

/** What settings must be to one another is told along with what is wrong elsewhere, and not where one of these is wrong itself. */
function areSound(...names: readonly string[]) {
  return ({ issues }: z.core.ParsePayload): boolean =>
    !issues.some(({ path = [] }) => names.includes(String(path[0])));
}

/** How a platform treats our notices. A status under Article 22 has a first day, and may be for some categories only. */
const flaggerStatus = z.union(
  [
    z.enum(['NONE', 'PLATFORM_PRIORITY']),
    z.strictObject({
      regime: z.literal('DSA_ART22'),
      since: z.iso.date(),
      categories: list(z.enum(categoryCodes)).optional(),
    }),
  ],
  {
    error:
      'must be NONE, PLATFORM_PRIORITY, or a status under Article 22 with its first day, such as ' +
      '{regime: DSA_ART22, since: 2026-09-01, categories: [CSAM, GROOMING]} (categories absent: all)',
  },
);

/** One platform's settings; a platform that no file mentions has these defaults. */
export const platformSection = z.strictObject({
  defaultChannel: orNull(text('a channel id')).default(null),
  onUnknown: z.record(z.string(), oneOf(unknownOutcomeRules)).default({}),
  credentials: z.record(z.string(), text('the credential')).default({}),
  httpBaseUrl: orNull(httpAddress().refine((url) => url.endsWith('/'), 'must end in a slash')).default(null),
  mailboxes: z.record(z.string(), mailAddress()).default({}),
  mailDomains: orNull(list(domain())).default(null),
  mailTrust: z.record(z.string(), oneOf(mailTrusts)).default({}),
  formUrls: z.record(z.string(), address(['https:'], 'https://example.org/form')).default({}),
  flaggerStatus: flaggerStatus.default('NONE'),
  quotaUnitsPerDay: orNull(count(1, 100_000_000)).default(null),
  noticesPerMinute: orNull(count(1, 1_000_000)).default(null),
  escalationAddress: orNull(mailAddress()).default(null),
});

/** What is expected, and the steps after an overdue decision; see default.yaml. */
const deadlineTable = z.strictObject({
  firstLook: timeSpan(),
  answer: timeSpan(),
  acknowledgement: timeSpan(),
  decision: timeSpan(),
  reminder: orNull(timeSpan()),
  secondContact: orNull(timeSpan()),
  supervisor: orNull(timeSpan()),
  regulatorDraft: orNull(timeSpan()),
});

/** What differs of it for a platform or a category. */
const someDeadlines = z.strictObject({
  firstLook: timeSpan().exactOptional(),
  answer: timeSpan().exactOptional(),
  acknowledgement: timeSpan().exactOptional(),
  decision: timeSpan().exactOptional(),
  reminder: orNull(timeSpan()).exactOptional(),
  secondContact: orNull(timeSpan()).exactOptional(),
  supervisor: orNull(timeSpan()).exactOptional(),
  regulatorDraft: orNull(timeSpan()).exactOptional(),
});

const workingHours = z
  .strictObject({
    timeZone: text('a time zone').refine(isTimeZone, 'must be a time zone such as Europe/Brussels'),
    weekdays: list(count(1, 7)),
    opens: minuteOfDay(),
    closes: minuteOfDay(),
    holidaysOf: orNull(oneOf(holidayCountries)),
  })
  .refine(({ opens, closes }) => opens < closes, {
    path: ['closes'],
    when: areSound('opens', 'closes'),
    message: 'must be later than deadlines.workingHours.opens',
  });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The organisation's own sign-in; off while it has no issuer. */
const oidc = z
  .strictObject({
    issuer: orNull(httpAddress().refine(isHttpsOrLocal, 'must begin with https://, but on this machine')),
    clientId: orNull(text('the client id that the provider knows us by')),
    clientSecret: orNull(text('the client secret')),
    name: orNull(text('what staff call it')),
    scope: text('scopes, with spaces between them').refine(
      (scope) => scope.split(' ').includes('openid'),
      'must hold openid',
    ),
    rolesClaim: text('the name of a claim'),
    roles: z.record(z.string(), oneOf(roles)),
    requiredAcr: orNull(list(text('a value of acr'))),
    requiredAmr: orNull(list(text('a value of amr'))),
  })
  .refine(({ issuer, clientId }) => issuer === null || clientId !== null, {
    path: ['clientId'],
    when: areSound('issuer', 'clientId'),
    message: 'is needed while access.oidc.issuer is set',
  });

function isHttpsOrLocal(url: string): boolean {
  return url.startsWith('https:') || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** Every section of `default.yaml`; each setting is explained there. */
export const sections = {
  api: z
    .strictObject({
      host: host(),
      port: port(),
      console: flag(),
      publicUrl: httpAddress().refine((url) => !url.endsWith('/'), 'must not end in a slash'),
      bodyLimitBytes: sizeBytes(1_024, 64 * 1_048_576),
      filingBodyLimitBytes: sizeBytes(1_024, 64 * 1_048_576),
      headersTimeoutMs: durationMs(100, 10 * 60 * secondMs),
      requestTimeoutMs: durationMs(100, 60 * 60 * secondMs),
      maxConnections: count(1, 1_000_000),
      drainMs: durationMs(0, 5 * 60 * secondMs),
      rateLimits: z.strictObject({
        windowMs: durationMs(secondMs, 60 * 60 * secondMs),
        perAddress: orNull(count(1, 100_000_000)),
        perCaller: orNull(count(1, 100_000_000)),
      }),
      securityTxt: z
        .strictObject({
          contacts: orNull(list(address(['https:', 'mailto:', 'tel:'], 'mailto:security@example.org'))),
          expires: orNull(z.iso.datetime('must be a time such as "2027-06-30T00:00:00Z", in quotes')),
          policy: orNull(address(['https:'], 'https://example.org/security')),
        })
        .refine(({ contacts, expires }) => (contacts === null) === (expires === null), {
          path: ['expires'],
          when: areSound('contacts', 'expires'),
          message: 'and api.securityTxt.contacts go together: set both or neither',
        }),
      maxTargetsPerReport: count(1, 5_000),
      maxExplanationChars: count(100, 1_000_000),
      maxInputChars: count(100, 10_000_000),
      maxInputsPerRequest: count(1, 10_000),
      trustedProxies: orNull(networks()),
      sessionIdleMs: durationMs(5 * 60 * secondMs, 30 * dayMs),
      sessionMaxMs: durationMs(5 * 60 * secondMs, 30 * dayMs),
      memberLinkDays: count(1, 30),
      callerCodeDays: count(1, 730),
      helplineNumber: z
        .string('must be text')
        .regex(/^\+?[0-9][0-9 /.-]{1,29}$/, 'must be a telephone number, such as 116 000'),
      calendarLinkDays: count(1, 400),
    })
    .refine(({ sessionIdleMs, sessionMaxMs }) => sessionIdleMs <= sessionMaxMs, {
      path: ['sessionIdleMs'],
      when: areSound('sessionIdleMs', 'sessionMaxMs'),
      message: 'must not be longer than api.sessionMaxMs, which ends every session',
    })
    .refine(({ headersTimeoutMs, requestTimeoutMs }) => headersTimeoutMs <= requestTimeoutMs, {
      path: ['headersTimeoutMs'],
      when: areSound('headersTimeoutMs', 'requestTimeoutMs'),
      message: 'must not be longer than api.requestTimeoutMs, in which the headers arrive as well',
    }),
  access: z.strictObject({ keySessions: flag(), oidc, fourEyes: orNull(list(oneOf(fourEyesActs))) }),
  database: z.strictObject({
    url: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/uniflag'),
    poolSize: count(1, 1_000),
    statementTimeoutMs: durationMs(100, 10 * 60 * secondMs),
    lockTimeoutMs: durationMs(100, 10 * 60 * secondMs),
    migrateOnStart: flag(),
    roles: flag(),
  }),
  queue: z
    .strictObject({
      backend: oneOf(['postgres', 'redis']),
      redisUrl: orNull(redisAddress()),
      prefix: z
        .string('must be text')
        .regex(/^[A-Za-z0-9-]{1,40}$/, 'must be 1 to 40 letters, digits or dashes'),
    })
    .refine(({ backend, redisUrl }) => backend !== 'redis' || redisUrl !== null, {
      path: ['redisUrl'],
      when: areSound('backend', 'redisUrl'),
      message: 'is needed while queue.backend is redis; set it, or set queue.backend to postgres',
    }),
  worker: z
    .strictObject({
      leaseMs: durationMs(2 * secondMs, dayMs),
      sendTimeoutMs: durationMs(100, dayMs),
      sweepEveryMs: durationMs(50, dayMs),
      retryScheduleMs: waits(30 * dayMs),
      rateLimitedDefaultMs: durationMs(0, dayMs),
      settleMs: durationMs(0, dayMs),
      credentialsRecheckMs: durationMs(secondMs, dayMs),
      circuitFailures: count(1, 1_000),
      circuitOpenMs: durationMs(100, dayMs),
      circuitMaxOpenMs: durationMs(100, dayMs),
      overtakenRetryMs: waits(30 * dayMs),
      shutdownTimeoutMs: durationMs(0, 60 * 60 * secondMs),
      metricsHost: host(),
      metricsPort: orNull(port()),
    })
    .refine(({ sendTimeoutMs, leaseMs }) => sendTimeoutMs < leaseMs, {
      path: ['sendTimeoutMs'],
      when: areSound('sendTimeoutMs', 'leaseMs'),
      message:
        'must be shorter than worker.leaseMs, or a second worker could start while the first still sends',
    }),
  verification: z.strictObject({
    firstCheckAfterMs: durationMs(0, 365 * dayMs),
    scheduleMs: waits(365 * dayMs),
    secondLookAfterMs: durationMs(0, 30 * dayMs),
    watchForMs: durationMs(dayMs, 10 * 365 * dayMs),
  }),
  mail: z.strictObject({
    outbound: z.strictObject({
      host: orNull(host()),
      port: port(),
      secure: flag(),
      user: orNull(text('a user name')),
      password: orNull(text('a password')),
      dkim: z
        .strictObject({
          domain: orNull(domain()),
          selector: orNull(domain()),
          privateKey: orNull(privateKey()),
        })
        .refine((dkim) => new Set(Object.values(dkim).map((each) => each === null)).size === 1, {
          path: ['domain'],
          when: areSound('domain', 'selector', 'privateKey'),
          message: 'goes with mail.outbound.dkim.selector and .privateKey: set all three or none',
        }),
    }),
    imap: z
      .strictObject({
        host: orNull(host()),
        port: port(),
        secure: flag(),
        user: orNull(text('a user name')),
        password: orNull(text('a password')),
        mailbox: text('the name of a mailbox, such as INBOX'),
        marksSeen: flag(),
        pollEveryMs: durationMs(secondMs, dayMs),
      })
      .refine(({ host, user, password }) => host === null || (user !== null && password !== null), {
        path: ['user'],
        when: areSound('host', 'user', 'password'),
        message: 'and mail.imap.password are needed while mail.imap.host is set',
      }),
    origin: z.strictObject({
      authservId: orNull(text('the name your mail server writes in Authentication-Results')),
      relays: orNull(networks()),
      timeoutMs: durationMs(100, 60 * secondMs),
    }),
    inbound: z.strictObject({
      enabled: flag(),
      host: host(),
      port: port(),
      domain: domain(),
      maxMessageBytes: sizeBytes(1_024, 256 * 1_048_576),
    }),
  }),
  simulator: z.strictObject({
    httpUrl: httpAddress(),
    smtpHost: host(),
    smtpPort: port(),
    mailNetworks: networks(),
  }),
  organisation: z.strictObject({
    name: text('the name of the organisation'),
    from: mailAddress(),
  }),
  platforms: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, 'a platform is named in small letters, such as youtube'),
    platformSection,
  ),
  channels: z.strictObject({
    overlay: orNull(text('the path of a YAML file')),
    checkAfterMs: durationMs(dayMs, 10 * 365 * dayMs),
    deadAfterFailures: count(2, 1_000),
    healthEveryMs: durationMs(secondMs, dayMs),
  }),
  retention: z
    .strictObject({
      isOn: flag(),
      reportsForMs: durationMs(dayMs, 20 * 365 * dayMs),
      byCategoryMs: z.partialRecord(oneOf(categoryCodes), durationMs(dayMs, 20 * 365 * dayMs)),
      unmatchedRepliesForMs: durationMs(dayMs, 20 * 365 * dayMs),
      webhookAttemptsForMs: durationMs(dayMs, 20 * 365 * dayMs),
      // So far back missed events are recovered: what was had must still be known.
      webhookDeliveriesForMs: durationMs(90 * dayMs, 20 * 365 * dayMs),
      checkEveryMs: durationMs(secondMs, 7 * dayMs),
    })
    .refine((times) => times.webhookAttemptsForMs <= times.webhookDeliveriesForMs, {
      path: ['webhookAttemptsForMs'],
      when: areSound('webhookAttemptsForMs', 'webhookDeliveriesForMs'),
      message: 'must not be longer than retention.webhookDeliveriesForMs',
    }),
  uploads: z.strictObject({
    enabled: flag(),
    keepDays: count(1, 365),
    largestBytes: sizeBytes(1_024, 20 * 1_048_576),
    mostPerReport: count(1, 100),
    clamav: orNull(clamdAddress()),
  }),
  security: z
    .strictObject({
      keyService: oneOf(['local', 'pkcs11']),
      wrappingKey: orNull(key32()),
      earlierWrappingKeys: orNull(list(key32())),
      pkcs11: z.strictObject({
        modulePath: orNull(text('the path of a PKCS#11 module')),
        tokenLabel: orNull(text('the label of a token')),
        pin: orNull(text('the PIN of the token')),
        keyLabel: orNull(text('the label of a key')),
        earlierKeyLabels: orNull(list(text('the label of a key'))),
      }),
      keyBackupDays: count(1, 365),
      clearKeysAt: minuteOfDay(),
      contentKey: key32(),
    })
    .refine(({ keyService, wrappingKey }) => keyService !== 'local' || wrappingKey !== null, {
      path: ['wrappingKey'],
      when: areSound('keyService', 'wrappingKey'),
      message:
        'is needed while security.keyService is local: 32 bytes in base64; `openssl rand -base64 32` makes one',
    })
    .refine(({ keyService, pkcs11 }) => keyService !== 'pkcs11' || pkcs11.modulePath !== null, {
      path: ['pkcs11', 'modulePath'],
      when: areSound('keyService', 'pkcs11'),
      message: 'is needed while security.keyService is pkcs11',
    })
    .refine(
      ({ pkcs11: { modulePath, tokenLabel, pin, keyLabel } }) =>
        modulePath === null || ![tokenLabel, pin, keyLabel].includes(null),
      {
        path: ['pkcs11', 'tokenLabel'],
        when: areSound('pkcs11'),
        message: 'goes with security.pkcs11.modulePath, .pin and .keyLabel: set all four or none',
      },
    ),
  webhooks: z.strictObject({
    timeoutMs: durationMs(100, 120 * secondMs),
    retryScheduleMs: waits(30 * dayMs),
    pingScheduleMs: waits(dayMs),
    allowPrivateAddresses: z.union([flag(), networks()], {
      error: 'must be true, false or a list of networks such as 10.20.0.0/16',
    }),
    maxConcurrent: count(1, 1_000),
    signingKey: orNull(key32()),
    alertTo: orNull(list(mailAddress())),
  }),
  deadlines: z.strictObject({
    workingHours,
    dueSoonMs: durationMs(0, 30 * dayMs),
    critical: deadlineTable,
    other: deadlineTable,
    platforms: z.record(
      z.string(),
      z.strictObject({ critical: someDeadlines.exactOptional(), other: someDeadlines.exactOptional() }),
    ),
    categories: z.partialRecord(oneOf(categoryCodes), someDeadlines),
  }),
  alerts,
  digests: z.strictObject({ dailyAt: orNull(minuteOfDay()), weeklyAt: orNull(minuteOfDay()) }),
  audit: z.strictObject({
    sealEveryMs: durationMs(secondMs, dayMs),
    signingKey: orNull(key32()),
    anchorPath: orNull(text('the path of a file')),
    anchorTo: orNull(list(mailAddress())),
  }),
  dossiers: z.strictObject({ signingKey: orNull(key32()) }),
  privacy: z.strictObject({
    scanAt: orNull(minuteOfDay()),
    logFolders: orNull(list(text('the path of a folder'))),
    mailFolders: orNull(list(text('the path of a folder'))),
    alertTo: orNull(list(mailAddress())),
  }),
  outcomes: z.strictObject({
    precisionLine: share(),
    independence: z.strictObject({
      en: orNull(text('how the organisation stays independent of platforms')),
      fr: orNull(text('how the organisation stays independent of platforms')),
      nl: orNull(text('how the organisation stays independent of platforms')),
      de: orNull(text('how the organisation stays independent of platforms')),
    }),
    signingKey: orNull(key32()),
  }),
  wellbeing: z.strictObject({
    breakAfterReports: orNull(count(1, 1_000)),
    breakAfterMs: orNull(durationMs(60 * secondMs, dayMs)),
    breakMs: durationMs(60 * secondMs, dayMs),
    helplines: orNull(list(text('whom to call, such as Tele-Onthaal 106'))),
  }),
  log: z.strictObject({
    level: oneOf(['info', 'warn', 'error', 'silent']),
    pretty: flag(),
  }),
};

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as SectionName[];

/** Settings after defaults, files and environment were joined and checked. Frozen. */
export type Config = DeepReadonly<{ [Name in SectionName]: z.output<(typeof sections)[Name]> }>;
export type PlatformSettings = Config['platforms'][string];

type DeepReadonly<T> = T extends readonly (infer Entry)[]
  ? readonly DeepReadonly<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** Names of settings whose value is never shown, at any depth; database and Redis addresses can hold a password. */
const secretNames: readonly string[] = [
  ...['password', 'privateKey', 'wrappingKey', 'earlierWrappingKeys', 'contentKey', 'signingKey'],
  ...['redisUrl', 'clientSecret', 'pin'],
];

export function isSecretPath(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  return secretNames.includes(last) || path.includes('credentials') || path.join('.') === 'database.url';
}
