import { remindByMail, submitByMail, type PlatformAdapter, type PlatformConnection } from '#platform-kit';
import { manifest } from './manifest.js';
import { handoffOf, noticeMail, readMail } from './mapper.js';

export function createAdapter(connection: PlatformConnection): PlatformAdapter {
  return {
    submit: (notice, attempt) =>
      submitByMail(
        connection,
        { platform: 'sixth-example', channel: notice.channel.id },
        noticeMail(notice, connection),
        attempt,
      ),
    prepareHandoff: (notice) => handoffOf(notice, connection),
    readReply: readMail,
    remind: (notice, reminder) => remindByMail(connection, manifest, notice, reminder),
  };
}
