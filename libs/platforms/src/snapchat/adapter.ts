import { PlatformFault, remindByMail, type PlatformAdapter, type PlatformConnection } from '#platform-kit';
import { safetyMailbox } from './client.js';
import { manifest } from './manifest.js';
import { handoffOf, informationMail, noticeMail, readSnapchatMail } from './mapper.js';

/** Snapchat: notices and answers by mail in English or Dutch; what disappears is reported by who received it. */
export function createSnapchatAdapter(connection: PlatformConnection): PlatformAdapter {
  const mailbox = safetyMailbox(connection);
  return {
    async submit(notice, attempt) {
      if (notice.channel.kind !== 'EMAIL')
        throw new PlatformFault(manifest.key, 'refused', 'CHANNEL.NEEDS_A_PERSON');
      return mailbox.openRequest(notice.channel.id, noticeMail(notice, connection), attempt);
    },

    prepareHandoff: (notice) => handoffOf(notice, connection),

    readReply: readSnapchatMail,

    async supplyInformation(notice, answer) {
      if (notice.channel.kind !== 'EMAIL')
        throw new PlatformFault(manifest.key, 'refused', 'CHANNEL.NEEDS_A_PERSON');
      return mailbox.followUp(
        notice.channel.id,
        informationMail(notice, answer),
        answer.inReplyTo,
        answer.attempt,
      );
    },

    remind: (notice, reminder) => remindByMail(connection, manifest, notice, reminder),
  };
}
