import { PlatformFault, remindByMail, type PlatformAdapter, type PlatformConnection } from '#platform-kit';
import { partnerDesk } from './client.js';
import { manifest } from './manifest.js';
import { handoffOf, informationMail, noticeMail, readFacebookMail } from './mapper.js';

/** Facebook: notices and answers by mail to the partner desk, everything else prepared for a person or a member. */
export function createFacebookAdapter(connection: PlatformConnection): PlatformAdapter {
  const desk = partnerDesk(connection);
  return {
    async submit(notice, attempt) {
      if (notice.channel.kind !== 'EMAIL')
        throw new PlatformFault(manifest.key, 'refused', 'CHANNEL.NEEDS_A_PERSON');
      return desk.openCase(notice.channel.id, noticeMail(notice, connection), attempt);
    },

    prepareHandoff: (notice) => handoffOf(notice, connection),

    readReply: readFacebookMail,

    async supplyInformation(notice, answer) {
      if (notice.channel.kind !== 'EMAIL')
        throw new PlatformFault(manifest.key, 'refused', 'CHANNEL.NEEDS_A_PERSON');
      return desk.answer(
        notice.channel.id,
        informationMail(notice, answer),
        answer.inReplyTo,
        answer.attempt,
      );
    },

    remind: (notice, reminder) => remindByMail(connection, manifest, notice, reminder),
  };
}
