import { memberChannel } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { MemberLinkStore, NewMemberLink } from '../ports/member-link-store.js';
import type { ReportStore } from '../ports/report-store.js';
import { noteAboutLink } from './note-about-link.js';

export type MakeMemberLinkAnswer =
  | { readonly outcome: 'made'; readonly expiresAtMs: number }
  | { readonly outcome: 'notFound' }
  | { readonly outcome: 'notNeeded' };

/**
 * Makes the link by which a member reads what to do in the app and says how it went; the one before it ends.
 *
 * The link is stored before the timeline tells of it: one that was cut off in between is known to nobody.
 */
export class MakeMemberLink {
  constructor(
    private readonly parts: {
      readonly links: MemberLinkStore;
      readonly reports: ReportStore;
      readonly platforms: PlatformCatalogue;
    },
  ) {}

  async run(link: NewMemberLink): Promise<MakeMemberLinkAnswer> {
    const { links, reports, platforms } = this.parts;
    const subject = await links.subject(link.submissionId);
    if (!subject) return { outcome: 'notFound' };
    const manifest = platforms.get(subject.platform)?.manifest;
    if (subject.delivery === 'CANCELLED' || !manifest || !memberChannel(manifest, subject))
      return { outcome: 'notNeeded' };
    const expiresAtMs = await links.open(link);
    await noteAboutLink(reports, subject, 'member.link_made', { actor: 'STAFF' });
    return { outcome: 'made', expiresAtMs };
  }
}
