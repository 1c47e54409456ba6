import { setTimeout as sleep } from 'node:timers/promises';
import { lanes } from '#application';
import {
  checkDeadlines,
  checkPlatformSettings,
  channelChangesOf,
  type ChannelOverlay,
  type Config,
} from '#config';
import { outboundOptions, SmtpMailSender, type Resolve } from '#mail';
import { Listener, PgOutbox, openInstallation, poolFigures } from '#persistence';
import type { Platform } from '#platform-kit';
import { createHintQueue, QueueFault, type HintQueueOptions } from '#queue';
import { installationIdOf, keyFrom } from '#security';
import {
  createMetrics,
  observedLog,
  processFigures,
  serveMetrics,
  workFigures,
  type Log,
  type Metrics,
  type MetricsServer,
} from '#telemetry';
import { Dispatcher } from './dispatcher.js';
import { startMailIn } from './mail-in.js';
import { workerUseCases } from './use-cases.js';

export interface WorkerParts {
  readonly config: Config;
  readonly platforms: readonly Platform[];
  /** As in `LiveConfig`; absent, those of this start hold. */
  readonly channelChanges?: () => ChannelOverlay;
  readonly log: Log;
  /** Schema of the tables, where it is not the database's default. */
  readonly schema?: string;
  /** Asks name servers where mails come from. Absent: those of this system. */
  readonly resolve?: Resolve;
  /** Ends the wait for the database. */
  readonly signal?: AbortSignal;
}

export interface RunningWorker {
  /** Port on which platforms' mail is received; null where it is switched off. */
  readonly mailPort: number | null;
  /** Port that answers with its figures; null where it is switched off. */
  readonly metricsPort: number | null;
  /** What it listens for. */
  readonly lanes: readonly string[];
  /** One sweep now. */
  sweep(): Promise<void>;
  /** Resolves when no send is under way. */
  settled(): Promise<void>;
  /** Takes no more work, lets running work finish, closes every connection. */
  close(): Promise<void>;
}

/** Time to commit the results of sends that were given up. */
const settleMs = 2_500;

