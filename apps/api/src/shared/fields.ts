import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  isISO8601,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** Each field says once what it is: its check at the edge and its description in OpenAPI. */
interface FieldOptions {
  readonly description: string;
  readonly optional?: boolean;
  /** Null may be given too: it takes away what was there. Only of what is optional. */
  readonly nullable?: boolean;
  readonly example?: unknown;
}

/** Text in Unicode without control characters other than line breaks and tabs. */
export function Text(
  options: FieldOptions & { readonly max: number; readonly mayBeEmpty?: boolean },
): PropertyDecorator {
  const { max, mayBeEmpty } = options;
  return field(options, { type: String, maxLength: max, ...(mayBeEmpty ? {} : { minLength: 1 }) }, [
    IsString({ message: 'must be text' }),
    MaxLength(max, { message: `must be at most ${max} characters; shorten it` }),
    ...(mayBeEmpty ? [] : [IsNotEmpty({ message: 'must not be empty' })]),
    CleanText(),
  ]);
}

export function Choice(
  options: FieldOptions & { readonly of: readonly string[]; readonly enumName?: string },
): PropertyDecorator {
  const { of } = options;
  return field(options, { enum: [...of], ...(options.enumName ? { enumName: options.enumName } : {}) }, [
    IsIn([...of], { message: `must be one of ${of.join(', ')}` }),
  ]);
}

export function Choices(
  options: FieldOptions & { readonly of: readonly string[]; readonly enumName: string },
): PropertyDecorator {
  const { of } = options;
  return field(options, { enum: [...of], enumName: options.enumName, isArray: true }, [
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(of.length, { message: 'names something twice' }),
    IsIn([...of], { each: true, message: `must hold only ${of.join(', ')}` }),
  ]);
}

/** Only `true` will do: it cannot be defaulted, and `"true"` is not it. */
export function MustBeTrue(options: FieldOptions & { readonly because: string }): PropertyDecorator {
  return field(options, { type: Boolean, enum: [true] }, [
    Equals(true, { message: `must be true: ${options.because}` }),
  ]);
}

export function Whole(
  options: FieldOptions & { readonly min: number; readonly max: number },
): PropertyDecorator {
  const { min, max } = options;
  return field(options, { type: 'integer', minimum: min, maximum: max }, [
    // Written as text in a query. Whatever else is no number is left for the check to refuse.
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? Number(value) : value)),
    IsInt({ message: 'must be a whole number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  ]);
}

export function Flag(options: FieldOptions): PropertyDecorator {
  return field(options, { type: Boolean }, [IsIn([true, false], { message: 'must be true or false' })]);
}

/** A moment: a day (its beginning in UTC), or a time with its zone. */
export function IsoTime(options: FieldOptions): PropertyDecorator {
  return field(options, { type: String, format: 'date-time' }, [
    Iso8601(
      /^(19|20)\d\d-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?$/,
      'time such as 2026-11-23T14:02:00Z',
    ),
  ]);
}

export function IsoDate(options: FieldOptions): PropertyDecorator {
  return field(options, { type: String, format: 'date' }, [
    Iso8601(/^(19|20)\d\d-\d\d-\d\d$/, 'date such as 2026-11-23'),
  ]);
}

/** ISO 8601 also knows weeks, ordinal days and years of any length, which neither we nor the database read. */
function Iso8601(shape: RegExp, what: string): PropertyDecorator {
  const isRead = (value: unknown) =>
    typeof value === 'string' &&
    shape.test(value) &&
    isISO8601(value, { strict: true }) &&
    !Number.isNaN(Date.parse(value));
  return ValidateBy({ name: 'isIso8601', validator: { validate: isRead } }, { message: `must be a ${what}` });
}

export function Nested(options: FieldOptions & { readonly type: () => new () => object }): PropertyDecorator {
  return field(options, { type: options.type }, [
    IsObject({ message: 'must be an object' }),
    ValidateNested(),
    Type(options.type),
  ]);
}

export function NestedList(
  options: FieldOptions & {
    readonly type: () => new () => object;
    readonly min?: number;
    readonly max: number;
  },
): PropertyDecorator {
  const { min = 1, max } = options;
  return field(options, { type: options.type, isArray: true, minItems: min, maxItems: max }, [
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(min, { message: `must hold at least ${min}` }),
    ArrayMaxSize(max, { message: `must hold at most ${max}; split it` }),
    IsObject({ each: true, message: 'must hold objects only' }),
    ValidateNested({ each: true }),
    Type(options.type),
  ]);
}

export function TextList(
  options: FieldOptions & { readonly maxItems: number; readonly maxChars: number },
): PropertyDecorator {
  return field(options, { type: String, isArray: true, maxItems: options.maxItems, minItems: 1 }, [
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(1, { message: 'must hold at least 1' }),
    ArrayMaxSize(options.maxItems, { message: `must hold at most ${options.maxItems}; split it` }),
    IsString({ each: true, message: 'must hold texts only' }),
    MaxLength(options.maxChars, {
      each: true,
      message: `must hold texts of at most ${options.maxChars} characters`,
    }),
  ]);
}

/** Any JSON object, for somebody else to check. */
export function JsonObject(options: FieldOptions & { readonly maxChars: number }): PropertyDecorator {
  const { maxChars } = options;
  return field(options, { type: 'object', additionalProperties: true }, [
    IsObject({ message: 'must be an object' }),
    ValidateBy(
      { name: 'size', validator: { validate: (value) => JSON.stringify(value).length <= maxChars } },
      { message: `must be at most ${maxChars} characters of JSON` },
    ),
  ]);
}

/** Object of texts, such as `{"youtube": "yt-priority-form"}`. */
export function TextMap(options: FieldOptions): PropertyDecorator {
  return field(options, { type: 'object', additionalProperties: { type: 'string' } }, [
    ValidateBy(
      {
        name: 'textMap',
        validator: {
          validate: (value: unknown) =>
            typeof value === 'object' &&
            value !== null &&
            !Array.isArray(value) &&
            Object.entries(value).every(
              ([key, text]) => key.length <= 100 && typeof text === 'string' && text.length <= 100,
            ),
        },
      },
      { message: 'must be an object of short texts' },
    ),
  ]);
}

function field(
  options: FieldOptions,
  api: ApiPropertyOptions,
  checks: readonly PropertyDecorator[],
): PropertyDecorator {
  const shared = {
    description: options.description,
    ...(options.example === undefined ? {} : { example: options.example }),
  };
  const described = {
    ...api,
    ...shared,
    ...(options.nullable ? { nullable: true } : {}),
  } as ApiPropertyOptions;
  return applyDecorators(
    options.optional ? ApiPropertyOptional(described) : ApiProperty(described),
    ...(options.optional ? [options.nullable ? IsOptional() : ValidateIf(isGiven)] : []),
    ...checks,
  );
}

/** Null is given: who means nothing leaves the field out. */
function isGiven(_object: unknown, value: unknown): boolean {
  return value !== undefined;
}

function CleanText(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'cleanText',
      validator: { validate: (value) => typeof value !== 'string' || isCleanText(value) },
    },
    { message: 'holds characters that cannot be stored (such as NUL or half of an emoji); type it again' },
  );
}

export function isCleanText(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are the characters looked for
  return text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
}
