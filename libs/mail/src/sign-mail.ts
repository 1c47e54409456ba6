import DKIM from 'nodemailer/lib/dkim';

/** With what our mails are signed (DKIM, RFC 6376). */
export interface SigningKey {
  /** Domain of our from-address, whose name servers hold the public key. */
  readonly domain: string;
  readonly selector: string;
  /** RSA, in PEM. */
  readonly privateKey: string;
}

/** The mail with a signature in front of it. */
export async function signMail(
  content: Buffer,
  { domain, selector, privateKey }: SigningKey,
): Promise<Buffer> {
  const signer = new DKIM({ domainName: domain, keySelector: selector, privateKey });
  const pieces: Buffer[] = [];
  for await (const piece of signer.sign(content)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
