import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { PhoneReader } from '#core';

/** Where a number without a country code is from: the help line is Belgian. */
const defaultCountry = 'BE';

/** Reads telephone numbers as people write them, and only those that an operator can have given out. */
export const phoneReader: PhoneReader = (text) => {
  const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
  return number?.isValid() === true && number.ext === undefined ? number.number : undefined;
};
