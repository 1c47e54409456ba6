import type { SealedTotp } from '#application';
import type { FieldCipher } from '../field-cipher.js';

/** Secrets of one-time codes, each under a data key of its own. */
export class TotpSecrets {
  constructor(private readonly cipher: FieldCipher) {}

  /** @param lastStep the step of the code it was confirmed with: that code is spent */
  seal(personId: string, secret: string, lastStep: number): SealedTotp {
    const { plain, wrapped, wrappingKeyId } = this.cipher.createDataKey(ownerOf(personId));
    const sealed = this.cipher.seal(plain, secret, ownerOf(personId));
    return { sealed, wrappedKey: wrapped, wrappingKeyId, lastStep };
  }

  open(personId: string, { sealed, wrappedKey, wrappingKeyId }: SealedTotp): string {
    const key = this.cipher.unwrap(wrappedKey, wrappingKeyId, ownerOf(personId));
    return this.cipher.open(key, sealed, ownerOf(personId));
  }
}

function ownerOf(personId: string): string {
  return `person:${personId}:totp`;
}
