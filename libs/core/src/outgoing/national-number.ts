/**
 * Whether eleven digits are a Belgian national register number (also a BIS number, of somebody who was never
 * registered): birth date, serial number, and 97 minus the remainder of the first nine digits by 97. For births since
 * 2000 a 2 is put before them.
 *
 * Source: Royal Decree of 3 April 1984, Article 4, recalled on 2026-11-27.
 */
export function isNationalNumber(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  if (digits.length !== 11) return false;
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6));
  // A BIS number adds 20 or 40 to the month; an unknown day or month is 0.
  if (month % 20 > 12 || month > 52 || day > 31) return false;
  const check = Number(digits.slice(9));
  const first = digits.slice(0, 9);
  return [first, `2${first}`].some((number) => 97 - (Number(number) % 97) === check);
}
