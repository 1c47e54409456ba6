/** Longest number the API keeps. */
export const maxNumberChars = 100;
/** Longer than any confirmation a platform sends. */
const longestConfirmation = 20_000;

/**
 * The platform's number out of what a person pastes: the number itself, or a whole confirmation. Nothing else of it
 * leaves the page.
 *
 * @returns null where no number stands out
 */
export function receiptNumberIn(pasted: string): string | null {
  const text = pasted.trim().slice(0, longestConfirmation);
  if (text === '') return null;
  if (!/\s/u.test(text)) return text.length <= maxNumberChars ? text : null;
  const named = text.match(namedNumber)?.groups?.['number'];
  const number = named ?? longest(text.match(bareNumbers) ?? []);
  return number === undefined || number.length > maxNumberChars ? null : number;
}

/** `Case #1234567`, `Ticket: WA-123`, `numéro de dossier 12345`, `dossiernummer 12345`, `Fallnummer: 12345`. */
const namedNumber =
  /(?:case|ticket|request|report|reference|ref|number|num[ée]ro|dossier|r[ée]f[ée]rence|zaak|aanvraag\w{0,20}|melding\w{0,20}|\w{0,20}nummer|fall|vorgang\w{0,20})\W{0,3}(?:id|number|no\.?|nr\.?|n°)?[\s:#]{0,4}(?<number>(?=[\w-]*\d{3})[A-Za-z0-9][\w-]{3,99})/iu;
const bareNumbers = /\b(?=[\w-]*\d{6})[A-Za-z0-9][\w-]{5,99}\b/gu;

function longest(numbers: readonly string[]): string | undefined {
  return [...numbers].sort((one, other) => other.length - one.length)[0];
}
