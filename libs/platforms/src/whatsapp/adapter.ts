import { PlatformFault, remindByMail, type PlatformAdapter, type PlatformConnection } from '#platform-kit';
import { supportMailbox } from './client.js';
import { manifest } from './manifest.js';
import { handoffOf, informationMail, noticeMail, readWhatsappMail } from './mapper.js';

/** WhatsApp: notices and answers by mail to support, which seldom answers; groups and numbers reported by a member. */
export function createWhatsappAdapter(connection: PlatformConnection): PlatformAdapter {
  const mailbox = supportMailbox(connection);
  return {
    async submit(notice, attempt) {
      if (notice.channel.kind !== 'EMAIL')
        throw new PlatformFault(manifest.key, 'refused', 'CHANNEL.NEEDS_A_PERSON');
      return mailbox.openTicket(notice.channel.id, noticeMail(notice, connection), attempt);
    },

    prepareHandoff: (notice) => handoffOf(notice, connection),

    readReply: readWhatsappMail,

    async supplyInformation(notice, answer) {
      if (notice.channel.kind !== 'EMAIL')
        throw new PlatformFault(manifest.key, 'refused', 'CHANNEL.NEEDS_A_PERSON');
      return mailbox.addToTicket(
        notice.channel.id,
        informationMail(notice, answer),
        answer.inReplyTo,
        answer.attempt,
      );
    },

    remind: (notice, reminder) => remindByMail(connection, manifest, notice, reminder),
  };
}
