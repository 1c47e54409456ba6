import { createHmac, type KeyObject } from 'node:crypto';

/**
 * What stands in for a content target outside its report: equal targets have equal hashes, and nobody without the key
 * can try addresses against them.
 *
 * Only for kinds that name no person; those have no hash at all.
 *
 * @param key          32 bytes of its own, never a wrapping key: it must outlive rotations
 * @param canonicalKey `platform:kind:ids`
 * @returns HMAC-SHA-256, 32 bytes
 */
export function contentHmac(key: KeyObject, canonicalKey: string): Buffer {
  return createHmac('sha256', key).update(canonicalKey, 'utf8').digest();
}

/**
 * The installation's id: a UUID made from the content key, which every process of one installation holds and which
 * is never rotated.
 */
export function installationIdOf(key: KeyObject): string {
  const hex = createHmac('sha256', key).update('uniflag installation id').digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
