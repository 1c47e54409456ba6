import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldError } from '#application';
import { invalid } from './problem.js';

/** Checks bodies and queries against their classes; unknown fields are refused, not dropped. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      invalid(errors.flatMap((error) => fieldErrors(error, '')).slice(0, maxErrors)),
  });
}

/** More help nobody, and would make an answer larger than its request. */
const maxErrors = 100;

/** A name of another form may be a text of somebody in the wrong place: it is not repeated. */
const fieldName = /^\w{1,64}$/;

function fieldErrors(error: ValidationError, above: string): FieldError[] {
  const pointer = `${above}/${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]): FieldError => {
    if (rule === 'whitelistValidation') return unknownField(error.property, above);
    const code = `FIELD.${rule.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`;
    return { pointer, code, detail: `${message}.` };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}

function unknownField(name: string, above: string): FieldError {
  const code = 'FIELD.UNKNOWN';
  if (fieldName.test(name))
    return {
      pointer: `${above}/${name}`,
      code,
      detail: 'This field is not known here. Leave it out; see /openapi.json.',
    };
  return {
    pointer: above,
    code,
    detail:
      'A field in here has a name that no field has: letters, digits and underscores. Leave it out; see /openapi.json.',
  };
}
