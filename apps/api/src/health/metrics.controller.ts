import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { toTypeId } from '#core';
import {
  readEndpointFigures,
  readOverdue,
  readPictureScan,
  readUndeliveredAlerts,
  type Database,
} from '#persistence';
import type { Metrics } from '#telemetry';
import { Public } from '../access/caller.js';
import { databaseToken, metricsToken } from '../tokens.js';

/** Figures for Prometheus: requests of this process, and how many submissions stand where. Codes only. */
@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController {
  constructor(
    @Inject(databaseToken) private readonly database: Database,
    @Inject(metricsToken) private readonly metrics: Metrics,
  ) {}

  @Get()
  async render(@Res() reply: FastifyReply): Promise<void> {
    const submissions = this.metrics.gauge('uniflag_submissions', 'Submissions at each word.', [
      'platform',
      'word',
    ]);
    const { rows } = await this.database.pool.query<{ platform: string; word: string; n: number }>(
      'SELECT platform, word, count(*)::int AS n FROM submissions GROUP BY platform, word',
    );
    submissions.reset();
    for (const { platform, word, n } of rows) submissions.set({ platform, word }, n);
    const overdue = await readOverdue(this.database.pool);
    this.metrics
      .gauge(
        'uniflag_submissions_overdue',
        'Submissions due for more than two minutes that nobody works on: 0 while workers keep up.',
      )
      .set({}, overdue.count);
    this.metrics
      .gauge('uniflag_submissions_overdue_seconds', 'How long the first overdue submission has been due.')
      .set({}, overdue.oldestSeconds);
    const alerts = await readUndeliveredAlerts(this.database.pool);
    this.metrics
      .gauge(
        'uniflag_alerts_undelivered',
        'Mails about alerts to staff that no mail server took within two minutes.',
      )
      .set({}, alerts.count);
    const { rows: mailboxes } = await this.database.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM mailboxes WHERE lease_until > now()',
    );
    this.metrics
      .gauge('uniflag_mailboxes_attended', 'Mailboxes that a worker reads now: 0 while none is reached.')
      .set({}, mailboxes[0]?.n ?? 0);
    await this.readEndpoints();
    const scan = await readPictureScan(this.database.pool);
    if (scan) {
      this.metrics
        .gauge('uniflag_privacy_scan_findings', 'Pictures that the last nightly scan found: 0 is right.')
        .set({}, scan.found);
      this.metrics
        .gauge('uniflag_privacy_scan_age_seconds', 'How long ago the last nightly scan ended.')
        .set({}, scan.ageSeconds);
    }
    void reply.type(this.metrics.contentType).send(await this.metrics.render());
  }
  /** By id: an address says who listens. */
  private async readEndpoints(): Promise<void> {
    const open = this.metrics.gauge('uniflag_webhook_open', 'Deliveries that are not done.', ['endpoint']);
    const oldest = this.metrics.gauge(
      'uniflag_webhook_oldest_seconds',
      'How long the first of them has been there.',
      ['endpoint'],
    );
    const failing = this.metrics.gauge(
      'uniflag_webhook_failing_seconds',
      'Since the first failure after the last success: 0 while it takes what it gets.',
      ['endpoint'],
    );
    for (const each of [open, oldest, failing]) each.reset();
    for (const figures of await readEndpointFigures(this.database.pool)) {
      const endpoint = toTypeId('wep', figures.id);
      open.set({ endpoint }, figures.open);
      oldest.set({ endpoint }, figures.oldestSeconds);
      failing.set({ endpoint }, figures.failingSeconds);
    }
  }
}
