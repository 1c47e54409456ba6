import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  channelStates,
  ChannelWatch,
  markReasons,
  platformModes,
  sendModes,
  type ChannelHealth,
  type KeptChannelMark,
  type ChannelState,
  type MarkReason,
  type PlatformCatalogue,
  type PlatformMode,
  type PlatformStanding,
} from '#application';
import {
  asks,
  channelKinds,
  isMachineChannel,
  regimes,
  type ChannelManifest,
  type ChannelRecord,
} from '#core';
import { platformSettings, type Config } from '#config';
import { PgChannelStore, PgPlatformStore } from '#persistence';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { ApprovalDto, presentApproval } from '../approvals/approval.dto.js';
import { FourEyes } from '../approvals/four-eyes.js';
import { ArmingCheck } from './arming-check.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Choice } from '../shared/fields.js';
import { platformSchema } from '../shared/platform-schema.js';
import { catalogueToken, configToken } from '../tokens.js';

class ChannelHealthDto {
  @ApiProperty({ enum: sendModes, enumName: 'SendMode', description: 'Notices of this mode are counted.' })
  mode!: string;
  @ApiProperty({
    description: 'Notices of 90 days, the latest 200, that arrived as far as anybody can tell.',
  })
  successes!: number;
  @ApiProperty({ description: 'Those that came back, or were refused for good.' }) failures!: number;
  @ApiProperty({ description: 'How many of them since the last that arrived.' }) failuresInRow!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Half of the acknowledgements came within it.' })
  medianAcknowledgementMs!: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) lastGoodAt!: string | null;
}

class ChannelMarkDto {
  @ApiProperty({ enum: channelStates, enumName: 'ChannelMarkState' }) state!: string;
  @ApiProperty({ enum: markReasons, enumName: 'ChannelMarkReason' }) reason!: string;
  @ApiProperty({ description: 'An API key’s name; `uniflag` where notices that came back say so.' })
  by!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export const channelStandings = ['USABLE', 'DEAD', 'OFF'] as const;

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
  @ApiProperty({ description: 'Targets of one report that one notice may name.' })
  targetsPerNotice!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What happens when nobody knows whether a notice arrived.',
  })
  onUnknown!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Where this is known from.' })
  source!: object;
  @ApiProperty({
    enum: channelStandings,
    enumName: 'ChannelStanding',
    description: 'DEAD, OFF: the planner steps over it; `mark` or `closedBecause` says why.',
  })
  state!: string;
  @ApiProperty({ type: String, nullable: true, description: 'In the words of the installation.' })
  closedBecause!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Mailbox or form, where one is set.' })
  address!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Whom to ask at the platform.' })
  contact!: string | null;
  @ApiProperty({ format: 'date', description: 'When somebody last checked what stands here.' })
  checkedOn!: string;
  @ApiProperty({ description: 'That is longer ago than channels.checkAfterMs.' }) toBeChecked!: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'First day of the next change.' })
  changesOn!: string | null;
  @ApiProperty({ type: () => ChannelMarkDto, nullable: true, description: 'The latest mark.' })
  mark!: ChannelMarkDto | null;
  @ApiProperty({
    type: () => ChannelHealthDto,
    nullable: true,
    description: 'Null for channels that only persons use, and where nothing was sent.',
  })
  health!: ChannelHealthDto | null;
}

export class MarkChannelDto {
  @Choice({
    description:
      'DEAD: the planner steps over it, and what waits for it stops. USABLE: it works again; what stopped goes on.',
    of: channelStates,
    enumName: 'ChannelMarkState',
  })
  state!: ChannelState;

  @Choice({ description: 'Why.', of: markReasons, enumName: 'ChannelMarkReason', example: 'MOVED' })
  reason!: MarkReason;
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
  private health: { readonly atMs: number; readonly read: Promise<readonly ChannelHealth[]> } | undefined;

  constructor(
    private readonly store: PgPlatformStore,
    private readonly channels: PgChannelStore,
    private readonly channelWatch: ChannelWatch,
    @Inject(catalogueToken) private readonly catalogue: PlatformCatalogue,
    @Inject(configToken) private readonly config: Config,
    private readonly fourEyes: FourEyes,
    private readonly readiness: ArmingCheck,
  ) {}

  @Get()
  @NotAudited('how the platforms stand')
  @ApiOperation({
    operationId: 'listPlatforms',
    summary: 'Every platform: how it stands, its channels, what it can be asked.',
  })
  @ApiResponse({ status: 200, type: PlatformListDto })
  @Allowed('READ_TABLES')
  async list(): Promise<PlatformListDto> {
    const [rows, known] = await Promise.all([this.store.list(), this.channelsNow()]);
    const standings = new Map(rows.map((standing) => [standing.platform, standing]));
    return { data: [...this.catalogue.keys()].map((key) => this.present(key, standings.get(key), known)) };
  }

