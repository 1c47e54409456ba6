import type { ReportCipher, SealedTotp } from '#application';

/** Secrets of one-time codes, each under its person's data key. */
export class TotpSecrets {
  constructor(private readonly cipher: ReportCipher) {}

  /** @param lastStep the step of the code it was confirmed with: that code is spent */
  seal(personId: string, secret: string, lastStep: number): SealedTotp {
    const { key, row } = this.cipher.newKey(personId);
    return { sealed: key.seal(secret, field), key: row, lastStep };
  }

  open(personId: string, { sealed, key }: SealedTotp): string {
    return this.cipher.openKey(personId, key).open(sealed, field);
  }
}

const field = 'totp';
