/**
 * KEY_UNKNOWN  the wrapping key with this id is not held here
 * TAMPERED     these bytes were changed, or belong to another owner or field
 * FORMAT       these bytes were never written by this cipher
 */
export type CipherErrorCode = 'KEY_UNKNOWN' | 'TAMPERED' | 'FORMAT';

const sentences: Record<CipherErrorCode, string> = {
  KEY_UNKNOWN: 'the wrapping key that closed this data key is not configured here',
  TAMPERED: 'sealed bytes were changed, or belong to another owner or field',
  FORMAT: 'bytes are not in the sealed format',
};

/** Why something sealed cannot be opened. The message never names what is inside. */
export class CipherError extends Error {
  override readonly name = 'CipherError';

  constructor(readonly code: CipherErrorCode) {
    super(sentences[code]);
  }
}