  @Post(':key/channels/:channel/mark')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'markChannel',
    summary:
      'A person says that a channel leads nowhere, or that it works again. Saying it twice changes nothing.',
  })
  @ApiResponse({ status: 200, type: PlatformDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('MARK_CHANNEL')
  async mark(
    @Param('key') key: string,
    @Param('channel') channel: string,
    @Body() { state, reason }: MarkChannelDto,
    @CurrentCaller() caller: Caller,
  ): Promise<PlatformDto> {
    const manifest = this.catalogue.get(key)?.manifest;
    if (!manifest) throw notFound('Platform');
    const known = manifest.channels.find(({ id }) => id === channel);
    if (!known) throw notFound('Channel');
    if (known.kind === 'LAW_ENFORCEMENT_ONLY')
      throw new Problem(409, 'CHANNEL.NOT_OURS', 'Only the police may use this channel; no notice takes it.');
    if ((state === 'USABLE') !== (reason === 'WORKS') && reason !== 'OTHER')
      throw invalid([
        {
          pointer: '/reason',
          code: 'MARK.REASON_DOES_NOT_FIT',
          detail: 'USABLE goes with WORKS or OTHER, DEAD with any other reason.',
        },
      ]);
    await this.channelWatch.mark({ platform: key, channel, state, reason, mode: null, by: caller.name });
    this.health = undefined;
    const [rows, now] = await Promise.all([this.store.list(), this.channelsNow()]);
    return this.present(
      key,
      rows.find(({ platform }) => platform === key),
      now,
    );
  }

  @Post(':key/arm')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'armPlatform',
    summary: 'From now on notices really leave for this platform.',
  })
  @ApiResponse({ status: 200, type: PlatformDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'Something it needs is not configured.' })
  @ApiResponse({
    status: 202,
    type: ApprovalDto,
    description:
      'access.fourEyes: it is armed once another person approves. Asked again, it is the same that waits.',
  })
  @Allowed('ARM_PLATFORM')
  async arm(
    @Param('key') key: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlatformDto | ApprovalDto> {
    if (this.fourEyes.takesTwo('ARM_PLATFORM')) {
      const waiting = await this.fourEyes.ask('ARM_PLATFORM', key, caller);
      void reply.status(202);
      return presentApproval(waiting, caller);
    }
    this.readiness.check(key);
    return this.setMode(key, 'armed', caller);
  }

  @Post(':key/rehearse')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'rehearsePlatform',
    summary: 'From now on nothing can leave but to the simulator.',
  })
  @ApiResponse({ status: 200, type: PlatformDto })
  @Allowed('STOP_PLATFORM')
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
  @Allowed('STOP_PLATFORM')
  stop(@Param('key') key: string, @CurrentCaller() caller: Caller): Promise<PlatformDto> {
    return this.setMode(key, 'stopped', caller);
  }

  private async setMode(key: string, mode: PlatformMode, caller: Caller): Promise<PlatformDto> {
    if (!this.catalogue.has(key)) throw notFound('Platform');
    await this.store.setMode(key, mode, caller.name);
    this.health = undefined;
    const [rows, known] = await Promise.all([this.store.list(), this.channelsNow()]);
    return this.present(
      key,
      rows.find(({ platform }) => platform === key),
      known,
    );
  }

  private async channelsNow(): Promise<ChannelsNow> {
    const [marks, health] = await Promise.all([this.channels.marks(), this.healthNow()]);
    return {
      marks: new Map(marks.map((mark) => [mark.channel, mark])),
      health: new Map(health.map((each) => [each.channel, each])),
    };
  }

  /** Counted anew every few seconds, however many look. */
  private healthNow(): Promise<readonly ChannelHealth[]> {
    if (this.health && Date.now() - this.health.atMs < healthKeptMs) return this.health.read;
    const machineChannels = [...this.catalogue.values()].flatMap(({ manifest }) =>
      manifest.channels.filter(isMachineChannel).map(({ id }) => id),
    );
    const read = this.channels.health(machineChannels);
    this.health = { atMs: Date.now(), read };
    read.catch(() => (this.health = undefined));
    return read;
  }

  private presentRecord(
    channel: ChannelManifest,
    record: ChannelRecord | undefined,
    mark: KeptChannelMark | undefined,
  ): Omit<ChannelDto, ManifestPart | 'health'> {
    const checkedOn = record?.checkedOn ?? channel.source.readOn;
    const isOff = record?.isUsable === false;
    return {
      state: mark?.isDead ? 'DEAD' : isOff ? 'OFF' : 'USABLE',
      closedBecause: record?.reason ?? null,
      address: record?.address ?? null,
      contact: record?.contact ?? null,
      checkedOn,
      toBeChecked: Date.parse(checkedOn) + this.config.channels.checkAfterMs < Date.now(),
      changesOn: record?.changesOn ?? null,
      mark: mark ? { state: mark.state, reason: mark.reason, by: mark.by, at: isoTime(mark.atMs) } : null,
    };
  }

  private present(
    key: string,
    standing: PlatformStanding | undefined,
    { marks, health }: ChannelsNow,
  ): PlatformDto {
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
      channels: manifest.channels.map((channel) => ({
        ...presentChannel(channel),
        ...this.presentRecord(channel, settings.records?.get(channel.id), marks.get(channel.id)),
        health: presentHealth(health.get(channel.id)),
      })),
      asks: manifest.asks,
      targetKinds: Object.keys(targets.kinds),
      verification: manifest.verification,
    };
  }
}

const healthKeptMs = 5_000;

interface ChannelsNow {
  readonly marks: ReadonlyMap<string, KeptChannelMark>;
  readonly health: ReadonlyMap<string, ChannelHealth>;
}

function presentHealth(health: ChannelHealth | undefined): ChannelHealthDto | null {
  if (!health || health.successes + health.failures === 0) return null;
  const { mode, successes, failures, failuresInRow, medianAcknowledgementMs, lastGoodAtMs } = health;
  return {
    ...{ mode, successes, failures, failuresInRow, medianAcknowledgementMs },
    lastGoodAt: isoTimeOrNull(lastGoodAtMs),
  };
}

type ManifestPart =
  | 'id'
  | 'kind'
  | 'regimes'
  | 'accepts'
  | 'languages'
  | 'needs'
  | 'acknowledgement'
  | 'decisionBy'
  | 'maxExplanationChars'
  | 'targetsPerNotice'
  | 'onUnknown'
  | 'source';

function presentChannel(channel: ChannelManifest): Pick<ChannelDto, ManifestPart> {
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
    targetsPerNotice: channel.targetsPerNotice ?? 1,
  };
}
