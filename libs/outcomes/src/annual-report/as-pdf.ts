import { TaggedPaper } from '../pdf/tagged-paper.js';
import type { ReportPages, ReportPart, ReportTable } from './pages.js';

/** The report as a tagged PDF. The same report gives the same bytes. */
export async function reportAsPdf(pages: ReportPages): Promise<Buffer> {
  const { title, subtitle, author, language, asOfMs, foot, parts } = pages;
  const paper = new TaggedPaper({ title, subject: subtitle, author, language, asOfMs, foot });
  paper.heading(1, title).paragraph(subtitle);
  for (const part of parts) await add(paper, part, pages);
  return paper.end();
}

async function add(paper: TaggedPaper, part: ReportPart, pages: ReportPages): Promise<void> {
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
      paper.heading(3, part.caption).bars(part.heads, part.rows);
      return;
    case 'table':
      for (const { caption, heads, rows } of narrow(part, pages)) {
        paper.heading(3, caption);
        await paper.table(columnsOf(heads), rows);
      }
  }
}

/** A page of A4 is as wide as the names and so many numbers. */
const mostNumbers = 4;

/** A table that is wider than a page as several, each with the names of its rows. */
function narrow({ caption, heads, rows }: ReportTable, { part }: ReportPages): ReportTable[] {
  const parts = Math.ceil((heads.length - 1) / mostNumbers);
  if (parts === 1) return [{ caption, heads, rows }];
  return Array.from({ length: parts }, (_, index) => {
    const [from, to] = [1 + index * mostNumbers, 1 + (index + 1) * mostNumbers];
    const cut = (cells: readonly string[]) => [...cells.slice(0, 1), ...cells.slice(from, to)];
    return { caption: `${caption} (${part(index + 1, parts)})`, heads: cut(heads), rows: rows.map(cut) };
  });
}

function columnsOf(heads: readonly string[]) {
  const names = heads.length > 3 ? 0.28 : 0.4;
  const share = (1 - names) / (heads.length - 1);
  return heads.map((title, index) => ({ title, share: index === 0 ? names : share }));
}
