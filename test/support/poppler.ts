import { execFileSync, spawnSync } from 'node:child_process';

/** Why PDFs cannot be looked at here; undefined where they can. */
export function whyNoPoppler(): string | undefined {
  return spawnSync('pdfinfo', ['-v']).error === undefined ? undefined : 'no pdfinfo; install poppler-utils';
}

/** What `pdfinfo` says of a PDF. */
export function pdfInfo(pdf: Buffer, ...args: string[]): string {
  return execFileSync('pdfinfo', [...args, '-'], { input: pdf, encoding: 'utf8' });
}

/** The words of a PDF in the order in which they stand on its pages. */
export function pdfText(pdf: Buffer): string {
  return execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(/\s+/g, ' ');
}
