import { readFileSync } from 'node:fs';
import type { Notice } from './records.js';

interface LedgerLine {
  readonly number: number;
  readonly platform: string;
  readonly text: string;
  readonly isTaken: boolean;
  readonly fault: string | null;
}

/** The notices in the platforms' ledger; a last line that a killed process left half written is none. */
export function readLedger(file: string): readonly Notice[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const entry = parsed(line);
      const reference = /UF-\d{4}-\d{6,}-\d+-[0-9A-Z]{6}/.exec(entry?.text ?? '')?.[0];
      if (!entry || reference === undefined) return [];
      const { number, platform, isTaken, fault } = entry;
      return [{ ...{ number, platform, reference, isTaken, fault }, isMarked: saysItMayRepeat(entry.text) }];
    });
}

/** In each language of our notices, and in the field of the platform that has one for it. */
function saysItMayRepeat(text: string): boolean {
  return (
    /may repeat our earlier notice|répète peut-être notre notification|herhaalt mogelijk onze eerdere melding/.test(
      text.replaceAll(/\s+/g, ' '),
    ) ||
    /wiederholt möglicherweise unsere frühere Meldung/.test(text.replaceAll(/\s+/g, ' ')) ||
    /"mayRepeatNoticeOf":"/.test(text)
  );
}

function parsed(line: string): LedgerLine | undefined {
  if (!line.endsWith('}')) return undefined;
  try {
    return JSON.parse(line) as LedgerLine;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
