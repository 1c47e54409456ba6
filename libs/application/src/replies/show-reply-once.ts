import type { ReportCipher } from '../ports/cipher.js';
import type { ReplyStore, SealedReply } from '../ports/reply-store.js';
import type { WorkLog } from '../ports/work-log.js';

export type ShownReply = Pick<SealedReply, 'subject' | 'text' | 'attachments'>;

/**
 * Shows a reply that names persons to one person, once, for the police referral. Its key is destroyed before the text is
 * given away: names of suspects may not be kept here.
 *
 * Source: Act of 30 July 2018 (Belgium), Article 8 §3, read on 2026-11-23.
 */
export class ShowReplyOnce {
  constructor(
    private readonly parts: {
      readonly replies: ReplyStore;
      readonly cipher: ReportCipher;
      readonly log: WorkLog;
    },
  ) {}

  /** @returns undefined where there is no such text, or somebody was shown it before */
  async run(replyId: string, shownTo: string): Promise<ShownReply | undefined> {
    const { replies, cipher, log } = this.parts;
    const found = await replies.namingPersons(replyId);
    if (found === undefined) return undefined;
    // Opened first: what cannot be opened now is not destroyed.
    const opened = (await cipher.openKey(replyId, found.key)).open(found.sealed, 'reply');
    const { subject, text, attachments } = JSON.parse(opened) as SealedReply;
    if (!(await replies.destroyText(replyId, shownTo))) return undefined;
    log.info('reply.shown_once', { replyId });
    return { subject, text, attachments };
  }
}
