import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Database } from '#persistence';
import { Public } from '../access/caller.js';
import { Problem } from '../problems/problem.js';
import { databaseToken } from '../tokens.js';

/** A submission that nobody works on this long after it was due is an orphan. */
const orphanAfter = '2 minutes';

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

  /** It can do its work, and nothing due is left lying. */
  @Get('ready')
  async ready(): Promise<{ status: 'ok'; overdue: number }> {
    const { rows } = await this.database.pool
      .query<{ overdue: number }>(
        `SELECT count(*)::int AS overdue FROM submissions s LEFT JOIN platforms p ON p.platform = s.platform
         WHERE s.delivery IN ('QUEUED', 'RETRY_WAIT') AND s.next_try_at < now() - interval '${orphanAfter}'
           AND COALESCE(p.mode, 'rehearsed') <> 'stopped' AND COALESCE(p.held_until, now()) <= now()`,
      )
      .catch(() => {
        throw new Problem(503, 'DATABASE.UNAVAILABLE', 'The database does not answer.', undefined, {
          'retry-after': '5',
        });
      });
    const overdue = rows[0]?.overdue ?? 0;
    if (overdue > 0)
      throw new Problem(
        503,
        'WORKER.BEHIND',
        `${overdue} submissions are overdue: is a worker running?`,
        undefined,
        { 'retry-after': '5' },
      );
    return { status: 'ok', overdue };
  }
}
