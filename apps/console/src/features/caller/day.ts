/** “3 March 2026”: a day is the same wherever the reader is. */
export function dayIn(day: string, language: string): string {
  return new Intl.DateTimeFormat(`${language}-BE`, {
    ...{ day: 'numeric', month: 'long', year: 'numeric' },
    timeZone: 'UTC',
  }).format(Date.parse(day));
}
