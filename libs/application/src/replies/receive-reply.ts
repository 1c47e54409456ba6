import type { ReportCipher } from '../ports/cipher.js';
import type { IdSource } from '../ports/ids.js';
import type { PlatformMessage } from '../ports/platform-adapter.js';
import type { ReplyStore, SealedReply } from '../ports/reply-store.js';
import type { WorkLog } from '../ports/work-log.js';

/** A message as it came in. Attachments are cut already: only their names, types and sizes are left. */
export interface IncomingReply extends SealedReply {
  readonly platform: string;
  readonly via: PlatformMessage['via'];
  readonly messageKey: string;
  readonly references: readonly string[];
  readonly inReplyTo: readonly string[];
  readonly submissionId?: string;
  readonly contentHash: Uint8Array;
}

/** Keeps a reply, raw and encrypted with a key of its own, before anybody tries to understand it. */
export class ReceiveReply {
  constructor(
    private readonly parts: {
      readonly replies: ReplyStore;
      readonly cipher: ReportCipher;
      readonly ids: IdSource;
      readonly log: WorkLog;
    },
  ) {}

  /** @returns id of the kept reply, or undefined where the same message is kept already */
  async run(incoming: IncomingReply): Promise<string | undefined> {
    const id = this.parts.ids.uuid();
    const { key, row } = await this.parts.cipher.newKey(id);
    const { subject, text, writtenAtMs, from, isAutomatic = false } = incoming;
    const { bounce, attachments, origin, isIncomplete } = incoming;
    const sealed: SealedReply = {
      ...{ subject, text, writtenAtMs, from, isAutomatic, bounce, attachments },
      ...(origin && { origin }),
      ...(isIncomplete && { isIncomplete }),
    };
    const { platform, via, messageKey, references, inReplyTo, contentHash } = incoming;
    const isNew = await this.parts.replies.keep({
      ...{ id, platform, via, messageKey, references, inReplyTo, contentHash },
      submissionId: incoming.submissionId ?? null,
      sealed: key.seal(JSON.stringify(sealed), 'reply'),
      key: row,
    });
    this.parts.log.info('reply.received', { replyId: id, platform, via, isNew });
    return isNew ? id : undefined;
  }
}
