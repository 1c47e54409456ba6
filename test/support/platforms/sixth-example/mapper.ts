import {
  composeMailNotice,
  phraseTable,
  prepareHandoff,
  readByPhrases,
  usualConversation,
  usualDecisions,
  type MailLetter,
  type NoticeRequest,
  type PlatformConnection,
  type PlatformMessage,
  type PreparedHandoff,
  type Reading,
} from '#platform-kit';
import { manifest } from './manifest.js';

const parts = ({ sender }: PlatformConnection) => ({
  platformName: manifest.name,
  notifier: { name: sender.organisation, email: sender.replyTo },
});

export function noticeMail(notice: NoticeRequest, connection: PlatformConnection): MailLetter {
  return composeMailNotice(notice, parts(connection));
}

export function handoffOf(notice: NoticeRequest, connection: PlatformConnection): PreparedHandoff {
  return prepareHandoff(notice, {
    ...parts(connection),
    openUrl: null,
    memberSteps: {} as never,
    numberHints: {},
  });
}

const table = phraseTable({
  rows: [...usualDecisions, ...usualConversation('sixth-mail')],
  effects: manifest.effects,
  reportNumber: { labels: ['Number'], shape: '[0-9]{8,14}' },
});

export function readMail(message: PlatformMessage): Reading {
  return readByPhrases(message, table);
}
