import {
  composeInformation,
  composeMailNotice,
  phraseTable,
  prepareHandoff,
  readByPhrases,
  usualConversation,
  usualDecisions,
  type InEveryLanguage,
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
import { snapchatPhrases } from './phrases.js';

type Surroundings = Pick<PlatformConnection, 'sender' | 'formUrls' | 'mailboxes'>;

export function noticeMail(notice: NoticeRequest, surroundings: Surroundings): MailLetter {
  return composeMailNotice(withoutDsaOnAccounts(notice), partsOf(notice, surroundings));
}

export function informationMail(
  notice: NoticeRequest,
  answer: Pick<InformationAnswer, 'purpose' | 'text' | 'mayRepeat'>,
): MailLetter {
  return composeInformation(notice, manifest.name, answer);
}

export function handoffOf(notice: NoticeRequest, surroundings: Surroundings): PreparedHandoff {
  const mailbox = surroundings.mailboxes[notice.channel.id];
  return prepareHandoff(withoutDsaOnAccounts(notice), {
    ...partsOf(notice, surroundings),
    openUrl: surroundings.formUrls[notice.channel.id] ?? null,
    ...(mailbox === undefined ? {} : { mailbox }),
    memberSteps,
    numberHints,
  });
}

const table = phraseTable({
  rows: [...usualDecisions, ...snapchatPhrases, ...usualConversation('snap-in-app')],
  effects: manifest.effects,
  reportNumber: {
    labels: ['(?:aanvraag|verzoek)(?:nummer)?'],
    shape: '\\d{7,20}',
  },
});

export function readSnapchatMail(message: PlatformMessage): Reading {
  return readByPhrases(message, table);
}

/** Whether an account's page is public cannot be seen in its address: a private one stands outside the Act's rules. */
function withoutDsaOnAccounts(notice: NoticeRequest): NoticeRequest {
  const claimsDsa = notice.regime === 'DSA_ART22' || notice.regime === 'DSA_ART16';
  return claimsDsa && notice.target.kind === 'add' ? { ...notice, regime: 'PLATFORM_PRIORITY' } : notice;
}

/** Private groups have no address: user names, the group's name and the time stand in the locator. */
function partsOf(notice: NoticeRequest, { sender }: Surroundings): MailNoticeParts {
  const reason = manifest.reasons[notice.category.code];
  return {
    platformName: manifest.name,
    notifier: { name: sender.organisation, email: sender.replyTo },
    ...(reason === undefined ? {} : { platformReason: reason.label }),
    details: ({ target: { kind, ids } }) =>
      kind === 'add' && ids[0] !== undefined ? [{ label: username, value: ids[0] }] : [],
  };
}

const username: InEveryLanguage = {
  en: 'Username',
  fr: "Nom d'utilisateur",
  nl: 'Gebruikersnaam',
  de: 'Nutzername',
};
