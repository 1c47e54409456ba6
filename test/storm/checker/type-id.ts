/**
 * A TypeID (`rep_…`) from a uuid, written from its specification: prefix, then 128 bits as 26 characters of Crockford's
 * base32, the most significant first. Source: github.com/jetify-com/typeid, version 0.3.
 */
export function typeIdOf(prefix: string, uuid: string): string {
  let bits = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let text = '';
  for (let place = 0; place < 26; place += 1) {
    text = (alphabet[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