/**
 * Everything that waits, sends or sweeps. Any number of these run side by side.
 *
 * Waits for its database; goes without its queue until that comes.
 */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { config, platforms, schema, signal } = parts;
  const metrics = createMetrics({ process: true });
  const log = observedLog(parts.log, processFigures(metrics), workFigures(metrics));
  const manifests = platforms.map(({ manifest }) => manifest);
  checkPlatformSettings(config.platforms, manifests);
  checkDeadlines(config.deadlines, manifests);
  const { channelChanges = channelChangesOf(config, platforms) } = parts;
  const simulatorMail = new SmtpMailSender({
    host: config.simulator.smtpHost,
    port: config.simulator.smtpPort,
    secure: false,
    // The stand-ins have no TLS, over HTTP neither: they stand on this machine, or in a network of the workers alone.
    requireTls: false,
    timeoutMs: config.worker.sendTimeoutMs,
    ehloName: config.mail.inbound.domain,
  });
  const outboundMail = mailOut(config);
  const installation = {
    database: { ...config.database, ...(schema === undefined ? {} : { schema }) },
    migrateOnStart: config.database.migrateOnStart,
    role: 'uniflag_worker' as const,
    isRoleTaken: config.database.roles,
    installationId: installationIdOf(keyFrom(config.security.contentKey, 'security.contentKey')),
    ...{ log, signal },
  };
  const { database, cases } = await openInstallation(installation, async (opened) => {
    const wiring = { config, platforms, channelChanges, log, simulatorMail, outboundMail };
    const useCases = workerUseCases({ ...wiring, database: opened });
    await useCases.cipher.check();
    await useCases.platformStore.ensure(platforms.map(({ manifest }) => manifest.key));
    return { database: opened, cases: useCases };
  });

  const queue = createHintQueue(queueOptions(config, schema), log);
  await queue.ready().catch((error: unknown) => {
    // Somebody is there at a start to set it right. A queue that turns out so later is left unused, and says so: it only
    // makes work prompt, and ending the worker for it would stop every notice.
    if (error instanceof QueueFault) throw error;
  });
  const dispatcher = new Dispatcher({
    outbox: new PgOutbox(database.pool),
    queue,
    log,
    sweepEveryMs: config.worker.sweepEveryMs,
    alsoSweep: async () => {
      cases.countNoticeHistory.run();
      await Promise.all([
        cases.resolveStaleSends.run(),
        cases.sendFollowUps.endLost(),
        cases.warnStaff.run(),
        cases.alertStaff.follow(),
        cases.channelWatch.run(),
        cases.eraseDue.run(),
        cases.expireScreenshots.run(),
        cases.expireDeliveries.run(),
        cases.rewrapKeys.run(),
        cases.clearKeys.run(),
        cases.sealAudit.run(),
        cases.nightlyScan.run(),
        cases.webhookStore.endOldSecrets(),
        cases.watchEndpoints.run(),
        cases.mailEndpointNotices.run(),
        cases.keepOutcomeCells.run(),
        cases.sendDigests.run(),
      ]);
    },
  });
  let isStopping = false;
  /** Runs until nothing was due. */
  const untilNone = async (run: () => Promise<number>) => {
    while (!isStopping && (await run()) > 0);
  };
  for (const { manifest } of platforms) {
    dispatcher.handle(lanes.submissions(manifest.key), () => cases.sendSubmissions.run(manifest.key));
    if (manifest.abilities.includes('supplyInformation') || manifest.abilities.includes('remind'))
      dispatcher.handle(lanes.followUps(manifest.key), () => cases.sendFollowUps.run(manifest.key));
    if (manifest.verification === 'API')
      dispatcher.handle(lanes.checks(manifest.key), () =>
        untilNone(() => cases.checkVisibility.run(manifest.key)),
      );
  }
  dispatcher.handle(lanes.replies, () => untilNone(() => cases.applyReplies.run()));
  dispatcher.handle(lanes.deadlines, () => untilNone(() => cases.escalateOverdue.run()));
  dispatcher.handle(lanes.webhooks, async () => {
    await cases.pingEndpoints.run();
    await cases.deliverWebhooks.run();
  });
  dispatcher.handle(lanes.alerts, () => cases.alertStaff.run());

  const mailIn = await startMailIn({ config, cases, log, resolve: parts.resolve });
  const listener = new Listener(database.pool, dispatcher.wake, (error) =>
    log.warn('database.listen_lost', { error }),
  );
  await listener.start();
  const figures = await serveFigures(config, platforms, metrics, poolFigures(metrics, database.pool));
  dispatcher.start();

  const senders = [cases.sendSubmissions, cases.sendFollowUps];
  const hooks = [cases.pingEndpoints, cases.deliverWebhooks, cases.mailEndpointNotices];
  const places = [...senders, ...hooks, cases.alertStaff, cases.sendDigests];
  const workSettled = () =>
    Promise.all(
      [...places, cases.sealAudit, cases.nightlyScan, cases.countNoticeHistory].map((each) => each.settled()),
    );
  const endWork = async () => {
    await Promise.all([mailIn.close(), listener.close(), dispatcher.close()]);
    await queue.close();
    await workSettled();
    await Promise.all([simulatorMail.close(), outboundMail.close()]);
  };

  return {
    mailPort: mailIn.port,
    metricsPort: figures?.port ?? null,
    lanes: dispatcher.laneNames(),
    sweep: () => dispatcher.sweep(),
    settled: async () => {
      await dispatcher.settled();
      await workSettled();
    },
    close: async () => {
      isStopping = true;
      for (const each of [...places, cases.nightlyScan]) each.stop();
      const ending = endWork();
      const left = await within(config.worker.shutdownTimeoutMs, ending);
      if (left) {
        // Each by the rule of its channel, at once: nobody has to wait for a lease to pass.
        for (const sender of senders) sender.giveUp();
        log.warn('worker.work_left', { shutdownTimeoutMs: config.worker.shutdownTimeoutMs });
        ending.catch((error: unknown) => log.warn('worker.close_failed', { error }));
        await within(settleMs, ending);
      }
      await figures?.close();
      cases.webhookSender.close();
      await cases.cipher.close();
      await database.close();
    },
  };
}

/** What one process did and is at; what stands in the database is among the figures of the API. */
async function serveFigures(
  { worker: { metricsHost: host, metricsPort: port } }: Config,
  platforms: readonly Platform[],
  metrics: Metrics,
  read: () => void,
): Promise<MetricsServer | undefined> {
  const places = metrics.gauge('uniflag_send_places', 'Notices this process sends to a platform at a time.', [
    'platform',
  ]);
  for (const { manifest } of platforms) places.set({ platform: manifest.key }, manifest.limits.concurrency);
  return port === null ? undefined : serveMetrics(metrics, { host, port }, read);
}

/** @returns whether the time was up first */
async function within(ms: number, work: Promise<void>): Promise<boolean> {
  const over = new AbortController();
  const timeUp = sleep(ms, true, { signal: over.signal }).catch(() => true);
  try {
    return await Promise.race([work.then(() => false), timeUp]);
  } finally {
    over.abort();
  }
}

function queueOptions({ queue, database }: Config, schema: string | undefined): HintQueueOptions {
  const prefix = schema === undefined ? queue.prefix : `${queue.prefix}-${schema}`;
  if (queue.backend === 'redis' && queue.redisUrl !== null)
    return { backend: 'redis', url: queue.redisUrl, prefix };
  return {
    backend: 'postgres',
    url: database.url,
    schema: `${prefix.replaceAll('-', '_').toLowerCase()}_queue`,
  };
}

function mailOut({ mail, worker }: Config): SmtpMailSender {
  return new SmtpMailSender({
    ...outboundOptions(mail.outbound),
    // Without a mail server every armed notice waits: `.invalid` never resolves (RFC 2606).
    host: mail.outbound.host ?? 'mail-server-not-configured.invalid',
    timeoutMs: worker.sendTimeoutMs,
    ehloName: mail.inbound.domain,
  });
}
