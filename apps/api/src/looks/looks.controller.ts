import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { PlatformCatalogue } from '#application';
import { roles, toTypeId, verifications, words, type Role } from '#core';
import { PgWorkQueries, type LookView } from '#persistence';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { isoTime } from '../reports/present-report.js';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../shared/paging.js';
import { platformSchema } from '../shared/platform-schema.js';
import { catalogueToken } from '../tokens.js';

/** Who can see the content: anybody at the desk, or only a member who tells them. */
const lookers = ['STAFF_OR_MEMBER', 'MEMBER'] as const;

class LookDto {
  @ApiProperty({ example: 'sub_01kb0000000000000000000000' }) submissionId!: string;
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ example: 'UF-2026-000123' }) reportReference!: string;
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({ description: 'Kind of target on its platform.', example: 'post' }) targetKind!: string;
  @ApiProperty({ enum: words, enumName: 'Word' }) word!: string;
  @ApiProperty({ enum: verifications, enumName: 'Verification', description: 'What was seen last.' })
  verification!: string;
  @ApiProperty({ description: 'One look found what was said to be removed: this one decides.' })
  isSecondLook!: boolean;
  @ApiProperty({ enum: lookers, enumName: 'Looker' }) by!: string;
  @ApiProperty({
    enum: roles,
    enumName: 'Role',
    isArray: true,
    nullable: true,
    description: 'Null where the caller may look; otherwise the roles that may.',
  })
  contentFor!: Role[] | null;
  @ApiProperty({ format: 'date-time' }) dueAt!: string;
}

class LookPageDto {
  @ApiProperty({ type: () => LookDto, isArray: true }) data!: LookDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Looks that a person has to take. Recorded by `POST /v1/submissions/{id}/verification`. */
@ApiTags('looks')
@Controller('v1/looks')
export class LooksController {
  constructor(
    private readonly work: PgWorkQueries,
    @Inject(catalogueToken) private readonly catalogue: PlatformCatalogue,
  ) {}

  @Get()
  @NotAudited('references and states, no content')
  @ApiOperation({
    operationId: 'listLooks',
    summary: 'Content to look for, the longest due first, where the platform has no lookup of its own.',
  })
  @ApiResponse({ status: 200, type: LookPageDto })
  @Allowed('READ_WORK')
  async list(@Query() { limit, cursor }: PageQuery, @CurrentSight() sight: Sight): Promise<LookPageDto> {
    const after = decodeCursor(cursor);
    const rows = await this.work.looks({ limit: limit + 1, ...(after ? { after } : {}) });
    const { page, nextCursor } = pageOf(rows, limit, ({ dueAtMs, submissionId }) =>
      encodeCursor(dueAtMs, submissionId),
    );
    return { data: page.map((look) => this.present(look, sight)), nextCursor };
  }

  private present(look: LookView, sight: Sight): LookDto {
    const { reportReference, platform, targetKind, word, verification } = look;
    const isMemberOnly = this.catalogue.get(platform)?.manifest.verification === 'MEMBER';
    return {
      ...{ reportReference, platform, targetKind, word, verification },
      submissionId: toTypeId('sub', look.submissionId),
      reportId: toTypeId('rep', look.reportId),
      isSecondLook: look.secondLook === 'PENDING',
      by: isMemberOnly ? 'MEMBER' : 'STAFF_OR_MEMBER',
      contentFor: sight.hiddenFor('READ_ADDRESS', { id: look.reportId, category: look.category }),
      dueAt: isoTime(look.dueAtMs),
    };
  }
}
