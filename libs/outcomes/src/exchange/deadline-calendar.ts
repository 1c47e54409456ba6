import ical, { ICalCalendarMethod, ICalEventClass, ICalEventTransparency } from 'ical-generator';
import type { CalendarDeadline } from '#application';
import type { Expectation, Language } from '#core';

export interface CalendarOptions {
  readonly language: Language;
  /** Host of this installation: where two of them stand in one calendar, their entries stay apart. */
  readonly host: string;
}

/**
 * Deadlines as a calendar that programs subscribe to (iCalendar, RFC 5545). An entry says which report and what is due, at an
 * instant in UTC; it is gone from the next version once nothing is due any more. Same deadlines, same bytes.
 */
export function deadlineCalendar(
  deadlines: readonly CalendarDeadline[],
  { language, host }: CalendarOptions,
): string {
  const calendar = ical({
    name: `Uniflag: ${words[language].deadlines}`,
    prodId: { company: 'Uniflag', product: 'deadlines', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: refreshSeconds,
  });
  for (const { reference, expectation, dueAtMs, sequence, updatedAtMs } of deadlines)
    calendar.createEvent({
      id: `${reference}.${expectation}@${host}`.toLowerCase(),
      ...{ sequence, stamp: new Date(updatedAtMs), lastModified: new Date(updatedAtMs) },
      start: new Date(dueAtMs),
      summary: `${reference}: ${words[language][expectation]}`,
      class: ICalEventClass.PRIVATE,
      // Nobody is busy because a platform is to answer.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  return `${calendar.toString()}\r\n`;
}

const refreshSeconds = 900;

const words: Readonly<Record<Language, Readonly<Record<Expectation | 'deadlines', string>>>> = {
  en: {
    deadlines: 'deadlines',
    ACKNOWLEDGEMENT: 'acknowledgement due',
    DECISION: 'decision due',
    ANSWER: 'our answer due',
    FIRST_LOOK: 'look by a person due',
  },
  fr: {
    deadlines: 'échéances',
    ACKNOWLEDGEMENT: 'accusé de réception attendu',
    DECISION: 'décision attendue',
    ANSWER: 'notre réponse est attendue',
    FIRST_LOOK: 'à examiner par une personne',
  },
  nl: {
    deadlines: 'termijnen',
    ACKNOWLEDGEMENT: 'ontvangstbevestiging verwacht',
    DECISION: 'beslissing verwacht',
    ANSWER: 'ons antwoord wordt verwacht',
    FIRST_LOOK: 'door iemand te bekijken',
  },
  de: {
    deadlines: 'Fristen',
    ACKNOWLEDGEMENT: 'Empfangsbestätigung fällig',
    DECISION: 'Entscheidung fällig',
    ANSWER: 'unsere Antwort fällig',
    FIRST_LOOK: 'von einer Person anzusehen',
  },
};
