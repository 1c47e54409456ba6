import { AesReportCipher } from './aes-report-cipher.js';
import { wrappingKeyFrom } from './key-file.js';
import { LocalKeyService } from './local-key-service.js';

/** The cipher of an installation. Throws `KeyFileError`. */
export function reportCipherOf({
  wrappingKey,
  earlierWrappingKeys,
}: {
  /** Base64 of 32 bytes, as are the others. */
  readonly wrappingKey: string;
  readonly earlierWrappingKeys: readonly string[] | null;
}): AesReportCipher {
  const earlier = (earlierWrappingKeys ?? []).map(wrappingKeyFrom);
  return new AesReportCipher(new LocalKeyService([wrappingKeyFrom(wrappingKey), ...earlier]));
}
