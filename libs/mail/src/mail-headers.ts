import { messageIdsIn } from './message-ids.js';

/** Header lines as the parser hands them over: name in small letters, the raw line with its folding. */
export type RawHeaders = readonly { readonly key: string; readonly line: string }[];

/** Values of every header of this name, unfolded, not decoded. */
export function headerValues(headers: RawHeaders, name: string): string[] {
  return headers
    .filter(({ key }) => key === name)
    .map(({ line }) =>
      line
        .slice(line.indexOf(':') + 1)
        .replace(/\r?\n[ \t]*/g, ' ')
        .trim(),
    );
}

export function messageIdsOf(headers: RawHeaders, name: string): string[] {
  return messageIdsIn(headerValues(headers, name).join(' ').slice(0, 60_000));
}

/** Whether a machine says that it wrote this. Sources: RFC 3834, and what mail programs set in place of it. */
export function isAutomatic(headers: RawHeaders): boolean {
  const says = (name: string, pattern: RegExp) =>
    headerValues(headers, name).some((value) => pattern.test(value));
  return (
    says('auto-submitted', /^(?!no\b)./i) ||
    says('precedence', /^(?:bulk|junk|auto[_-]?reply)\b/i) ||
    ['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => says(name, /^(?!no\b)./i)) ||
    says('x-auto-reply', /^(?!no\b)./i)
  );
}

/** Whether a subject is one that only machines write: not every program says so in a header. */
export function isAutomaticSubject(subject: string): boolean {
  return /^(?:automatic reply|auto(?:matic)?[ -]?response|out of (?:the )?office|read|réponse automatique|absence du bureau|lu|automatisch antwoord|automatische (?:beantwoording|antwort)|afwezig|gelezen|abwesenheitsnotiz|gelesen)\s?:/i.test(
    subject,
  );
}

/** Time of the Date header, in milliseconds since 1970; undefined where there is none that is legible. */
export function writtenAtMs(headers: RawHeaders): number | undefined {
  const [value] = headerValues(headers, 'date');
  if (value === undefined || value.length > 100) return undefined;
  const time = Date.parse(value.replace(/\([^()]*\)/g, ' '));
  return Number.isFinite(time) && time >= 0 ? time : undefined;
}
