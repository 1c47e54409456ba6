/** What a cell holds. Several codes stand in one, with spaces between. */
export type Cell = string | number | Date | null;

/** Rows of one kind, as a spreadsheet shows them. */
export interface Table<Row> {
  /** Of the sheet. */
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly cell: (row: Row) => Cell }[];
}

/** Pages of rows, each read once the one before was taken. */
export type Pages<Row> = AsyncIterable<readonly Row[]>;

export function titlesOf<Row>({ columns }: Table<Row>): string[] {
  return columns.map(({ title }) => title);
}

export function cellsOf<Row>({ columns }: Table<Row>, row: Row): Cell[] {
  return columns.map(({ cell }) => cell(row));
}

export function codes(all: readonly string[]): string {
  return all.join(' ');
}

export function time(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
