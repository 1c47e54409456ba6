import type { SmtpMailSenderOptions } from './smtp-mail-sender.js';

/** How mails leave an installation, as its settings have it. */
export interface OutboundSettings {
  readonly port: number;
  readonly secure: boolean;
  readonly user: string | null;
  readonly password: string | null;
  /** All three or none. */
  readonly dkim: {
    readonly domain: string | null;
    readonly selector: string | null;
    readonly privateKey: string | null;
  };
}

export function outboundOptions({
  port,
  secure,
  user,
  password,
  dkim: { domain, selector, privateKey },
}: OutboundSettings): Pick<SmtpMailSenderOptions, 'port' | 'secure' | 'auth' | 'signingKey'> {
  const isSigned = domain !== null && selector !== null && privateKey !== null;
  return {
    ...{ port, secure },
    ...(isSigned ? { signingKey: { domain, selector, privateKey } } : {}),
    ...(user === null ? {} : { auth: { user, password: password ?? '' } }),
  };
}
