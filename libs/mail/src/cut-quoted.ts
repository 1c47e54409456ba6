/**
 * What the writer of a reply wrote, without what was quoted from us.
 *
 * Cuts lines beginning with `>` or `|`, and everything below an "On … wrote:", an "Original Message" or "Forwarded
 * message" line, a block of mail headers, or one of our own lines (for programs that quote without marks). Below an
 * attribution that is followed by marked lines only these go: the answer may stand underneath. English, French, Dutch
 * and German; what it does not recognise stays, and where nothing is left the answer is empty: the quoted notice must
 * never be read as theirs.
 *
 * An answer stands under an unmarked notice of ours only where nothing stands above it.
 *
 * @param ownLines lines with which parts of our notices begin, as they are written; a longer line that begins like one
 *   of them is ours as well
 */
export function cutQuoted(text: string, ownLines: readonly string[] = []): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const own = ownLines.map(squeeze).filter((line) => line.length > 0);
  const isOwn = (line: string) => own.some((each) => squeeze(line).startsWith(each));
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (isQuoted(line) || replyAboveLine.test(line)) continue;
    if (originalMessage.test(line) || isHeaderBlock(lines, index)) break;
    if (isOwn(line)) {
      const last = kept.some((each) => each !== '') ? -1 : lines.findIndex((each) => lastOwnLine.test(each));
      if (last < index) break;
      index = last;
      continue;
    }
    const attributionLines = attributionAt(lines, index);
    if (attributionLines > 0) {
      const next = nextWritten(lines, index + attributionLines);
      if (next === undefined || !isQuoted(lines[next] ?? '')) break;
      index = next;
      continue;
    }
    kept.push(line.trimEnd());
  }
  while (/^[_\-*=\s]*$/.test(kept.at(-1) ?? 'x')) kept.pop();
  return kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '');
}

function isQuoted(line: string): boolean {
  // A line that also ends in a bar is a row of a table.
  return /^[ \t]{0,3}(?:>|\|(?!.*\|\s*$))/.test(line);
}

function squeeze(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}

function nextWritten(lines: readonly string[], from: number): number | undefined {
  for (let index = from; index < lines.length; index += 1) if (lines[index]?.trim()) return index;
  return undefined;
}

const originalMessage =
  /^\s*(?:-{2,}\s*(?:original message|original appointment|forwarded message|message d['’]origine|message original|message transféré|oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht)\s*-{2,}|(?:begin forwarded message|début du message (?:réexpédié|transféré)|begin doorgestuurd bericht|anfang der weitergeleiteten nachricht)\s?:)\s*$/i;

/** Our notices end like this; an answer that stands under an unmarked one begins below. */
const lastOwnLine = /^Category: [A-Z_]+\s*$/;

/** What ticket systems put above an answer, so that ours is cut there. */
const replyAboveLine = /^\s*#{2}-.{5,200}-#{2}\s*$/;

/** Attributions begin and end like these; in between stand a date or time and a name, over up to four lines. */
const attributions: readonly { readonly begins: RegExp; readonly ends: RegExp }[] = [
  { begins: /^on\s/i, ends: /\swrote\s?:$/i },
  { begins: /^le\s/i, ends: /\sa\s+écrit\s?:$/i },
  { begins: /^op\s/i, ends: /\s(?:schreef\s.{0,200}|geschreven|schreef)\s?:$/i },
  { begins: /^am\s/i, ends: /\sschrieb\s?.{0,200}:$/i },
  // Lotus Notes: the name first, all in one line.
  { begins: /\swrote on\s.{6,60}:$/i, ends: /:$/ },
];
const dateOrTime = /\b(?:19|20)\d{2}\b|\b\d{1,2}[:.h]\d{2}\b/;

/** @returns how many lines the attribution that begins here takes; 0 where there is none */
function attributionAt(lines: readonly string[], index: number): number {
  const first = (lines[index] ?? '').trim();
  const candidates = attributions.filter(({ begins }) => begins.test(first));
  if (candidates.length === 0) return 0;
  let joined = '';
  for (let count = 1; count <= 4; count += 1) {
    const line = (lines[index + count - 1] ?? '').trim();
    if (line === '' || joined.length + line.length > 600) return 0;
    joined = `${joined} ${line}`.trim();
    if (dateOrTime.test(joined) && candidates.some(({ ends }) => ends.test(joined))) return count;
  }
  return 0;
}

const headerNames = {
  from: ['from', 'de', 'van', 'von'],
  other: [
    ...['sent', 'date', 'to', 'cc', 'subject', 'reply-to', 'importance'],
    ...['envoyé', 'à', 'objet', 'répondre à'],
    ...['verzonden', 'datum', 'aan', 'onderwerp', 'beantwoorden'],
    ...['gesendet', 'an', 'betreff'],
  ],
};

/** Outlook's way of quoting: `From:` and at least two other headers in the lines below. */
function isHeaderBlock(lines: readonly string[], index: number): boolean {
  if (!headerNames.from.includes(headerNameOf(lines[index]))) return false;
  const others = lines
    .slice(index + 1, index + 8)
    .filter((line) => headerNames.other.includes(headerNameOf(line)));
  return others.length >= 2;
}

function headerNameOf(line: string | undefined): string {
  return /^\s{0,3}\*{0,2}([\p{L} -]{1,20}?)\s?:/u.exec(line ?? '')?.[1]?.toLowerCase() ?? '';
}
