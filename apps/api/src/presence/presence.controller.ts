import { Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { toTypeId } from '#core';
import { PgPresence } from '#persistence';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { personOf } from '../access/proof.js';
import { EventHub } from '../events/event-hub.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { idIn } from '../shared/request-parts.js';

class PresentPersonDto {
  @ApiProperty({ example: 'per_01kb0000000000000000000000' }) id!: string;
  @ApiProperty() name!: string;
}

class PresenceDto {
  @ApiProperty({ type: () => PresentPersonDto, isArray: true, description: 'Others than you, by name.' })
  data!: PresentPersonDto[];
}

class OpenPageDto {
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ type: () => PresentPersonDto, isArray: true }) people!: PresentPersonDto[];
}

class OpenPagesDto {
  @ApiProperty({ type: () => OpenPageDto, isArray: true }) data!: OpenPageDto[];
}

/** Who has a report's page open just now. It locks nothing, is kept nowhere, and measures nobody. */
@ApiTags('reports')
@ApiResponse({ status: 404, type: ProblemDto })
@NotAudited('who has a page open just now: kept nowhere, so that it measures nobody')
@Controller('v1')
export class PresenceController {
  constructor(
    private readonly presence: PgPresence,
    private readonly hub: EventHub,
  ) {}

  @Get('presence')
  @ApiOperation({ operationId: 'listPresence', summary: 'Which pages of reports others have open, and who.' })
  @ApiResponse({ status: 200, type: OpenPagesDto })
  @Allowed('READ_REPORT')
  async list(@CurrentCaller() caller: Caller): Promise<OpenPagesDto> {
    const open = this.hub.pages.allBut(personOf(caller));
    const people = await this.presence.peopleOf([...new Set([...open.values()].flat())]);
    return {
      data: [...open].map(([reportId, ids]) => ({
        reportId: toTypeId('rep', reportId),
        people: people.filter(({ id }) => ids.includes(id)).map(presentPerson),
      })),
    };
  }

  @Get('reports/:id/presence')
  @ApiOperation({ operationId: 'readPresence', summary: "Who else has this report's page open." })
  @ApiResponse({ status: 200, type: PresenceDto })
  @Allowed('READ_REPORT')
  read(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<PresenceDto> {
    return this.othersAt(idIn('rep', 'Report', id), personOf(caller));
  }

  @Put('reports/:id/presence')
  @ApiOperation({
    operationId: 'sayPresent',
    summary: "Say that you have this report's page open: for 40 seconds, unless you say so again.",
  })
  @ApiResponse({ status: 200, type: PresenceDto, description: 'Who else has it open.' })
  @Allowed('READ_REPORT')
  async say(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<PresenceDto> {
    const [reportId, personId] = [idIn('rep', 'Report', id), personOf(caller)];
    await this.presence.say({ reportId, personId, isHere: true });
    return this.othersAt(reportId, personId);
  }

  @Delete('reports/:id/presence')
  @HttpCode(204)
  @ApiOperation({ operationId: 'leavePage', summary: "Say that you left this report's page." })
  @ApiResponse({ status: 204 })
  @Allowed('READ_REPORT')
  async leave(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    const [reportId, personId] = [idIn('rep', 'Report', id), personOf(caller)];
    await this.presence.say({ reportId, personId, isHere: false });
  }

  private async othersAt(reportId: string, personId: string): Promise<PresenceDto> {
    const people = await this.presence.peopleOf(this.hub.pages.others(reportId, personId));
    return { data: people.map(presentPerson) };
  }
}

function presentPerson({ id, name }: { readonly id: string; readonly name: string }): PresentPersonDto {
  return { id: toTypeId('per', id), name };
}
