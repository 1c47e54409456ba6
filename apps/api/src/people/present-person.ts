import type { Person } from '#application';
import { toTypeId } from '#core';
import { invalid, Problem } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import type { FactorFault } from '#security/sign-in';
import type { PersonDto, PersonLinkDto } from './people.dto.js';

export function presentPerson(person: Person): Pick<PersonDto, keyof PersonDto> {
  const { id, name, mail, roles, language, team, status, version, createdAtMs, signedInAtMs } = person;
  return {
    ...{ id: toTypeId('per', id), name, mail, roles, language, team, status, version },
    createdAt: isoTime(createdAtMs),
    signedInAt: signedInAtMs === null ? null : isoTime(signedInAtMs),
  };
}

export function presentLink(code: string, expiresAtMs: number): Pick<PersonLinkDto, keyof PersonLinkDto> {
  return { code, path: welcomePath(code), expiresAt: isoTime(expiresAtMs) };
}

/** Where the console takes a person's link. The fragment reaches no server and no other site. */
export function welcomePath(code: string): string {
  return `/welcome#code=${code}`;
}

/** @throws Problem 422 where it is no mail address */
export function mailIn(text: string | undefined): string {
  const mail = (text ?? '').trim().toLowerCase();
  if (/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(mail)) return mail;
  throw invalid([
    { pointer: '/mail', code: 'FIELD.MAIL', detail: 'must be an e-mail address such as desk@example.org.' },
  ]);
}

/** @param at where the factors stand in the body */
export function factorProblem(
  fault: FactorFault,
  at: { readonly totp: string; readonly passkey: string },
): Problem {
  const [pointer, detail] = {
    NEEDED: [at.passkey, 'Send a passkey, or password and totp together.'] as const,
    PASSKEY_REFUSED: [
      at.passkey,
      'The passkey did not answer what was asked, or its time was over. Ask for new options and try again.',
    ] as const,
    PASSWORD_SHORT: [
      '/password',
      'must be at least 15 characters; four words in a row are easy to keep.',
    ] as const,
    PASSWORD_COMMON: [
      '/password',
      'is easy to guess: it was leaked, or is made of common words, names, repetitions or rows of the keyboard. Take four words or more that have nothing to do with each other or with you.',
    ] as const,
    TOTP_SECRET: [`${at.totp}/secret`, 'is no secret of ours. Ask for one, and give it to the app.'] as const,
    TOTP_CODE: [
      `${at.totp}/code`,
      "is not what an app shows for this secret now. Check the clock of the device, and type the app's code.",
    ] as const,
  }[fault];
  const code = `FACTOR.${fault}`;
  return new Problem(422, code, detail, [{ pointer, code, detail }]);
}
