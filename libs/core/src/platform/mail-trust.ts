/**
 * What a mail must prove before it may move anything.
 *
 * dmarc  DMARC passed for its From address, which is of a domain of the platform
 * dkim   the same, and a signature of that domain itself: no mail server alone is enough
 * relay  it came through a mail server of ours that looks at that itself; its From address is of the platform
 * none   nothing is asked
 */
export const mailTrusts = ['dmarc', 'dkim', 'relay', 'none'] as const;
export type MailTrust = (typeof mailTrusts)[number];

/** What the way of a mail proves of where it comes from. */
export interface MailOrigin {
  /** Domain of the only From address, in small letters; empty where there is none, or several. */
  readonly fromDomain: string;
  /** Whether DMARC (RFC 7489) passed for that domain. */
  readonly hasPassedDmarc: boolean;
  /** Domains that signed it (RFC 6376), the whole of it, in small letters. */
  readonly signedBy: readonly string[];
  /** Whether it was handed over by a mail server of ours. */
  readonly isRelayed: boolean;
  /** Whether it is the simulator's own. */
  readonly isSimulated: boolean;
}

export interface MailTrustRule {
  readonly trust: MailTrust;
  /** Domains the platform's mail comes from; what is below them counts as well. */
  readonly domains: readonly string[];
}

export const unprovenOrigin: MailOrigin = {
  fromDomain: '',
  hasPassedDmarc: false,
  signedBy: [],
  isRelayed: false,
  isSimulated: false,
};

/** @param isRehearsal whether it answers what was sent to the simulator, which then may answer */
export function isOriginTrusted(
  origin: MailOrigin,
  { trust, domains }: MailTrustRule,
  isRehearsal: boolean,
): boolean {
  if (origin.isSimulated) return isRehearsal;
  if (trust === 'none') return true;
  if (!isWithin(origin.fromDomain, domains)) return false;
  switch (trust) {
    case 'dmarc':
      return origin.hasPassedDmarc;
    case 'dkim':
      return origin.signedBy.some((domain) => isWithin(domain, domains));
    case 'relay':
      return origin.isRelayed;
  }
}

/** Whether a domain is one of these, or below one of them. */
export function isWithin(domain: string, domains: readonly string[]): boolean {
  return domains.some((each) => domain === each || domain.endsWith(`.${each}`));
}
