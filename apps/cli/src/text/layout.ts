/** Text that cannot steer a terminal or turn its lines around: such characters become `?`, line ends become spaces. */
export function plain(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(steering, '?');
}

/** Control characters, and those that change the direction of text. */
// eslint-disable-next-line no-control-regex -- these are the characters looked for
const steering = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Breaks at spaces, so that no line is longer than `columns` unless one word is. */
export function wrap(text: string, columns: number, indent = ''): string {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && indent.length + last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
}

/** Rows as lines of equal columns; the last column is never filled up. */
export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return rows
    .map((row) =>
      `${indent}${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd(),
    )
    .join('\n');
}

/** `2026-11-23 14:02`, in the zone of the reader. */
export function minuteOf(iso: string, timeZone: string): string {
  return secondOf(iso, timeZone).slice(0, 16);
}

/** `2026-11-23 14:02:05`, in the zone of the reader. */
export function secondOf(iso: string, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(
    new Date(iso),
  );
}

/** The beginning of a long text. */
export function excerpt(text: string, maxChars: number): string {
  const whole = plain(text).trim();
  return whole.length <= maxChars ? whole : `${whole.slice(0, maxChars - 1).trimEnd()}…`;
}
