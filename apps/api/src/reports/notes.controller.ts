import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { uuidv7 } from 'uuidv7';
import { toTypeId, type Role } from '#core';
import { PgReportNotes, type ReportNote } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { answerableId, CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { notFound, Problem } from '../problems/problem.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { idIn } from '../shared/request-parts.js';
import { NewNoteDto, NoteDto, NotesDto } from './notes.dto.js';
import { isoTime, isoTimeOrNull } from './present-report.js';

/** What staff write to each other about a report. It stays here: nothing sends it, and no event tells of it. */
@ApiTags('reports')
@ApiResponse({ status: 404, type: ProblemDto })
@Controller('v1/reports/:id/notes')
export class NotesController {
  constructor(private readonly notes: PgReportNotes) {}

  @Get()
  @ApiOperation({
    operationId: 'listNotes',
    summary: 'What staff wrote to each other about a report, the oldest first.',
  })
  @ApiResponse({ status: 200, type: NotesDto })
  @Allowed('READ_REPORT')
  async list(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
  ): Promise<NotesDto> {
    const reportId = idIn('rep', 'Report', id);
    const found = await this.notes.ofReport(reportId);
    if (!found) throw notFound('Report');
    const contentFor = sight.hiddenFor('READ_EXPLANATION', { id: reportId, category: found.category });
    return { data: found.notes.map((note) => presentNote(note, caller, contentFor)) };
  }

  @Post()
  @ApiOperation({
    operationId: 'addNote',
    summary: 'Write a note for colleagues. It is encrypted, erased with the report, and never sent.',
    description: 'Sent twice it is kept twice: read the list where no answer came.',
  })
  @ApiResponse({ status: 201, type: NoteDto })
  @ApiResponse({ status: 410, type: ProblemDto, description: 'REPORT.ERASED' })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('WRITE_NOTE')
  async add(
    @Param('id') id: string,
    @Body() { text }: NewNoteDto,
    @CurrentCaller() caller: Caller,
  ): Promise<NoteDto> {
    const by = { id: answerableId(caller), name: caller.name };
    const note = await this.notes.add(idIn('rep', 'Report', id), { id: uuidv7(), text, by });
    if (!note) throw notFound('Report');
    return presentNote(note, caller, null);
  }

  @Post(':note/strike')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'strikeNote',
    summary:
      'Strike out a note that you wrote: its text is destroyed, and that there was one stays. Nothing brings it back.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 403, type: ProblemDto, description: 'NOTE.NOT_YOURS: somebody else wrote it.' })
  @Allowed('WRITE_NOTE')
  async strike(
    @Param('id') id: string,
    @Param('note') note: string,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const [reportId, noteId] = [idIn('rep', 'Report', id), idIn('nte', 'Note', note)];
    const answer = await this.notes.strike(reportId, noteId, answerableId(caller));
    if (answer === 'notFound') throw notFound('Note');
    if (answer === 'notYours')
      throw new Problem(
        403,
        'NOTE.NOT_YOURS',
        'Whoever wrote a note strikes it out, nobody else. Ask them, or write a note of your own.',
      );
  }
}

function presentNote(
  { id, text, by, ...times }: ReportNote,
  caller: Caller,
  contentFor: Role[] | null,
): NoteDto {
  return {
    ...{ id: toTypeId('nte', id), text: contentFor ? null : text, contentFor },
    ...{ by: by.name, isYours: by.id === answerableId(caller) },
    ...{ at: isoTime(times.atMs), struckAt: isoTimeOrNull(times.struckAtMs) },
  };
}
