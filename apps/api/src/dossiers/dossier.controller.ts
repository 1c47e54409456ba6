import { Controller, Get, Header, Headers, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Config } from '#config';
import { languages, type Language } from '#core';
import { chainOf, dossierPdf, makeDossier, zipOf, type DossierContent } from '#outcomes';
import { signingKeyFrom } from '#security';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { FourEyes } from '../approvals/four-eyes.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { notFound, Problem } from '../problems/problem.js';
import { demandExport } from '../retention/may-export.js';
import { Choice } from '../shared/fields.js';
import { idIn } from '../shared/request-parts.js';
import { configToken } from '../tokens.js';
import { DossierReader } from './dossier-content.js';

const zip = 'application/zip';
const pdf = 'application/pdf';

class DossierQuery {
  @Choice({
    description:
      'Language of its own words; texts of the report stay as they are. Absent is that of the report.',
    optional: true,
    of: languages,
    enumName: 'Language',
  })
  language?: Language;
}

/** What is handed to police, schools, judges and bodies of Article 21. Made when it is asked for, and kept nowhere. */
@ApiTags('reports')
@Controller('v1/reports')
export class DossierController {
  constructor(
    private readonly reader: DossierReader,
    private readonly fourEyes: FourEyes,
    @Inject(configToken) private readonly config: Pick<Config, 'dossiers'>,
  ) {}

  @Get(':id/dossier')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'readDossier',
    summary:
      'The case dossier of a report: a signed ZIP, which proves itself without a network (uniflag dossier verify), or its PDF ' +
      'alone. What you may not read is left out, and named. Each one stands in the record.',
  })
  @ApiHeader({ name: 'Accept', required: false, description: `${zip} (also where it is absent) or ${pdf}.` })
  @ApiResponse({
    status: 200,
    content: {
      [zip]: { schema: { type: 'string', format: 'binary' } },
      [pdf]: { schema: { type: 'string', format: 'binary' } },
    },
  })
  @ApiResponse({
    status: 403,
    type: ProblemDto,
    description:
      'APPROVAL.NEEDED: access.fourEyes asks for a second person first. ACCESS.ROLE: another role.',
  })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 406,
    type: ProblemDto,
    description: 'DOSSIER.NOT_ACCEPTABLE: another kind of file.',
  })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'DOSSIER.NO_KEY: there is no key to sign it with. DOSSIER.CHANGING: something happens to the report just now.',
  })
  @ApiResponse({
    status: 410,
    type: ProblemDto,
    description: 'REPORT.ERASED: only status and timeline are left.',
  })
  @Allowed('MAKE_DOSSIER')
  async read(
    @Param('id') id: string,
    @Query() { language }: DossierQuery,
    @Headers('accept') accept: string | undefined,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const reportId = idIn('rep', 'Report', id);
    const kind = wantedKind(accept);
    const { signingKey } = this.config.dossiers;
    if (kind === zip && signingKey === null) throw noKey();
    const content = await this.contentOf(reportId, caller, sight);
    const spoken = language ?? content.report.language;
    const file =
      kind === zip && signingKey !== null
        ? await zipOf(
            await makeDossier(content, spoken, signingKeyFrom(signingKey, 'dossiers.signingKey'), Date.now()),
          )
        : await dossierPdf(content, chainOf(content.events).end, spoken);
    const ending = kind === zip ? 'zip' : 'pdf';
    void reply
      .type(kind)
      .header('vary', 'Accept')
      .header('content-disposition', `attachment; filename="${content.report.reference}-dossier.${ending}"`);
    return new StreamableFile(file);
  }

  /** By role alone: breaking the glass shows content to one person, and hands none out. */
  private async contentOf(reportId: string, caller: Caller, sight: Sight): Promise<DossierContent> {
    const content = await this.reader.read(reportId, sight.ofRoles());
    if (content === 'notFound') throw notFound('Report');
    if (content === 'changing')
      throw new Problem(
        409,
        'DOSSIER.CHANGING',
        'Something happens to this report just now. Ask again in a moment.',
      );
    const holdsContent = content.withheld.length < 4;
    if (holdsContent) await demandExport(this.fourEyes, reportId, caller);
    return content;
  }
}

/** The first of both that is named; the ZIP where anything will do. */
function wantedKind(accept = '*/*'): typeof zip | typeof pdf {
  for (const part of accept.split(',')) {
    const [type = ''] = part.trim().toLowerCase().split(';');
    if (type === pdf) return pdf;
    if ([zip, 'application/*', '*/*'].includes(type)) return zip;
  }
  throw new Problem(
    406,
    'DOSSIER.NOT_ACCEPTABLE',
    `A dossier is a ZIP or a PDF: ask with Accept: ${zip} or Accept: ${pdf}.`,
  );
}

function noKey(): Problem {
  return new Problem(
    409,
    'DOSSIER.NO_KEY',
    'This installation has no key to sign dossiers with: its operator sets dossiers.signingKey. The PDF can be had without.',
  );
}
