import {
  composeInformation,
  composeMailNotice,
  noticeLanguage,
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
import { whatsappPhrases } from './phrases.js';

type Surroundings = Pick<PlatformConnection, 'sender' | 'formUrls' | 'mailboxes'>;

export function noticeMail(notice: NoticeRequest, surroundings: Surroundings): MailLetter {
  return composeMailNotice(withoutDsaOnPrivatePlaces(notice), partsOf(surroundings));
}

export function informationMail(
  notice: NoticeRequest,
  answer: Pick<InformationAnswer, 'purpose' | 'text' | 'mayRepeat'>,
): MailLetter {
  return composeInformation(notice, manifest.name, answer);
}

export function handoffOf(notice: NoticeRequest, surroundings: Surroundings): PreparedHandoff {
  const mailbox = surroundings.mailboxes[notice.channel.id];
  return prepareHandoff(withoutDsaOnPrivatePlaces(notice), {
    ...partsOf(surroundings),
    openUrl: surroundings.formUrls[notice.channel.id] ?? null,
    ...(mailbox === undefined ? {} : { mailbox }),
    memberSteps,
    numberHints,
  });
}

const table = phraseTable({
  rows: [...usualDecisions, ...whatsappPhrases, ...usualConversation('wa-in-app')],
  effects: manifest.effects,
  reportNumber: {
    labels: ['reference'],
    shape: 'WA-?\\d{6,20}',
  },
});

export function readWhatsappMail(message: PlatformMessage): Reading {
  return readByPhrases(message, table);
}

/** Kinds that the Digital Services Act reaches on WhatsApp; everything else is a private place. */
const publicKinds: readonly string[] = ['channel', 'channel_message'];

function withoutDsaOnPrivatePlaces(notice: NoticeRequest): NoticeRequest {
  const claimsDsa = notice.regime === 'DSA_ART22' || notice.regime === 'DSA_ART16';
  return claimsDsa && !publicKinds.includes(notice.target.kind)
    ? { ...notice, regime: 'PLATFORM_PRIORITY' }
    : notice;
}

function partsOf({ sender }: Surroundings): MailNoticeParts {
  return {
    platformName: manifest.name,
    notifier: { name: sender.organisation, email: sender.replyTo },
    details: detailsOf,
  };
}

/** What support needs beside an address: number in E.164, invitation, and whether a member has reported it. */
function detailsOf(notice: NoticeRequest): { label: InEveryLanguage; value: string }[] {
  const { target, channel } = notice;
  const [id = ''] = target.ids;
  const isPrivate = !publicKinds.includes(target.kind);
  const place = {
    phone_e164: [{ label: words.phone, value: inE164(id) }],
    click_to_chat: [{ label: words.phone, value: inE164(id) }],
    group_invite: [{ label: words.invitation, value: id }],
  }[target.kind];
  const told = channel.kind === 'EMAIL' && isPrivate && target.locator !== null;
  const memberReport = {
    label: words.memberReport,
    value: words.memberReportWhere[noticeLanguage(notice)],
  };
  return [...(place ?? []), ...(told ? [memberReport] : [])];
}

function inE164(number: string): string {
  return number.startsWith('+') ? number : `+${number}`;
}

const words = {
  phone: {
    en: 'Telephone number (E.164)',
    fr: 'Numéro de téléphone (E.164)',
    nl: 'Telefoonnummer (E.164)',
    de: 'Telefonnummer (E.164)',
  },
  invitation: {
    en: 'Invitation code of the group',
    fr: "Code d'invitation du groupe",
    nl: 'Uitnodigingscode van de groep',
    de: 'Einladungscode der Gruppe',
  },
  memberReport: {
    en: 'Already reported by a member in the app',
    fr: "Déjà signalé par un membre dans l'application",
    nl: 'Al door een lid in de app gemeld',
    de: 'Bereits von einem Mitglied in der App gemeldet',
  },
  memberReportWhere: {
    en: 'as far as we know it, stated in the next line with group name and time window',
    fr: 'dans la mesure où nous le savons, indiqué à la ligne suivante avec le nom du groupe et la période',
    nl: 'voor zover wij dat weten, vermeld op de volgende regel met groepsnaam en periode',
    de: 'soweit uns bekannt, in der nächsten Zeile mit Gruppenname und Zeitraum genannt',
  },
} as const;
