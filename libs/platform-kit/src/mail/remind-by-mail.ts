import { PlatformFault, type NoticeRequest, type Reminder, type SubmitResult } from '#application';
import type { PlatformManifest } from '#core';
import type { PlatformConnection } from '../platform.js';
import { composeReminder } from './compose-notice.js';
import { submitByMail } from './submit-by-mail.js';

/**
 * Reminds a platform of a notice that went to its mailbox.
 *
 * @throws PlatformFault refused `CHANNEL.NEEDS_A_PERSON` for other channels, `ESCALATION.NO_SECOND_CONTACT` where no
 *   second address is configured (any more); and what `submitByMail` throws
 */
export async function remindByMail(
  connection: PlatformConnection,
  { key, name }: Pick<PlatformManifest, 'key' | 'name'>,
  notice: NoticeRequest,
  reminder: Reminder,
): Promise<SubmitResult> {
  if (notice.channel.kind !== 'EMAIL') throw new PlatformFault(key, 'refused', 'CHANNEL.NEEDS_A_PERSON');
  const { secondContact } = connection;
  if (reminder.to === 'SECOND_CONTACT' && secondContact === null)
    throw new PlatformFault(key, 'refused', 'ESCALATION.NO_SECOND_CONTACT');
  const route = {
    ...{ platform: key, channel: notice.channel.id },
    ...(reminder.inReplyTo === null ? {} : { inReplyTo: reminder.inReplyTo }),
    ...(reminder.to === 'SECOND_CONTACT' && secondContact !== null ? { to: secondContact } : {}),
  };
  return submitByMail(connection, route, composeReminder(notice, name, reminder), reminder.attempt);
}
