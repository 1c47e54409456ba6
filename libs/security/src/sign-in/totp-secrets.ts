import type { ReportCipher, SealedTotp } from '#application';

/** Secrets of one-time codes, each under its person's data key. */
export class TotpSecrets {
  constructor(private readonly cipher: ReportCipher) {}

  /** @param lastStep the step of the code it was confirmed with: that code is spent */
  async seal(personId: string, secret: string, lastStep: number): Promise<SealedTotp> {
    const { key, row } = await this.cipher.newKey(personId);
    return { sealed: key.seal(secret, field), key: row, lastStep };
  }

  async open(personId: string, { sealed, key }: SealedTotp): Promise<string> {
    return (await this.cipher.openKey(personId, key)).open(sealed, field);
  }
}

const field = 'totp';
