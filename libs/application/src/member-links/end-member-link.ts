import type { MemberLinkStore } from '../ports/member-link-store.js';
import type { ReportStore } from '../ports/report-store.js';
import { noteAboutLink } from './note-about-link.js';

/** Staff end a member's link. Ending it again changes nothing. */
export class EndMemberLink {
  constructor(private readonly parts: { readonly links: MemberLinkStore; readonly reports: ReportStore }) {}

  async run(submissionId: string): Promise<'ended' | 'notFound'> {
    const { links, reports } = this.parts;
    const subject = await links.subject(submissionId);
    if (!subject) return 'notFound';
    if (await links.end(submissionId))
      await noteAboutLink(reports, subject, 'member.link_ended', { actor: 'STAFF' });
    return 'ended';
  }
}
