import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import type { PhoneReader } from '#core';

/**
 * Reads telephone numbers as people write them, and only valid ones: a number that no operator can have given out is
 * none.
 *
 * @param defaultCountry where a number without country code is from
 */
export function createPhoneReader(defaultCountry: CountryCode = 'BE'): PhoneReader {
  return (text) => {
    const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
    return number?.isValid() === true && number.ext === undefined ? number.number : undefined;
  };
}
