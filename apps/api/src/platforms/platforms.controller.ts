import { Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  platformModes,
  type PlatformCatalogue,
  type PlatformMode,
  type PlatformStanding,
} from '#application';
import { asks, channelKinds, regimes, type ChannelManifest } from '#core';
import { missingForArming, platformSettings, type Config } from '#config';
import { PgPlatformStore } from '#persistence';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { notFound, Problem } from '../problems/problem.js';
import { isoTimeOrNull } from '../reports/present-report.js';
import { ProblemDto } from '../reports/report.dto.js';
import { platformSchema } from '../shared/platform-schema.js';
import { catalogueToken, configToken } from '../tokens.js';

class ChannelDto {
  @ApiProperty({ example: 'facebook-partner-mail' }) id!: string;
  @ApiProperty({ enum: channelKinds, enumName: 'ChannelKind' }) kind!: string;
  @ApiProperty({ enum: regimes, enumName: 'Regime', isArray: true }) regimes!: readonly string[];
  @ApiProperty({ type: String, isArray: true, description: 'Target kinds it takes; `*` is all.' })
  accepts!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) languages!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) needs!: readonly string[];
  @ApiProperty() acknowledgement!: string;
  @ApiProperty() decisionBy!: string;
  @ApiProperty() maxExplanationChars!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What happens when nobody knows whether a notice arrived.',
  })
  onUnknown!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Where this is known from.' })
  source!: object;
}

class PlatformDto {
  @ApiProperty(platformSchema) key!: string;
  @ApiProperty() name!: string;
  @ApiProperty({
    enum: platformModes,
    enumName: 'PlatformMode',
    description: 'rehearsed: reaches its simulator only.',
  })
  mode!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) modeChangedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) modeChangedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Nothing is sent before.' })
  heldUntil!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'PLATFORM.RATE_LIMITED' }) heldBecause!:
    string | null;
  @ApiProperty() dsaCoverage!: string;
  @ApiProperty({ enum: ['NONE', 'PLATFORM_PRIORITY', 'DSA_ART22'], enumName: 'FlaggerStatus' })
  flaggerStatus!: string;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'First day of a status under Article 22: nothing claims it before.',
  })
  flaggerSince!: string | null;
  @ApiProperty({
    type: String,
    isArray: true,
    nullable: true,
    description: 'Categories of a status under Article 22; null is all.',
  })
  flaggerCategories!: readonly string[] | null;
  @ApiProperty() defaultChannel!: string;
  @ApiProperty({ type: () => ChannelDto, isArray: true }) channels!: ChannelDto[];
  @ApiProperty({ enum: asks, enumName: 'Ask', isArray: true }) asks!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) targetKinds!: string[];
  @ApiProperty() verification!: string;
}

class PlatformListDto {
  @ApiProperty({ type: () => PlatformDto, isArray: true }) data!: PlatformDto[];
}

@ApiTags('platforms')
@Controller('v1/platforms')
export class PlatformsController {
  constructor(
    private readonly store: PgPlatformStore,
    @Inject(catalogueToken) private readonly catalogue: PlatformCatalogue,
    @Inject(configToken) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listPlatforms',
    summary: 'Every platform: how it stands, its channels, what it can be asked.',
  })
  @ApiResponse({ status: 200, type: PlatformListDto })
  async list(): Promise<PlatformListDto> {
    const standings = new Map((await this.store.list()).map((standing) => [standing.platform, standing]));
    return { data: [...this.catalogue.keys()].map((key) => this.present(key, standings.get(key))) };
  }

  @Post(':key/arm')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'armPlatform',
    summary: 'From now on notices really leave for this platform.',
  })
  @ApiResponse({ status: 200, type: PlatformDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'Something it needs is not configured.' })
  arm(@Param('key') key: string, @CurrentCaller() caller: Caller): Promise<PlatformDto> {
    this.checkReady(key);
    return this.setMode(key, 'armed', caller);
  }

  @Post(':key/rehearse')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'rehearsePlatform',
    summary: 'From now on nothing can leave but to the simulator.',
  })
  @ApiResponse({ status: 200, type: PlatformDto })
  rehearse(@Param('key') key: string, @CurrentCaller() caller: Caller): Promise<PlatformDto> {
    return this.setMode(key, 'rehearsed', caller);
  }

  @Post(':key/stop')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'stopPlatform',
    summary: 'Kill switch: nothing is sent until armed or rehearsed again.',
  })
  @ApiResponse({ status: 200, type: PlatformDto })
  stop(@Param('key') key: string, @CurrentCaller() caller: Caller): Promise<PlatformDto> {
    return this.setMode(key, 'stopped', caller);
  }

  private async setMode(key: string, mode: PlatformMode, caller: Caller): Promise<PlatformDto> {
    if (!this.catalogue.has(key)) throw notFound('Platform');
    await this.store.setMode(key, mode, caller.name);
    return this.present(
      key,
      (await this.store.list()).find(({ platform }) => platform === key),
    );
  }

  /** An armed platform without mailbox or credentials could only fail. */
  private checkReady(key: string): void {
    const settings = this.catalogue.get(key);
    if (!settings) throw notFound('Platform');
    const missing = missingForArming(this.config, settings.manifest);
    if (missing.length > 0)
      throw new Problem(
        409,
        'PLATFORM.NOT_READY',
        `Set this in the configuration, then arm: ${missing.join(' ')}`,
      );
  }

  private present(key: string, standing: PlatformStanding | undefined): PlatformDto {
    const settings = this.catalogue.get(key);
    if (!settings) throw notFound('Platform');
    const { manifest, targets } = settings;
    const { flaggerStatus: status } = platformSettings(this.config.platforms, key);
    return {
      key,
      name: manifest.name,
      mode: standing?.mode ?? 'rehearsed',
      modeChangedAt: isoTimeOrNull(standing?.changedAtMs ?? null),
      modeChangedBy: standing?.changedBy ?? null,
      heldUntil: isoTimeOrNull(standing?.heldUntilMs ?? null),
      heldBecause: standing?.heldBecause ?? null,
      dsaCoverage: manifest.dsaCoverage,
      flaggerStatus: typeof status === 'object' ? status.regime : status,
      flaggerSince: settings.flagger?.since ?? null,
      flaggerCategories: settings.flagger?.categories ?? null,
      defaultChannel: settings.preferredChannel ?? manifest.defaultChannel,
      channels: manifest.channels.map(presentChannel),
      asks: manifest.asks,
      targetKinds: Object.keys(targets.kinds),
      verification: manifest.verification,
    };
  }
}

function presentChannel(channel: ChannelManifest): ChannelDto {
  const {
    id,
    kind,
    regimes: standing,
    languages,
    needs,
    acknowledgement,
    decisionBy,
    maxExplanationChars,
    source,
  } = channel;
  return {
    ...{ id, kind, languages, needs, acknowledgement, decisionBy, maxExplanationChars, source },
    regimes: standing,
    accepts: channel.accepts === '*' ? ['*'] : channel.accepts,
    onUnknown: channel.onUnknown ?? null,
  };
}
