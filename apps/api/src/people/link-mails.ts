import { uuidv7 } from 'uuidv7';
import type { MailSender, Person } from '#application';
import type { Config } from '#config';
import type { Language } from '#core';
import { outboundOptions, SmtpMailSender } from '#mail';

/** Longest that an administrator waits for the mail server. */
const longestMs = 15_000;

/**
 * Mails one-time links to the people they are for, while the administrator waits: a link that stood in a queue would be a
 * secret in the database. Nothing of it is kept or logged.
 */
export class LinkMails {
  constructor(
    private readonly sender: MailSender,
    private readonly parts: {
      readonly from: string;
      readonly publicUrl: string;
      readonly messageDomain: string;
      readonly organisation: string;
    },
  ) {}

  /**
   * @param link its path in the console, and until when it is valid (ISO 8601)
   * @returns SENT: the mail server took it. FAILED: it did not. UNKNOWN: no answer came
   */
  async send(
    { mail: to, language }: Pick<Person, 'mail' | 'language'>,
    kind: 'INVITATION' | 'RECOVERY',
    { path, expiresAt }: { readonly path: string; readonly expiresAt: string },
  ): Promise<'SENT' | 'FAILED' | 'UNKNOWN'> {
    const { from, publicUrl, messageDomain, organisation } = this.parts;
    const { subject, lead, until, once } = words[language];
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
    const { outcome } = await this.sender.send({
      ...{ from, to, replyTo: from, messageId: `${uuidv7()}@${messageDomain}` },
      subject: `${organisation}: ${subject[kind]}`,
      text: [
        lead[kind],
        `${publicUrl}${path}`,
        `${until} ${day.format(new Date(expiresAt))} (UTC). ${once}`,
        '',
      ].join('\n\n'),
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    if (outcome === 'accepted') return 'SENT';
    return outcome === 'unknown' ? 'UNKNOWN' : 'FAILED';
  }
}

/** @returns null where no mail leaves this installation */
export function linkMailsOf({ mail, api, organisation }: Config): LinkMails | null {
  const { host } = mail.outbound;
  if (host === null) return null;
  const sender = new SmtpMailSender({
    ...outboundOptions(mail.outbound),
    ...{ host, timeoutMs: longestMs, maxConnections: 1, ehloName: mail.inbound.domain },
    // Links are mailed once in a while: no connection is kept for the next.
    idleMs: 1,
  });
  return new LinkMails(sender, {
    ...{ from: organisation.from, publicUrl: api.publicUrl, organisation: organisation.name },
    messageDomain: mail.inbound.domain,
  });
}

interface LinkWords {
  readonly subject: Readonly<Record<'INVITATION' | 'RECOVERY', string>>;
  readonly lead: Readonly<Record<'INVITATION' | 'RECOVERY', string>>;
  readonly until: string;
  readonly once: string;
}

const words: Readonly<Record<Language, LinkWords>> = {
  en: {
    subject: { INVITATION: 'your account', RECOVERY: 'sign in anew' },
    lead: {
      INVITATION: 'An account was made for you. Choose how you sign in:',
      RECOVERY:
        'You can choose anew how you sign in; what you had before ends then. If you did not ask for this, tell an administrator:',
    },
    until: 'Valid until',
    once: 'It works once. Give it to nobody.',
  },
  fr: {
    subject: { INVITATION: 'votre compte', RECOVERY: 'se connecter à nouveau' },
    lead: {
      INVITATION: 'Un compte a été créé pour vous. Choisissez comment vous vous connectez :',
      RECOVERY:
        'Vous pouvez choisir à nouveau comment vous vous connectez ; ce que vous aviez prend alors fin. Si vous n’avez rien demandé, prévenez un administrateur :',
    },
    until: 'Valable jusqu’au',
    once: 'Il sert une seule fois. Ne le donnez à personne.',
  },
  nl: {
    subject: { INVITATION: 'uw account', RECOVERY: 'opnieuw aanmelden' },
    lead: {
      INVITATION: 'Er is een account voor u gemaakt. Kies hoe u zich aanmeldt:',
      RECOVERY:
        'U kunt opnieuw kiezen hoe u zich aanmeldt; wat u had, eindigt dan. Vroeg u dit niet, verwittig dan een beheerder:',
    },
    until: 'Geldig tot',
    once: 'De link werkt één keer. Geef hem aan niemand.',
  },
  de: {
    subject: { INVITATION: 'Ihr Konto', RECOVERY: 'neu anmelden' },
    lead: {
      INVITATION: 'Für Sie wurde ein Konto angelegt. Wählen Sie, wie Sie sich anmelden:',
      RECOVERY:
        'Sie können neu wählen, wie Sie sich anmelden; was Sie bisher hatten, endet dann. Falls Sie nicht darum gebeten haben, sagen Sie es der Administration:',
    },
    until: 'Gültig bis',
    once: 'Der Link gilt einmal. Geben Sie ihn niemandem.',
  },
};
