import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { PlatformCatalogue } from '#application';
import type { Config } from '#config';
import { outcomeDimensions, type OutcomeDimension } from '#core';
import { PgOutcomeQueries, type Outcomes } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { NotAudited } from '../audit/audited.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { invalid } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { periodOf } from '../shared/period.js';
import { catalogueToken, configToken } from '../tokens.js';
import { OutcomesDto, OutcomesQuery } from './outcomes.dto.js';
import { presentGroup, presentPrecision } from './present-outcomes.js';

/** What became of notices: what platforms did, how long they took, how right we were. */
@ApiTags('outcomes')
@Controller('v1/outcomes')
export class OutcomesController {
  constructor(
    private readonly outcomes: PgOutcomeQueries,
    @Inject(catalogueToken) private readonly catalogue: PlatformCatalogue,
    @Inject(configToken) private readonly config: Pick<Config, 'deadlines' | 'outcomes'>,
  ) {}

  @Get()
  @NotAudited('counts, no report and no person')
  @ApiOperation({
    operationId: 'readOutcomes',
    summary: 'What became of notices, counted.',
    description: [
      'A notice belongs to the day on which it was sent, and one that did not surely leave to the day on which it was filed.',
      'Everything is counted as it stands at `countedAt`, whatever the period. Waits are counted from when a notice was sent to when',
      'the answer was recorded here; those that go on, or ended by a withdrawal, count as open (Kaplan and Meier). Reports whose personal part was erased go on counting. Every figure is of one regime: notices under Article 22 and',
      'voluntary ones are never added up. Content that vanished without a decision (`gone_unexplained`) is no success of a notice: no',
      'wait ends by it. Reading a small count may still tell who is meant: these figures are for the house, not for publication.',
    ].join(' '),
  })
  @ApiResponse({ status: 200, type: OutcomesDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('READ_OUTCOMES')
  async read(@Query() query: OutcomesQuery): Promise<OutcomesDto> {
    const { by: given, from, to, mode = 'armed', ...filter } = query;
    const { timeZone } = this.config.deadlines.workingHours;
    const { precisionLine } = this.config.outcomes;
    const outcomes = await this.outcomes.read({
      ...{ ...filter, by: dimensionsIn(given), mode, timeZone },
      ...periodOf(query, timeZone),
    });
    await this.checkKnown(query, outcomes);
    return {
      ...{ mode, from: from ?? null, to: to ?? null, timeZone, countedAt: isoTime(outcomes.countedAtMs) },
      groups: outcomes.groups.map(presentGroup),
      precision: outcomes.precision.map((notices) => presentPrecision(notices, precisionLine)),
      precisionLine,
    };
  }

  /** What left the registry is known by its notices; what nobody knows is a mistake rather than nothing. */
  private async checkKnown({ platform, channel, team }: OutcomesQuery, { groups }: Outcomes): Promise<void> {
    if (groups.length > 0) return;
    if (platform !== undefined && !this.catalogue.get(platform))
      throw unknown('/platform', 'OUTCOMES.PLATFORM_UNKNOWN', 'platform');
    const channels = [...this.catalogue.values()].flatMap(({ manifest }) => manifest.channels);
    if (channel !== undefined && !channels.some(({ id }) => id === channel))
      throw unknown('/channel', 'OUTCOMES.CHANNEL_UNKNOWN', 'channel');
    if (team !== undefined && !(await this.outcomes.isTeamKnown(team))) {
      const detail =
        'Nobody is in a team of this name, and nobody of one filed anything in this period; see GET /v1/people.';
      throw invalid([{ pointer: '/team', code: 'OUTCOMES.TEAM_UNKNOWN', detail }]);
    }
  }
}

function unknown(pointer: string, code: string, what: string) {
  const detail = `No ${what} of this name is known, and nothing in this period went to one; see GET /v1/platforms.`;
  return invalid([{ pointer, code, detail }]);
}

function dimensionsIn(given: string | undefined): readonly OutcomeDimension[] {
  const names = given?.split(',').map((name) => name.trim()) ?? [];
  if (!names.every((name) => (outcomeDimensions as readonly string[]).includes(name))) {
    const detail = `Name some of ${outcomeDimensions.join(', ')}, with commas between.`;
    throw invalid([{ pointer: '/by', code: 'OUTCOMES.BY_UNKNOWN', detail }]);
  }
  return outcomeDimensions.filter((dimension) => names.includes(dimension));
}
