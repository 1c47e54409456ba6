import { generateKeyPairSync } from 'node:crypto';
import nodemailer from 'nodemailer';
import type { Resolve } from '#mail';

/** A platform's desk that signs its mails, and the name servers that say so. */
export interface SigningDesk {
  /** What the world's name servers answer about it. */
  readonly resolve: Resolve;
  readonly domain: string;
  /** Sends a mail to 127.0.0.1. */
  write(port: number, mail: DeskMail): Promise<void>;
}

export interface DeskMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Default: the desk. */
  readonly from?: string;
  readonly inReplyTo?: string;
  readonly messageId?: string;
  readonly isSigned?: boolean;
}

/** @param more names that others sign with: name -> TXT record */
export function signingDesk(domain: string, more: Readonly<Record<string, string>> = {}): SigningDesk {
  const { publicKey, privateKey } = newKey();
  const records: Record<string, string> = {
    [`desk._domainkey.${domain}`]: keyRecord(publicKey),
    [`_dmarc.${domain}`]: 'v=DMARC1; p=reject',
    ...more,
  };
  return {
    domain,
    resolve: async (name, type) => {
      const record = type === 'TXT' ? records[name] : undefined;
      if (record === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return [[record]];
    },
    write: async (port, { to, subject, text, from = `desk@${domain}`, isSigned = true, ...more }) => {
      const transport = nodemailer.createTransport({
        ...{ host: '127.0.0.1', port, ignoreTLS: true, name: `mx.${domain}` },
        ...(isSigned ? { dkim: { domainName: domain, keySelector: 'desk', privateKey } } : {}),
      });
      await transport.sendMail({ to, subject, text, from, ...more });
      transport.close();
    },
  };
}

export function newKey(): { readonly publicKey: Buffer; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

export function keyRecord(publicKey: Buffer): string {
  return `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`;
}
