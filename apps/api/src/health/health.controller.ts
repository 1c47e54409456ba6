import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readOverdue, readUndeliveredAlerts, type Database } from '#persistence';
import { Public } from '../access/caller.js';
import { notNow } from '../problems/problem.filter.js';
import { databaseToken } from '../tokens.js';

export interface Readiness {
  /** `behind`: the API works, and submissions are overdue, or alerts to staff do not leave: is a worker running? */
  readonly status: 'ok' | 'behind';
  /** Submissions due for more than two minutes that nobody works on. */
  readonly overdue: number;
  /** How long the first of them has been due. */
  readonly oldestOverdueSeconds: number;
  /** Mails about alerts to staff that no mail server took within two minutes. */
  readonly undeliveredAlerts: number;
}

@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  constructor(@Inject(databaseToken) private readonly database: Database) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The API can do its own work: a load balancer may send it requests. Workers that lag are no reason not to, because
   * reports are taken all the same; they are in the answer, and in the metric `uniflag_submissions_overdue`.
   */
  @Get('ready')
  async ready(): Promise<Readiness> {
    const { pool } = this.database;
    const read = Promise.all([readOverdue(pool), readUndeliveredAlerts(pool)]);
    const [{ count, oldestSeconds }, alerts] = await read.catch(() => {
      throw notNow('unreachable');
    });
    return {
      status: count + alerts.count > 0 ? 'behind' : 'ok',
      overdue: count,
      oldestOverdueSeconds: oldestSeconds,
      undeliveredAlerts: alerts.count,
    };
  }
}
