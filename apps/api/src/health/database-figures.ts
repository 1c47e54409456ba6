import type { PlatformCatalogue } from '#application';
import { platformSettings, type Config } from '#config';
import { toTypeId } from '#core';
import {
  countAttendedMailboxes,
  poolFigures,
  readCommonWaits,
  readDeadlineFigures,
  readEndpointFigures,
  readOverdue,
  readPictureScan,
  readPlatformWaits,
  readQuotaUse,
  readUndeliveredAlerts,
  readWordFigures,
  type Database,
  type PgPlatformStore,
} from '#persistence';
import type { Gauge, Metrics } from '#telemetry';

export interface DatabaseFiguresParts {
  readonly database: Database;
  readonly metrics: Metrics;
  readonly catalogue: PlatformCatalogue;
  readonly platforms: PgPlatformStore;
  readonly config: Pick<Config, 'deadlines' | 'platforms'>;
}

/** What stands in the database, as figures: read when somebody asks for them, and the same from every API process. */
export class DatabaseFigures {
  private readonly gauges: ReturnType<typeof gaugesOf>;
  private readonly readPool: () => void;

  constructor(private readonly parts: DatabaseFiguresParts) {
    this.gauges = gaugesOf(parts.metrics);
    this.readPool = poolFigures(parts.metrics, parts.database.pool);
  }

  /** Where the database cannot be asked, says that in place of what stands in it. */
  async read(): Promise<void> {
    this.readPool();
    const found = await this.look().catch(() => undefined);
    const { databaseUp, ...gauges } = this.gauges;
    databaseUp.set({}, found ? 1 : 0);
    for (const gauge of Object.values<Gauge>(gauges)) gauge.reset();
    if (found) this.set(found);
  }

  private async look() {
    const { pool } = this.parts.database;
    const { deadlines } = this.parts.config;
    // One after the other: a scrape takes one connection of the pool, whatever else is asked.
    return {
      words: await readWordFigures(pool),
      waits: await readPlatformWaits(pool),
      common: await readCommonWaits(pool),
      overdue: await readOverdue(pool),
      ends: await readDeadlineFigures(pool, deadlines.dueSoonMs),
      standings: await this.parts.platforms.list(),
      quotas: await readQuotaUse(pool),
      alerts: await readUndeliveredAlerts(pool),
      mailboxes: await countAttendedMailboxes(pool),
      endpoints: await readEndpointFigures(pool),
      scan: await readPictureScan(pool),
      readAtMs: Date.now(),
    };
  }

  private set(found: Awaited<ReturnType<DatabaseFigures['look']>>): void {
    const { gauges } = this;
    const { overdue, alerts, mailboxes, scan, readAtMs } = found;
    const ageOf = (atMs: number | null) => (atMs === null ? 0 : Math.max(0, readAtMs - atMs) / 1_000);
    for (const { platform, word, count } of found.words) gauges.submissions.set({ platform, word }, count);
    for (const { platform, channel, wait, count, firstAtMs } of found.waits) {
      gauges.waiting.set({ platform, channel, wait }, count);
      gauges.waitingSeconds.set({ platform, channel, wait }, ageOf(firstAtMs));
    }
    for (const { queue, count, firstAtMs } of found.common) {
      gauges.queueWaiting.set({ queue }, count);
      gauges.queueSeconds.set({ queue }, ageOf(firstAtMs));
    }
    for (const { platform, channel, whose, breached, dueSoon } of found.ends) {
      gauges.deadlines.set({ platform, channel, whose, state: 'BREACHED' }, breached);
      gauges.deadlines.set({ platform, channel, whose, state: 'DUE_SOON' }, dueSoon);
    }
    for (const { platform, mode, heldUntilMs, heldBecause } of found.standings) {
      gauges.mode.set({ platform, mode }, 1);
      const leftMs = (heldUntilMs ?? 0) - readAtMs;
      if (leftMs > 0) gauges.held.set({ platform, reason: heldBecause ?? 'UNKNOWN' }, leftMs / 1_000);
    }
    this.setQuotas(found.quotas);
    gauges.overdue.set({}, overdue.count);
    gauges.overdueSeconds.set({}, overdue.oldestSeconds);
    gauges.alerts.set({}, alerts.count);
    if (mailboxes !== null) gauges.mailboxes.set({}, mailboxes);
    for (const { id, open, oldestSeconds, failingSeconds } of found.endpoints) {
      // By id: an address says who listens.
      const endpoint = toTypeId('wep', id);
      gauges.webhookOpen.set({ endpoint }, open);
      gauges.webhookOldest.set({ endpoint }, oldestSeconds);
      gauges.webhookFailing.set({ endpoint }, failingSeconds);
    }
    if (!scan) return;
    gauges.scanFindings.set({}, scan.found);
    gauges.scanAge.set({}, scan.ageSeconds);
  }

