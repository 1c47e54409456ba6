import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  countAttendedMailboxes,
  databaseTroubleOf,
  readOverdue,
  readUndeliveredAlerts,
  type Database,
} from '#persistence';
import { Public } from '../access/caller.js';
import { notNow } from '../problems/problem.filter.js';
import { cipherToken, databaseToken } from '../tokens.js';

/**
 * What is not there.
 *
 * workers     submissions are overdue: is one running?
 * mailServer  mails about alerts to staff do not leave
 * mailbox     no worker reads the mailbox to which platforms answer
 * keys        the key service does not answer: reports can neither be filed nor opened
 */
export type MissingPart = 'workers' | 'mailServer' | 'mailbox' | 'keys';

export interface Readiness {
  /** `behind`: the API works, and something else does not. */
  readonly status: 'ok' | 'behind';
  readonly missing: readonly MissingPart[];
  /** Submissions due for more than two minutes that nobody works on. */
  readonly overdue: number;
  /** How long the first of them has been due. */
  readonly oldestOverdueSeconds: number;
  /** Mails about alerts to staff that no mail server took within two minutes. */
  readonly undeliveredAlerts: number;
}

/** A key service is asked so often at most, however often this is. */
const keysHoldMs = 5_000;

@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  private keys: { readonly askedAtMs: number; readonly areThere: Promise<boolean> } | undefined;

  constructor(
    @Inject(databaseToken) private readonly database: Database,
    @Inject(cipherToken) private readonly cipher: { check(): Promise<void> },
  ) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The API can do its own work: a load balancer may send it requests. Workers that lag are no reason not to, because
   * reports are taken all the same, nor is a key service, without which lists and timelines are there still; they are in
   * the answer, and in the figures. Without its database it can do nothing: 503, and why.
   */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness | object> {
    const { pool } = this.database;
    try {
      const [overdue, alerts, mailboxes, hasKeys] = await Promise.all([
        readOverdue(pool),
        readUndeliveredAlerts(pool),
        countAttendedMailboxes(pool),
        this.hasKeys(),
      ]);
      const missing: MissingPart[] = [
        ...(overdue.count > 0 ? (['workers'] as const) : []),
        ...(alerts.count > 0 ? (['mailServer'] as const) : []),
        ...(mailboxes === 0 ? (['mailbox'] as const) : []),
        ...(hasKeys ? [] : (['keys'] as const)),
      ];
      return {
        status: missing.length > 0 ? 'behind' : 'ok',
        missing,
        overdue: overdue.count,
        oldestOverdueSeconds: overdue.oldestSeconds,
        undeliveredAlerts: alerts.count,
      };
    } catch (error) {
      const reason = databaseTroubleOf(error) ?? 'unreachable';
      const problem = notNow(reason);
      void reply.status(problem.status).headers(problem.headers).type('application/problem+json');
      return { ...problem.body(), missing: ['database'], reason };
    }
  }

  private hasKeys(): Promise<boolean> {
    const nowMs = Date.now();
    if (this.keys === undefined || nowMs - this.keys.askedAtMs > keysHoldMs)
      this.keys = {
        askedAtMs: nowMs,
        areThere: this.cipher.check().then(
          () => true,
          () => false,
        ),
      };
    return this.keys.areThere;
  }
}
