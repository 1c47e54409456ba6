import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ask, AskAnswer, Effect, RefusalReason } from '#core';

/** What one mail says, in the words of the core: as a careful person reads it, or as the product does. */
export type Said =
  /** Nothing that can be relied on: somebody has to read it. */
  | { readonly kind: 'staff' }
  /** A machine's courtesy that says nothing about the notice: absence, read receipt, survey, newsletter. */
  | { readonly kind: 'automatic' }
  /** A mail server reports that our mail did not, or does not yet, arrive. */
  | { readonly kind: 'bounce'; readonly isPermanent: boolean }
  | SaidFacts;

export interface SaidFacts {
  readonly kind: 'facts';
  /** Received, or being looked at. */
  readonly acknowledged?: boolean;
  readonly reviewStarted?: boolean;
  readonly externalRef?: string;
  readonly informationRequested?: boolean;
  readonly memberReportRequired?: boolean;
  readonly effects?: readonly Effect[];
  /** ISO 3166-1 codes, and `EU`, of the places where a country restriction holds. */
  readonly territories?: readonly string[];
  readonly refused?: RefusalReason;
  readonly notFound?: boolean;
  /** Number of the earlier case; true where none is named. */
  readonly duplicate?: true | string;
  readonly reversed?: boolean;
  readonly answers?: Readonly<Partial<Record<Ask, AskAnswer>>>;
  readonly namesPersons?: boolean;
}

export interface CorpusMail {
  /** Name in the folder of its corpus. */
  readonly file: string;
  readonly platform: string;
  readonly about: string;
  /** With `also`, a person must read it, and a reader that understands it so is right as well. */
  readonly expected: Said & { readonly also?: SaidFacts };
}

/** A folder of mails, what they say, and where the table of what is read of them stands. */
export interface Corpus {
  readonly mails: readonly CorpusMail[];
  readonly folder: string;
  readonly readme: string;
}

/** The mails the reader was made with. */
export const learned = corpus('replies', 'expected.json', 'README.md');
/** Mails written after the reader, by somebody who had not seen it. */
export const heldOut = corpus('held-out', 'held-out/expected.json', 'held-out/README.md');

function corpus(folder: string, expected: string, readme: string): Corpus {
  const mails = JSON.parse(readFileSync(join(__dirname, expected), 'utf8')) as CorpusMail[];
  return { mails, folder: join(__dirname, folder), readme: join(__dirname, readme) };
}
