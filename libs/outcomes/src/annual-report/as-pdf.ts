import { TaggedPaper } from '../pdf/tagged-paper.js';
import { isTitled, type ReportPages, type ReportPart, type ReportTable } from './pages.js';

/** The report as a tagged PDF. The same report gives the same bytes. */
export async function reportAsPdf(pages: ReportPages): Promise<Buffer> {
  const { title, subtitle, author, language, asOfMs, foot, parts } = pages;
  const paper = new TaggedPaper({ title, subject: subtitle, author, language, asOfMs, foot });
  paper.heading(1, title).paragraph(subtitle);
  for (const [index, part] of parts.entries()) await add(paper, part, pages, isTitled(parts, index));
  return paper.end();
}

async function add(
  paper: TaggedPaper,
  part: ReportPart,
  pages: ReportPages,
  hasTitle: boolean,
): Promise<void> {
  switch (part.kind) {
    case 'heading':
      paper.heading(2, part.text);
      return;
    case 'paragraph':
      paper.paragraph(part.text);
      return;
    case 'warning':
      paper.paragraph(part.text, { bold: true });
      return;
    case 'list':
      paper.list(part.items);
      return;
    case 'facts':
      paper.facts(part.rows);
      return;
    case 'bars':
      if (!hasTitle) paper.heading(3, part.caption);
      paper.bars(part.heads, part.rows);
      return;
    case 'table':
      for (const table of narrow(part, pages)) {
        if (!hasTitle) paper.heading(3, table.caption);
        await paper.table(columnsOf(table), table.rows);
      }
  }
}

/** A page of A4 is as wide as the names and so many numbers. */
const mostNumbers = 4;

/** A table that is wider than a page as several, each with the names of its rows. */
function narrow(table: ReportTable, { part }: ReportPages): ReportTable[] {
  const { caption, heads, rows, names } = table;
  const parts = Math.ceil((heads.length - names) / mostNumbers);
  if (parts === 1) return [table];
  return Array.from({ length: parts }, (_, index) => {
    const [from, to] = [names + index * mostNumbers, names + (index + 1) * mostNumbers];
    const cut = (cells: readonly string[]) => [...cells.slice(0, names), ...cells.slice(from, to)];
    return {
      caption: `${caption} (${part(index + 1, parts)})`,
      heads: cut(heads),
      rows: rows.map(cut),
      names,
    };
  });
}

/** Names get what numbers leave. */
function columnsOf({ heads, names }: ReportTable) {
  const number = names === 1 && heads.length > 3 ? 0.18 : 0.24;
  const name = (1 - number * (heads.length - names)) / names;
  return heads.map((title, index) =>
    index < names ? { title, share: name } : { title, share: number, align: 'right' as const },
  );
}
