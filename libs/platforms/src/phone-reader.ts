import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneReader } from '#core';

/** Where a number without a country code is from: the help line is Belgian. */
const defaultCountry = 'BE';

/**
 * Reads telephone numbers as people write them, and only those that an operator can have given out. A number starts
 * with `+` or `0`: without either, nearly every eight digits would be a Belgian one.
 */
export const phoneReader: PhoneReader = (text) => {
  if (!/^\(?[+0]/.test(text)) return undefined;
  const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
  return number?.isValid() === true && number.ext === undefined ? number.number : undefined;
};
