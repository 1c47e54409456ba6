import { findDetails, type Detail, type DetailKind, type DetailSearch } from '#core';
import type { FieldError } from '../field-error.js';
import type { DataKey } from '../ports/cipher.js';

/** A text of a request that a platform will get. */
export interface OutgoingText {
  /** JSON Pointer into the request body, such as `/targets/3/locator`. */
  readonly pointer: string;
  readonly text: string;
}

/** A detail of a person in one of them; `start` and `end` count UTF-16 units of that text. */
export interface OutgoingDetail extends Detail {
  readonly pointer: string;
}

export function detailsIn(texts: readonly OutgoingText[], search: DetailSearch): OutgoingDetail[] {
  return texts.flatMap(({ pointer, text }) =>
    findDetails(text, search).map((detail) => ({ pointer, ...detail })),
  );
}

/** What nobody has confirmed yet: one error a text and kind. */
export function unconfirmedDetails(
  details: readonly OutgoingDetail[],
  confirmed: readonly DetailKind[] = [],
): FieldError[] {
  const errors = new Map<string, FieldError>();
  for (const { pointer, kind } of details)
    if (!confirmed.includes(kind))
      errors.set(`${pointer} ${kind}`, { pointer, code: `OUTGOING.${kind}`, detail: sentences[kind] });
  return [...errors.values()];
}

/** The kinds that somebody confirmed and that are there. */
export function confirmedKinds(
  details: readonly OutgoingDetail[],
  confirmed: readonly DetailKind[] = [],
): DetailKind[] {
  return [...new Set(confirmed)].filter((kind) => details.some((detail) => detail.kind === kind));
}

const wayOut = (kind: DetailKind) =>
  `Take it out, or name ${kind} in confirmedFindings where the platform cannot do without it.`;

const sentences: Readonly<Record<DetailKind, string>> = {
  PHONE: `This text goes to a platform and holds a telephone number. ${wayOut('PHONE')}`,
  EMAIL: `This text goes to a platform and holds an e-mail address. ${wayOut('EMAIL')}`,
  HANDLE: `This text goes to a platform and holds a user name. ${wayOut('HANDLE')}`,
  NATIONAL_NUMBER: `This text goes to a platform and holds a national register number. ${wayOut('NATIONAL_NUMBER')}`,
  CONFIDENTIAL_NAME: `This text goes to a platform and holds a name that must not leave. ${wayOut('CONFIDENTIAL_NAME')}`,
};

/** The names of a stored report that must not leave. */
export function confidentialNames(
  { confidential }: { readonly confidential: Uint8Array | null },
  key: DataKey,
): readonly string[] {
  return confidential === null ? [] : (JSON.parse(key.open(confidential, 'confidential')) as string[]);
}
