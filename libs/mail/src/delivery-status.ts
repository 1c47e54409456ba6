import { messageIdsIn } from './message-ids.js';
import type { MailBounce } from './received-mail.js';

/** Parts of a delivery status notification, as far as they were read. */
export interface DeliveryReport {
  /** Body of `message/delivery-status`. */
  readonly status: string | undefined;
  /** Headers of the mail the report is about. */
  readonly originalHead: string | undefined;
  /** Message-IDs the report itself says it answers. */
  readonly answers: readonly string[];
}

/**
 * Reads a report of RFC 3464. Reports of success are none of ours and give null, as do reports that do not say what
 * happened.
 */
export function readBounce({ status, originalHead, answers }: DeliveryReport): MailBounce | null {
  if (status === undefined) return null;
  const fields = unfolded(status);
  const actions = valuesOf(fields, 'action').map((value) => value.toLowerCase());
  const isPermanent = actions.includes('failed');
  if (!isPermanent && !actions.includes('delayed')) return null;
  const statusCode = statusIn(valuesOf(fields, 'status')[0], valuesOf(fields, 'diagnostic-code')[0]);
  return { failedMessageId: failedMessageId(fields, originalHead, answers), isPermanent, statusCode };
}

/** The status, or what the other server answered where the status says no more than that it failed. */
function statusIn(status = '', diagnosis = ''): string | null {
  const said = /^\d\.\d{1,3}\.\d{1,3}/.exec(status)?.[0] ?? null;
  if (said !== null && !said.endsWith('.0.0')) return said;
  return /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(diagnosis)?.[0] ?? said;
}

/** What is looked at where a mail server reports in words of its own. */
export interface LooseReport {
  readonly envelopeFrom: string;
  readonly from: string;
  readonly text: string;
}

/**
 * Reads a report that is none of RFC 3464, as qmail and many appliances write them. Only what a mail server itself wrote
 * counts (without a sender, and from its own address), and only where it says that it gave up: anything else is null,
 * and is read as an ordinary mail.
 */
export function readLooseBounce({ envelopeFrom, from, text }: LooseReport): MailBounce | null {
  const isOfServer = serverAddress.test(from) && (envelopeFrom === '' || serverAddress.test(envelopeFrom));
  const said = text.slice(0, 20_000);
  // What it gives back of our own mail is not its word.
  const own =
    said.split(
      /^.*(?:message-id:|original message|copy of (?:the|your) message|your message follows).*$/im,
    )[0] ?? '';
  if (!isOfServer || stillTries.test(own) || !gaveUp.test(own)) return null;
  const [, returned = ''] = /^[>| \t]*message-id:[ \t]*(<[^<>\s]{3,250}>)/im.exec(said) ?? [];
  return {
    failedMessageId: messageIdsIn(returned)[0] ?? null,
    isPermanent: true,
    statusCode: /(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(own)?.[0] ?? null,
  };
}

const serverAddress = /^<?(?:mailer-daemon|postmaster|mail-daemon)@/i;

const stillTries = new RegExp(
  [
    ...[
      'will (?:be )?(?:re-?tr(?:y|ied)|keep trying|continue)',
      'still (?:being )?try',
      '(?:not yet|delayed)',
    ],
    ...['no action is required', 'temporar', 'nouvelle tentative', 'retardé', 'temporaire'],
    ...['vertraagd', 'opnieuw (?:geprobeerd|proberen)', 'tijdelijk', 'verzögert', 'vorübergehend', 'erneut'],
  ].join('|'),
  'i',
);

const gaveUp = new RegExp(
  [
    ...[
      'permanent (?:fatal )?(?:error|failure)',
      "(?:couldn't|could not|cannot|wasn't able to|unable to) (?:be )?deliver",
    ],
    ...[
      'undeliver(?:able|ed)',
      'giv(?:en|ing) up',
      "i've given up",
      'returned to sender',
      'delivery (?:has )?failed',
    ],
    ...[
      '(?<![\\d.])5\\.\\d{1,3}\\.\\d{1,3}(?![\\d.])',
      'non (?:remis|distribué)',
      "n['’]a pas pu être (?:remis|distribué|délivré|livré)",
    ],
    ...[
      'unzustellbar',
      'nicht zugestellt',
      'konnte nicht',
      'onbestelbaar',
      'niet (?:worden )?(?:af)?(?:geleverd|bezorgd)',
    ],
  ].join('|'),
  'i',
);

function failedMessageId(
  fields: string,
  originalHead: string | undefined,
  answers: readonly string[],
): string | null {
  const [head = ''] = (originalHead ?? '').split(/\r?\n[ \t]*\r?\n/);
  const named = [...valuesOf(unfolded(head), 'message-id'), ...valuesOf(fields, 'original-message-id')];
  return messageIdsIn(named.join(' '))[0] ?? answers.at(-1) ?? null;
}

function unfolded(headers: string): string {
  return headers.replace(/\r?\n[ \t]+/g, ' ');
}

function valuesOf(fields: string, name: string): string[] {
  return Array.from(fields.matchAll(new RegExp(`^${name}:[ \\t]*([^\\r\\n]*)`, 'gim')), ([, value = '']) =>
    value.trim(),
  );
}
