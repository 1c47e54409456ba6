import {
  composeInformation,
  composeMailNotice,
  metaPhrases,
  phraseTable,
  prepareHandoff,
  readByPhrases,
  usualConversation,
  usualDecisions,
  type InformationAnswer,
  type MailLetter,
  type MailNoticeParts,
  type NoticeRequest,
  type PlatformConnection,
  type PlatformMessage,
  type PreparedHandoff,
  type Reading,
} from '#platform-kit';
import { manifest } from './manifest.js';
import { memberSteps } from './member-steps.js';
import { numberHints } from './number-hints.js';
import { facebookPhrases } from './phrases.js';

type Surroundings = Pick<PlatformConnection, 'sender' | 'formUrls' | 'mailboxes'>;

export function noticeMail(notice: NoticeRequest, surroundings: Surroundings): MailLetter {
  return composeMailNotice(notice, partsOf(notice, surroundings));
}

export function informationMail(
  notice: NoticeRequest,
  answer: Pick<InformationAnswer, 'purpose' | 'text' | 'mayRepeat'>,
): MailLetter {
  return composeInformation(notice, manifest.name, answer);
}

export function handoffOf(notice: NoticeRequest, surroundings: Surroundings): PreparedHandoff {
  const mailbox = surroundings.mailboxes[notice.channel.id];
  return prepareHandoff(notice, {
    ...partsOf(notice, surroundings),
    openUrl: surroundings.formUrls[notice.channel.id] ?? null,
    ...(mailbox === undefined ? {} : { mailbox }),
    memberSteps,
    numberHints,
  });
}

const table = phraseTable({
  rows: [...usualDecisions, ...metaPhrases, ...facebookPhrases, ...usualConversation('facebook-in-app')],
  effects: manifest.effects,
  reportNumber: { shape: '\\d{9,20}' },
});

export function readFacebookMail(message: PlatformMessage): Reading {
  return readByPhrases(message, table);
}

function partsOf(notice: NoticeRequest, { sender }: Surroundings): MailNoticeParts {
  const reason = manifest.reasons[notice.category.code];
  return {
    platformName: manifest.name,
    notifier: { name: sender.organisation, email: sender.replyTo },
    ...(reason === undefined ? {} : { platformReason: reason.label }),
  };
}
