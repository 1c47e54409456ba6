import PDFDocument from 'pdfkit';
import { colours, margins, sizes, type HeadingLevel } from './style.js';
import { showable, typeface } from './typeface.js';

export interface PaperOptions {
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  /** BCP 47; what a screen reader speaks it in. */
  readonly language: string;
  /** When what it says was so. Nothing else of it depends on when it is made: same text, same bytes. */
  readonly asOfMs: number;
  /** Stands at the foot of each page, such as "UF-2026-000123 · 2 of 5". */
  readonly foot: (page: number, pages: number) => string;
}

export interface Column {
  readonly title: string;
  /** Share of the width; the last column gets what is left. */
  readonly share: number;
  readonly align?: 'left' | 'right';
}

/**
 * A4 pages with a tree of headings, paragraphs, lists and tables (tagged PDF 1.7), read in the order in which they are
 * added. It claims neither PDF/UA nor PDF/A: no validator of them has confirmed it.
 */
export class TaggedPaper {
  private readonly pdf: PDFKit.PDFDocument;
  private readonly root: PDFKit.PDFStructureElement;
  private readonly chunks: Buffer[] = [];

  constructor(private readonly options: PaperOptions) {
    const { title, subject, author, language, asOfMs } = options;
    const asOf = new Date(asOfMs);
    this.pdf = new PDFDocument({
      ...{ size: 'A4', margins, pdfVersion: '1.7', tagged: true, displayTitle: true, bufferPages: true },
      ...{ lang: language, font: typeface.regular },
      info: {
        Title: title,
        Subject: subject,
        Author: author,
        Creator: 'Uniflag',
        CreationDate: asOf,
        ModDate: asOf,
      },
    });
    this.pdf.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
  }

  heading(level: HeadingLevel, text: string): this {
    const { size, before, after } = sizes.heading[level];
    // Never the last line of a page.
    this.keepTogether(before + size * 4);
    if (!this.isAtTop()) this.pdf.y += before;
    this.block(this.root, `H${level}`, () => this.write(text, { size, bold: true }));
    this.pdf.y += after;
    return this;
  }

  paragraph(text: string, { muted = false, bold = false } = {}): this {
    this.block(this.root, 'P', () => this.write(text, { muted, bold }));
    this.pdf.y += sizes.gap;
    return this;
  }

  list(items: readonly string[]): this {
    const list = this.branch(this.root, 'L');
    for (const item of items) {
      const entry = this.branch(list, 'LI');
      this.keepTogether(this.heightOf(item, this.width - sizes.indent));
      const { y } = this.pdf;
      this.block(entry, 'Lbl', () => this.write('•', { y, width: sizes.indent }));
      const x = margins.left + sizes.indent;
      this.block(entry, 'LBody', () => this.write(item, { x, y, width: this.width - sizes.indent }));
      entry.end();
      this.pdf.y += sizes.gap / 3;
    }
    list.end();
    this.pdf.y += (sizes.gap * 2) / 3;
    return this;
  }

  /** What is called what: a name at the left of each value. */
  facts(rows: readonly (readonly [name: string, value: string])[]): this {
    const table = this.branch(this.root, 'Table');
    const columns = this.placed([{ share: sizes.factShare }, { share: 1 - sizes.factShare }]);
    for (const row of rows) this.row(table, row, columns, { heads: 'Row' });
    table.end();
    this.pdf.y += sizes.gap;
    return this;
  }

  /** The last column may hold text of any length; the others hold words. The head is shown again on each page. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): this {
    const table = this.branch(this.root, 'Table');
    const placed = this.placed(columns);
    const titles = columns.map(({ title }) => title);
    this.row(table, titles, placed, { heads: 'Column' });
    for (const row of rows) this.row(table, row, placed, { titles });
    table.end();
    this.pdf.y += sizes.gap;
    return this;
  }

  newPage(): this {
    if (!this.isAtTop()) this.pdf.addPage();
    return this;
  }

  /** How many pages there are so far. */
  get pages(): number {
    return this.pdf.bufferedPageRange().count;
  }

