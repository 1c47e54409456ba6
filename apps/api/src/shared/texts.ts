import { languages } from '#core';
import { ApiProperty } from '@nestjs/swagger';

/** One text in every language: an object with the keys en, fr, nl, de. */
export function Texts(description = 'By language.'): PropertyDecorator {
  return ApiProperty({
    type: 'object',
    properties: Object.fromEntries(languages.map((language) => [language, { type: 'string' }])),
    required: [...languages],
    selfRequired: true,
    description,
  });
}

export type TextsByLanguage = Readonly<Record<(typeof languages)[number], string>>;
