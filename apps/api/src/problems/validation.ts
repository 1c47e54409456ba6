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

function fieldErrors(error: ValidationError, above: string): FieldError[] {
  const pointer = `${above}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]): FieldError => {
    const isUnknown = rule === 'whitelistValidation';
    return {
      pointer,
      code: isUnknown ? 'FIELD.UNKNOWN' : `FIELD.${rule.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`,
      detail: isUnknown ? 'This field is not known here. Leave it out; see /openapi.json.' : `${message}.`,
    };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}
