import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Guidance } from '#config';
import { categoryCodes, type TriageAnswer } from '#core';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { Texts, type TextsByLanguage } from '../shared/texts.js';
import { guidanceToken } from '../tokens.js';

class TriageAnswerOptionDto {
  @ApiProperty({ example: 'NO' }) key!: string;
  @Texts() texts!: TextsByLanguage;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Key of the question that follows.',
    example: 'GROUP',
  })
  question!: string | null;
  @ApiProperty({
    type: String,
    enum: categoryCodes,
    nullable: true,
    description: 'Category that it leads to.',
  })
  category!: string | null;
}

class TriageQuestionDto {
  @ApiProperty({ example: 'NUDITY' }) key!: string;
  @Texts('What is asked, in the words of a caller.') texts!: TextsByLanguage;
  @ApiProperty({ type: () => TriageAnswerOptionDto, isArray: true }) answers!: TriageAnswerOptionDto[];
}

class TriageDto {
  @ApiProperty({ description: 'Key of the first question.', example: 'DANGER' }) start!: string;
  @ApiProperty({ type: () => TriageQuestionDto, isArray: true }) questions!: TriageQuestionDto[];
}

@ApiTags('guidance')
@Controller('v1/triage')
export class TriageController {
  constructor(@Inject(guidanceToken) private readonly guidance: Pick<Guidance, 'triage'>) {}

  @Get()
  @NotAudited('a table')
  @ApiOperation({
    operationId: 'readTriage',
    summary:
      'Plain questions for a caller who does not know what it is; each answer leads on, or to a category.',
  })
  @ApiResponse({ status: 200, type: TriageDto })
  @Allowed('READ_TABLES')
  read(): TriageDto {
    const { start, questions } = this.guidance.triage;
    return {
      start,
      questions: [...questions.values()].map(({ key, texts, answers }) => ({
        key,
        texts: { ...texts },
        answers: answers.map(presentAnswer),
      })),
    };
  }
}

function presentAnswer({ key, texts, leadsTo }: TriageAnswer): TriageAnswerOptionDto {
  return {
    key,
    texts: { ...texts },
    question: 'question' in leadsTo ? leadsTo.question : null,
    category: 'category' in leadsTo ? leadsTo.category : null,
  };
}
