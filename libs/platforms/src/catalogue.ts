import type { FlaggerStatus, MailTrust, UnknownOutcomeRule } from '#core';
import type { Platform } from '#platform-kit';

/** What an installation sets for one platform; the shape of `platforms.<key>` in the configuration. */
export interface PlatformSection {
  readonly defaultChannel: string | null;
  readonly onUnknown: Readonly<Record<string, UnknownOutcomeRule>>;
  readonly credentials: Readonly<Record<string, string>>;
  readonly httpBaseUrl: string | null;
  readonly mailboxes: Readonly<Record<string, string>>;
  readonly mailDomains: readonly string[] | null;
  readonly mailTrust: Readonly<Record<string, MailTrust>>;
  readonly formUrls: Readonly<Record<string, string>>;
  readonly flaggerStatus: 'NONE' | 'PLATFORM_PRIORITY' | ({ readonly regime: 'DSA_ART22' } & FlaggerStatus);
  readonly quotaUnitsPerDay: number | null;
  readonly noticesPerMinute: number | null;
  readonly escalationAddress: string | null;
}

/** Manifests joined with what the installation set: what the use cases ask. */
export function platformCatalogue(
  platforms: readonly Platform[],
  sectionOf: (key: string) => PlatformSection,
) {
  return new Map(
    platforms.map(({ manifest, targets }) => {
      const section = sectionOf(manifest.key);
      const noticesPerMinute = section.noticesPerMinute ?? manifest.limits.noticesPerMinute;
      return [
        manifest.key,
        {
          manifest,
          targets,
          ...(section.defaultChannel === null ? {} : { preferredChannel: section.defaultChannel }),
          ...(noticesPerMinute === undefined ? {} : { noticesPerMinute }),
          hasCredentials: manifest.credentials.length > 0 && hasAllCredentials(manifest.credentials, section),
          onUnknown: section.onUnknown,
          mailDomains: [...manifest.mailDomains, ...(section.mailDomains ?? [])].map((each) => each.toLowerCase()),
          mailTrust: section.mailTrust,
          hasSecondContact: section.escalationAddress !== null,
          ...(typeof section.flaggerStatus === 'object' ? { flagger: section.flaggerStatus } : {}),
        },
      ] as const;
    }),
  );
}

function hasAllCredentials(fields: readonly { readonly name: string }[], section: PlatformSection): boolean {
  return fields.every(({ name }) => section.credentials[name] !== undefined);
}
