/** `2026-11-23T10:15:03.123Z` as it is read everywhere: `2026-11-23 10:15:03`. */
export function timeIn(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
