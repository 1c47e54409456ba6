import { Problem } from '../problems/problem.js';
import { Text, Whole } from './fields.js';

/** `?limit&cursor` of every list. */
export class PageQuery {
  @Whole({ description: 'Rows in one answer.', optional: true, min: 1, max: 200, example: 50 })
  limit: number = 50;

  @Text({ description: '`nextCursor` of the page before.', optional: true, max: 200 })
  cursor?: string;
}

/** Opaque cursor of a list sorted by time and id, newest first. */
export function encodeCursor(createdAtMs: number, id: string): string {
  return Buffer.from(`${createdAtMs}.${id}`).toString('base64url');
}

export function decodeCursor(cursor: string | undefined): { createdAt: string; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  );
  if (!match?.[1] || !match[2]) throw badCursor();
  return { createdAt: new Date(Number(match[1])).toISOString(), id: match[2] };
}

export function badCursor(): Problem {
  return new Problem(400, 'CURSOR.UNKNOWN', 'This cursor is not one of ours. Begin again without one.');
}

/** One page: reads one row more than asked to know whether there is another. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): { page: readonly Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
