import type { MemberAnswer } from '#core';
import { memberLinkClient, type MemberLinkStore } from '../ports/member-link-store.js';
import { IdempotencyKeyTaken, type ReportStore } from '../ports/report-store.js';
import { noteAboutLink } from './note-about-link.js';

export type AnswerMemberLinkAnswer = 'recorded' | 'repeated' | 'answeredOtherwise' | 'notValid';

/**
 * A member says, once, how reporting in the app went. It moves nothing: staff confirm it.
 *
 * Once, because the answer is the idempotency record of its link, in the commit of its event.
 */
export class AnswerMemberLink {
  constructor(private readonly parts: { readonly links: MemberLinkStore; readonly reports: ReportStore }) {}

  async run(tokenHash: Uint8Array, answer: MemberAnswer): Promise<AnswerMemberLinkAnswer> {
    const { links, reports } = this.parts;
    const link = await links.find(tokenHash);
    if (!link) return 'notValid';
    if (link.answer !== null) return sameAs(link.answer, answer);
    const idempotency = {
      ...{ client: memberLinkClient, key: link.id, requestHash: answer, reportId: link.reportId },
      answer: new TextEncoder().encode(answer),
    };
    try {
      const detail = { actor: 'MEMBER', answer } as const;
      const isNoted = await noteAboutLink(reports, link, 'member.answered', detail, idempotency);
      return isNoted ? 'recorded' : 'notValid';
    } catch (error) {
      if (!(error instanceof IdempotencyKeyTaken)) throw error;
      const first = (await links.find(tokenHash))?.answer ?? null;
      return first === null ? 'notValid' : sameAs(first, answer);
    }
  }
}

function sameAs(first: MemberAnswer, answer: MemberAnswer): AnswerMemberLinkAnswer {
  return first === answer ? 'repeated' : 'answeredOtherwise';
}