  /** The whole file. Nothing can be added afterwards. */
  async end(): Promise<Buffer> {
    this.writeFeet();
    this.root.end();
    const ended = new Promise<void>((resolve, reject) => this.pdf.once('end', resolve).once('error', reject));
    this.pdf.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private row(
    table: PDFKit.PDFStructureElement,
    texts: readonly string[],
    columns: readonly Placed[],
    { heads, titles }: { heads?: 'Row' | 'Column'; titles?: readonly string[] },
  ): void {
    const isHead = (index: number) => heads === 'Column' || (heads === 'Row' && index === 0);
    const heights = columns.map(({ width }, index) =>
      this.heightOf(texts[index] ?? '', width, isHead(index)),
    );
    const least = Math.max(...heights.slice(0, -1), 0);
    const isNewPage = this.keepTogether(Math.max(...heights) + sizes.cellGap, least);
    if (isNewPage && titles) this.headAgain(titles, columns);
    const row = this.branch(table, 'TR');
    const { y } = this.pdf;
    const page = this.pages;
    for (const [index, { x, width, align }] of columns.entries()) {
      const cell = isHead(index) ? this.branch(row, 'TH', heads) : this.branch(row, 'TD');
      cell.add(() => this.write(texts[index] ?? '', { x, y, width, align, bold: isHead(index) }));
      cell.end();
    }
    row.end();
    const flowedOver = this.pages > page;
    const bottom = flowedOver ? this.pdf.y : y + Math.max(...heights);
    this.pdf.y = bottom + sizes.cellGap / 2;
    this.rule();
    this.pdf.y += sizes.cellGap / 2;
  }

  /** The titles of a table that goes on, for the eye alone: who hears the table has heard them. */
  private headAgain(titles: readonly string[], columns: readonly Placed[]): void {
    const { y } = this.pdf;
    this.pdf.markContent('Artifact', { type: 'Pagination' });
    for (const [index, { x, width, align }] of columns.entries())
      this.write(titles[index] ?? '', { x, y, width, align, bold: true });
    this.pdf.endMarkedContent();
    const heights = columns.map(({ width }, index) => this.heightOf(titles[index] ?? '', width, true));
    this.pdf.y = y + Math.max(...heights) + sizes.cellGap / 2;
    this.rule();
    this.pdf.y += sizes.cellGap / 2;
  }

  private rule(): void {
    const { y } = this.pdf;
    this.pdf.markContent('Artifact', { type: 'Layout' });
    this.pdf.lineWidth(0.5).strokeColor(colours.rule);
    this.pdf
      .moveTo(margins.left, y)
      .lineTo(margins.left + this.width, y)
      .stroke();
    this.pdf.endMarkedContent();
  }

  private writeFeet(): void {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.pdf.switchToPage(start + index);
      this.pdf.page.margins = { ...margins, bottom: 0 };
      this.pdf.markContent('Artifact', { type: 'Pagination' });
      const y = this.pdf.page.height - margins.bottom + sizes.gap * 2;
      this.write(this.options.foot(index + 1, count), { y, size: sizes.small, muted: true });
      this.pdf.endMarkedContent();
    }
  }

  private write(
    text: string,
    {
      x = margins.left,
      y = this.pdf.y,
      width = this.width,
      size = sizes.body,
      align = 'left',
      ...look
    }: Writing,
  ): void {
    this.pdf
      .font(look.bold ? typeface.bold : typeface.regular)
      .fontSize(size)
      .fillColor(look.muted ? colours.muted : colours.text)
      .text(showable(text), x, y, { width, align, lineGap: sizes.lineGap });
  }

  private heightOf(text: string, width: number, bold = false): number {
    this.pdf.font(bold ? typeface.bold : typeface.regular).fontSize(sizes.body);
    return this.pdf.heightOfString(showable(text), { width, lineGap: sizes.lineGap });
  }

  private block(parent: PDFKit.PDFStructureElement, tag: string, write: () => void): void {
    const element = this.branch(parent, tag);
    element.add(write);
    element.end();
  }

  private branch(
    parent: PDFKit.PDFStructureElement,
    tag: string,
    scope?: 'Row' | 'Column',
  ): PDFKit.PDFStructureElement {
    const options: ScopedOptions = scope ? { scope } : {};
    const element = this.pdf.struct(tag, options);
    parent.add(element);
    return element;
  }

  /**
   * A new page where this much does not fit below.
   *
   * @param least what of it cannot flow over to another page
   * @returns whether there is a new page
   */
  private keepTogether(height: number, least = 0): boolean {
    const { page, y } = this.pdf;
    const bottom = page.height - margins.bottom;
    if (y + height <= bottom || this.isAtTop()) return false;
    // What is longer than half a page flows over rather than leave the half empty.
    const start = Math.max(least, sizes.body * 4);
    if (height > (bottom - margins.top) / 2 && y + start <= bottom) return false;
    this.pdf.addPage();
    return true;
  }

  private isAtTop(): boolean {
    return this.pdf.y <= margins.top;
  }

  private placed(columns: readonly Pick<Column, 'share' | 'align'>[]): Placed[] {
    let x = margins.left;
    return columns.map(({ share, align = 'left' }, index) => {
      const isLast = index === columns.length - 1;
      const full = isLast ? margins.left + this.width - x : share * this.width;
      const at = { x, width: full - (isLast ? 0 : sizes.columnGap), align };
      x += full;
      return at;
    });
  }

  private get width(): number {
    return this.pdf.page.width - margins.left - margins.right;
  }
}

/** The types of the package do not know yet what it takes. */
interface ScopedOptions extends PDFKit.Mixins.StructureElementOptions {
  readonly scope?: 'Row' | 'Column';
}

interface Placed {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

interface Writing {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly size?: number;
  readonly align?: 'left' | 'right';
  readonly bold?: boolean;
  readonly muted?: boolean;
}
