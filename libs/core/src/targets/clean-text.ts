/**
 * Undoes what chat programs, mail programs and careful colleagues do to an address: invisible characters go,
 * full-width letters become plain ones, `hxxps[:]//example[.]org` becomes an address again, and so does the
 * `https:\/\/` of a JSON export. Every step is one pass over the text.
 */
export function cleanText(text: string): string {
  return text
    .replace(invisible, '')
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[\u3002\uff61]/g, '.')
    .replace(/[[({]\s?(?:\.|dot)\s?[\])}]/gi, '.')
    .replace(/[[({]\s?:\s?[\])}]/g, ':')
    .replace(/\[:?\/\/?\]/g, (brackets) => brackets.slice(1, -1))
    .replace(/\bh(?:xx|\*\*)p(s?)(?=:|%3a)/gi, 'http$1')
    .replace(/\bhttps?:\\\/\\\/[^\s"]*/gi, (escaped) => escaped.replaceAll('\\/', '/'));
}

/** Soft hyphen, zero-width characters, direction marks, byte order mark; then joiners and variation selectors. */
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\u034f|\ufe0e|\ufe0f/g;
const fullWidth = /[\uff01-\uff5e]/g;

/** Control characters other than white space, and halves of surrogate pairs: nothing a person can type or a platform writes. */
export function hasUnwritableCharacters(text: string): boolean {
  return unwritable.test(text);
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const unwritable = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]|\p{Surrogate}/u;

/**
 * Takes off the quotes, brackets and sentence ends around an address. A closing parenthesis stays where the text opens
 * one; `_` and `-` stay, because ids end in them, unless an underscore on both sides is a chat program's italics.
 */
export function trimPunctuation(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && opening.has(text.charAt(start))) start += 1;
  let unclosed = parenthesesOpen(text.slice(start, end));
  for (; end > start; end -= 1) {
    const last = text.charAt(end - 1);
    if (last === ')' && unclosed >= 0) break;
    if (last === ')') unclosed += 1;
    else if (!closing.has(last)) break;
  }
  const trimmed = text.slice(start, end);
  return /^_.*_$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

const opening = new Set('<([{"\'“”„«‹‘’‚*~`|,;:!?¡¿.');
const closing = new Set('>]}[({"\'“”„»›‘’‚*~`|,;:!?.\\');

/** How many parentheses are opened and not closed; negative where more are closed than opened. */
function parenthesesOpen(text: string): number {
  let open = 0;
  for (const character of text) {
    if (character === '(') open += 1;
    else if (character === ')') open -= 1;
  }
  return open;
}
