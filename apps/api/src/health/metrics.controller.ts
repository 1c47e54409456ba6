import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { PlatformCatalogue } from '#application';
import type { Config } from '#config';
import { PgPlatformStore, type Database } from '#persistence';
import type { Metrics } from '#telemetry';
import { Public } from '../access/caller.js';
import { catalogueToken, configToken, databaseToken, metricsToken } from '../tokens.js';
import { DatabaseFigures } from './database-figures.js';

/** Figures for Prometheus: requests of this process, and what stands in the database. Codes only. */
@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController {
  private readonly figures: DatabaseFigures;

  constructor(
    @Inject(databaseToken) database: Database,
    @Inject(metricsToken) private readonly metrics: Metrics,
    @Inject(catalogueToken) catalogue: PlatformCatalogue,
    @Inject(configToken) config: Config,
    platforms: PgPlatformStore,
  ) {
    this.figures = new DatabaseFigures({ database, metrics, catalogue, config, platforms });
  }

  @Get()
  async render(@Res() reply: FastifyReply): Promise<void> {
    await this.figures.read();
    void reply.type(this.metrics.contentType).send(await this.metrics.render());
  }
}
