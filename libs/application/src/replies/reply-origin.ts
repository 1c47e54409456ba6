import { isOriginTrusted, type MailOrigin, type MailTrustRule } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';

/** Why a reply waits for a person: where it comes from cannot be trusted. */
export const untrustedCode = 'REPLY.ORIGIN_UNTRUSTED';

/** What mails about a submission of this channel must prove. */
export function mailTrustOf(
  platforms: PlatformCatalogue,
  { platform, channel }: { readonly platform: string; readonly channel: string },
): MailTrustRule {
  const settings = platforms.get(platform);
  return {
    trust: settings?.mailTrust[channel] ?? 'dmarc',
    domains: settings?.mailDomains ?? [],
  };
}

/**
 * Whether there is anything a mail of this origin could move: some channel of the platform, or of any where it came to
 * no mailbox of one.
 */
export function mayMoveSomething(
  platforms: PlatformCatalogue,
  platform: string,
  origin: MailOrigin,
): boolean {
  return [...platforms]
    .filter(([key]) => platform === key || platform === 'unknown')
    .flatMap(([key, { manifest }]) => manifest.channels.map(({ id }) => ({ platform: key, channel: id })))
    .some((channel) => isOriginTrusted(origin, mailTrustOf(platforms, channel), true));
}
