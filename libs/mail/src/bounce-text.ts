import { messageIdsIn } from './message-ids.js';
import type { MailBounce } from './received-mail.js';

export interface PlainReport {
  /** Sender of the envelope; empty for automatic reports. */
  readonly envelopeFrom: string;
  /** Address in the From header. */
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * Reads a mail server's report in its own words, for the many that send none of RFC 3464 (qmail, Exim, older Exchange,
 * Domino, filters, providers).
 *
 * Only what comes without a sender and in a mail system's name is one, and only where it says plainly that our mail did
 * not arrive; null otherwise. English, French, Dutch and German.
 */
export function readBounceText({ envelopeFrom, from, subject, text }: PlainReport): MailBounce | null {
  if (envelopeFrom !== '' || !mailSystem.test(from)) return null;
  const report = `${subject}\n${text.slice(0, longestReportChars).split(copyOfOurs)[0] ?? ''}`.replace(
    /\s+/g,
    ' ',
  );
  const isDelayed = stillTrying.test(report);
  if (!isDelayed && !givenUp.test(report)) return null;
  const copied = Array.from(
    text.slice(0, longestReportChars).matchAll(/^[> \t]*message-id:\s*(<[^>\n]{3,250}>)/gim),
  );
  return {
    failedMessageId: messageIdsIn(copied.map(([, id = '']) => id).join(' '))[0] ?? null,
    isPermanent: !isDelayed,
    statusCode: /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(report)?.[1] ?? null,
  };
}

const longestReportChars = 20_000;

const mailSystem =
  /^(?:mailer-?daemon|postmaster|mail-?delivery(?:-?system|-?subsystem)?|bounces?|microsoftexchange[0-9a-f]{0,40})@/;

/** What stands above a copy of the mail that failed: our own words below it say nothing. */
const copyOfOurs =
  /^-{2,}[^\n]{0,40}(?:copy of (?:the|your) (?:message|mail)|original message|message d['’]origine|oorspronkelijk bericht|ursprüngliche nachricht)/im;

const stillTrying = new RegExp(
  [
    'has not yet been delivered|will (?:be retried|continue to try|keep trying)|delivery attempts will continue|still being retried',
    'has been delayed|delivery (?:delay|status notification \\(delay\\))|could not (?:yet be|send message for past)|delayed \\d+ hours?',
    "n'a pas encore été (?:remis|délivré)|continuerons à essayer|remise (?:\\S+ ){0,6}retardée",
    'nog niet (?:worden )?(?:bezorgd|afgeleverd)|is vertraagd|zullen (?:het )?(?:blijven|opnieuw) proberen',
    'noch nicht zugestellt|wird weiterhin versucht|verzögert',
  ].join('|'),
  'i',
);

const givenUp = new RegExp(
  [
    "(?:could not|couldn't|was not|wasn't|has not been|can ?not|unable to|not able to|wasn't able to) (?:be )?deliver(?:ed)?",
    'undeliver(?:able|ed)|did not reach the following recipient|delivery (?:has )?fail(?:ed|ure)|delivery error',
    'permanent (?:fatal )?error|failure notice|returning message to sender|returned mail',
    "(?:n'a pas pu|ne peut pas|impossible) (?:être |de )?(?:remis|délivré|distribué|remettre)|échec de (?:la )?remise|erreur (?:définitive|permanente)",
    'niet (?:worden )?(?:bezorgd|afgeleverd)|kon niet (?:\\S+ ){0,3}(?:bezorgd|afgeleverd)|niet-bezorgd|onbestelbaar',
    'nicht zugestellt|konnte nicht (?:\\S+ ){0,3}zugestellt|unzustellbar|dauerhafter fehler',
  ].join('|'),
  'i',
);
