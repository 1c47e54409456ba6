import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { PlatformCatalogue } from '#application';
import {
  PgPlatformStore,
  readCommonWaits,
  readOverdue,
  readPlatformWaits,
  type Database,
} from '#persistence';
import { Allowed } from '../access/allowed.js';
import { NotAudited } from '../audit/audited.js';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';
import { catalogueToken, databaseToken } from '../tokens.js';
import { QueuesDto } from './queues.dto.js';

/** What waits, where and since when: for who keeps the workers running. */
@ApiTags('operation')
@Controller('v1/queues')
export class QueuesController {
  constructor(
    @Inject(databaseToken) private readonly database: Database,
    @Inject(catalogueToken) private readonly catalogue: PlatformCatalogue,
    private readonly platforms: PgPlatformStore,
  ) {}

  @Get()
  @NotAudited('counts and times, nothing of reports')
  @ApiOperation({
    operationId: 'readQueues',
    summary: 'What waits at each platform and channel, since when, and whether it is left lying.',
  })
  @ApiResponse({ status: 200, type: QueuesDto })
  @Allowed('READ_QUEUES')
  async read(): Promise<QueuesDto> {
    const { pool } = this.database;
    const [overdue, waits, common, standings] = await Promise.all([
      readOverdue(pool),
      readPlatformWaits(pool),
      readCommonWaits(pool),
      this.platforms.list(),
    ]);
    // What was filed with a platform that left the registry can wait still.
    const keys = [...new Set([...this.catalogue.keys(), ...waits.map(({ platform }) => platform)])];
    return {
      overdue,
      common: common.map(({ queue, count, firstAtMs }) => ({
        queue,
        count,
        firstAt: isoTimeOrNull(firstAtMs),
      })),
      platforms: keys.map((platform) => {
        const standing = standings.find((each) => each.platform === platform);
        return {
          platform,
          mode: standing?.mode ?? 'rehearsed',
          heldUntil: isoTimeOrNull(standing?.heldUntilMs ?? null),
          heldBecause: standing?.heldBecause ?? null,
          waits: waits
            .filter((each) => each.platform === platform)
            .map(({ channel, wait, count, firstAtMs }) => ({
              ...{ channel, wait, count },
              firstAt: isoTime(firstAtMs),
            })),
        };
      }),
    };
  }
}
