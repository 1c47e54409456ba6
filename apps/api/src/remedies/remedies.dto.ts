import {
  addressees,
  languages,
  remedies,
  routeCodes,
  routeHindrances,
  routeNeeds,
  routeWhys,
  type Language,
  type Remedy,
  type RouteCode,
} from '#core';
import { ApiProperty } from '@nestjs/swagger';
import { Choice, MustBeTrue, Text } from '../shared/fields.js';
import { Texts, type TextsByLanguage } from '../shared/texts.js';

const certainties = ['verified', 'recalled', 'unclear'] as const;

/** How far to trust a claim, and when it was last read. */
export class TrustDto {
  @ApiProperty({ type: String, nullable: true }) url!: string | null;
  @ApiProperty({ format: 'date' }) readOn!: string;
  @ApiProperty({ enum: certainties, enumName: 'Certainty' }) certainty!: string;
}

export class RemedyBodyDto {
  @ApiProperty({ example: 'APPEALS_CENTRE_EUROPE' }) key!: string;
  @ApiProperty({ example: 'Appeals Centre Europe' }) name!: string;
  @ApiProperty({ example: 'IE' }) country!: string;
  @ApiProperty({ type: String, nullable: true }) url!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Too late from then on.' })
  until!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Days until a result.' }) resultWithinDays!:
    number | null;
  @Texts() notes!: TextsByLanguage;
  @ApiProperty({ type: () => TrustDto }) source!: TrustDto;
}

export class RouteDto {
  @ApiProperty({ enum: routeCodes, enumName: 'RouteCode' }) route!: string;
  @ApiProperty({
    enum: remedies,
    enumName: 'Remedy',
    description: 'Where the remedy moves when it is taken.',
  })
  remedy!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Too late from then on; null where no time is set.',
  })
  until!: string | null;
  @ApiProperty({ enum: routeWhys, enumName: 'RouteWhy', description: 'Why it is open.' }) why!: string;
  @ApiProperty({ enum: routeNeeds, enumName: 'RouteNeed', isArray: true, description: 'What a person adds.' })
  needs!: string[];
  @ApiProperty({ enum: addressees, enumName: 'Addressee' }) addressee!: string;
  @ApiProperty({
    enum: languages,
    enumName: 'Language',
    isArray: true,
    description: 'Languages of its letter, best first; empty where nothing is written.',
  })
  letterLanguages!: string[];
  @ApiProperty({ type: () => RemedyBodyDto, isArray: true, description: 'Who decides, beside the platform.' })
  bodies!: RemedyBodyDto[];
  @Texts() labels!: TextsByLanguage;
  @Texts() descriptions!: TextsByLanguage;
  @ApiProperty({ type: () => TrustDto }) source!: TrustDto;
}

export class ClosedRouteDto {
  @ApiProperty({ enum: routeCodes, enumName: 'RouteCode' }) route!: string;
  @ApiProperty({ enum: routeHindrances, enumName: 'RouteHindrance', description: 'Why it is not open.' })
  reason!: string;
  @Texts() labels!: TextsByLanguage;
}

export class TakenRouteDto {
  @ApiProperty({
    enum: routeCodes,
    enumName: 'RouteCode',
    nullable: true,
    description: 'Null where only the remedy was recorded, such as how it ended.',
  })
  route!: string | null;
  @ApiProperty({ enum: remedies, enumName: 'Remedy' }) remedy!: string;
  @ApiProperty({ type: String, nullable: true }) body!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Report that was filed in its place.' })
  followedBy!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class RoutesDto {
  @ApiProperty({ type: () => RouteDto, isArray: true }) data!: RouteDto[];
  @ApiProperty({ type: () => ClosedRouteDto, isArray: true }) notOffered!: ClosedRouteDto[];
  @ApiProperty({
    type: () => TakenRouteDto,
    isArray: true,
    description: 'What was done before, oldest first.',
  })
  taken!: TakenRouteDto[];
  @ApiProperty({
    enum: remedies,
    enumName: 'Remedy',
    isArray: true,
    description: 'How the remedy that runs can end; empty where none runs.',
  })
  outcomes!: string[];
}

export class LetterDto {
  @ApiProperty({ enum: routeCodes, enumName: 'RouteCode' }) route!: string;
  @ApiProperty({ enum: languages, enumName: 'Language' }) language!: string;
  @ApiProperty() subject!: string;
  @ApiProperty({ description: 'What stands in [brackets] is left to the person who sends it.' })
  text!: string;
}

export class RoutesQuery {
  @Choice({
    description: 'A supervisor says that the platform fails again and again; opens Article 53.',
    optional: true,
    of: ['true', 'false'],
  })
  systematic?: 'true' | 'false';
}

export class LetterQuery extends RoutesQuery {
  @Choice({
    description: 'One of `letterLanguages`; absent takes that of the report where the letter exists in it.',
    optional: true,
    of: languages,
    enumName: 'Language',
  })
  language?: Language;

  @Text({ description: 'Key of the body, where there are several.', optional: true, max: 64 })
  body?: string;
}

export class RemedyDto {
  @Choice({
    description: 'Takes a route that is open; see GET /v1/submissions/{id}/routes. Give this or `remedy`.',
    optional: true,
    of: routeCodes,
    enumName: 'RouteCode',
  })
  route?: RouteCode;

  @Text({ description: 'Key of the out-of-court body, with ODS_ART21.', optional: true, max: 64 })
  body?: string;

  @MustBeTrue({
    description: 'With DSC_ART53: a supervisor says that the platform fails again and again.',
    optional: true,
    because: 'leave it out where it is about this silence alone',
  })
  systematic?: true;

  @Choice({
    description: 'What was done about a refusal elsewhere, or how it ended.',
    optional: true,
    of: remedies,
    enumName: 'Remedy',
  })
  remedy?: Remedy;

  @Text({
    description: 'With remedy NONE: reference of the report that was filed in its place.',
    optional: true,
    max: 20,
    example: 'UF-2026-000124',
  })
  followedBy?: string;
}
