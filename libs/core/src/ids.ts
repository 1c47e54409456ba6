/**
 * TypeID: a prefix, `_`, then a UUID as 26 characters of Crockford's base32.
 *
 * Source: github.com/jetify-com/typeid, specification 0.3.0. Ids are UUIDs inside and TypeIDs outside.
 */
export const idPrefixes = [
  'rep',
  'sub',
  'snd',
  'rpl',
  'evt',
  'wep',
  'dlv',
  'tsk',
  'alt',
  'aud',
  'per',
  'ses',
  'psk',
  'key',
  'apr',
  'scr',
  'png',
  'vew',
  'nte',
] as const;
export type IdPrefix = (typeof idPrefixes)[number];

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const suffixLength = 26;

export function toTypeId(prefix: IdPrefix, uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let suffix = '';
  for (let index = 0; index < suffixLength; index += 1) {
    suffix = alphabet.charAt(Number(rest & 31n)) + suffix;
    rest >>= 5n;
  }
  return `${prefix}_${suffix}`;
}

/** The UUID inside, or undefined where the text is no TypeID with this prefix. */
export function fromTypeId(prefix: IdPrefix, text: string): string | undefined {
  const suffix = text.startsWith(`${prefix}_`) ? text.slice(prefix.length + 1) : '';
  if (!/^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(suffix)) return undefined;
  let value = 0n;
  for (const character of suffix) value = (value << 5n) | BigInt(alphabet.indexOf(character));
  const hex = value.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