  private setQuotas(used: ReadonlyMap<string, number>): void {
    const { catalogue, config } = this.parts;
    for (const [platform, { manifest }] of catalogue) {
      const { quota } = manifest.limits;
      if (!quota) continue;
      const granted = platformSettings(config.platforms, platform).quotaUnitsPerDay ?? quota.unitsPerDay;
      this.gauges.quotaUsed.set({ platform }, used.get(platform) ?? 0);
      this.gauges.quotaLimit.set({ platform }, granted);
    }
  }
}

function gaugesOf(metrics: Metrics) {
  return {
    databaseUp: metrics.gauge('uniflag_database_up', 'Whether the database could be asked: 1 or 0.'),
    submissions: metrics.gauge('uniflag_submissions', 'Submissions at each word.', ['platform', 'word']),
    waiting: metrics.gauge('uniflag_waiting', 'What waits at a platform, as in GET /v1/queues.', [
      'platform',
      'channel',
      'wait',
    ]),
    waitingSeconds: metrics.gauge(
      'uniflag_waiting_seconds',
      'How long the first of it has been due; 0 while its time is still to come.',
      ['platform', 'channel', 'wait'],
    ),
    queueWaiting: metrics.gauge('uniflag_queue_waiting', 'Work of no one platform that is due.', ['queue']),
    queueSeconds: metrics.gauge('uniflag_queue_seconds', 'How long the first of it has been due.', ['queue']),
    deadlines: metrics.gauge(
      'uniflag_deadlines',
      'Submissions whose time is over (BREACHED) or nearly so (DUE_SOON): that of the platform, or ours.',
      ['platform', 'channel', 'whose', 'state'],
    ),
    mode: metrics.gauge('uniflag_platform_mode', '1 for the mode in which a platform is.', [
      'platform',
      'mode',
    ]),
    held: metrics.gauge(
      'uniflag_platform_held_seconds',
      'How long a platform is still left alone by all workers, and why.',
      ['platform', 'reason'],
    ),
    quotaUsed: metrics.gauge('uniflag_quota_used', "Units of the platform's daily grant that are used up.", [
      'platform',
    ]),
    quotaLimit: metrics.gauge('uniflag_quota_limit', "Units of the platform's daily grant.", ['platform']),
    overdue: metrics.gauge(
      'uniflag_submissions_overdue',
      'Submissions due for more than two minutes that nobody works on: 0 while workers keep up.',
    ),
    overdueSeconds: metrics.gauge(
      'uniflag_submissions_overdue_seconds',
      'How long the first overdue submission has been due.',
    ),
    alerts: metrics.gauge(
      'uniflag_alerts_undelivered',
      'Mails about alerts to staff that no mail server took within two minutes.',
    ),
    mailboxes: metrics.gauge(
      'uniflag_mailboxes_attended',
      'Mailboxes that a worker reads now: 0 while none is reached, absent where there is none.',
    ),
    webhookOpen: metrics.gauge('uniflag_webhook_open', 'Deliveries that are not done.', ['endpoint']),
    webhookOldest: metrics.gauge(
      'uniflag_webhook_oldest_seconds',
      'How long the first of them has been there.',
      ['endpoint'],
    ),
    webhookFailing: metrics.gauge(
      'uniflag_webhook_failing_seconds',
      'Since the first failure after the last success: 0 while it takes what it gets.',
      ['endpoint'],
    ),
    scanFindings: metrics.gauge(
      'uniflag_privacy_scan_findings',
      'Pictures that the last nightly scan found: 0 is right.',
    ),
    scanAge: metrics.gauge(
      'uniflag_privacy_scan_age_seconds',
      'How long ago the last nightly scan ended; absent before the first.',
    ),
  };
}
