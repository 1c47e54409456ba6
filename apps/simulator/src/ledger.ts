import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { SimulatedFault } from '#platform-kit/simulation';

/** One thing that reached a platform. */
export interface LedgerEntry {
  /** From 1, in order of arrival; goes on where a ledger file is read again. */
  readonly number: number;
  /** Milliseconds since 1970, UTC. */
  readonly atMs: number;
  readonly platform: string;
  readonly via: 'mail' | 'http';
  /** What the platform calls it; `mail` for mails. */
  readonly kind: string;
  /** What it said; scenarios are matched in here. */
  readonly text: string;
  readonly body: unknown;
  /** Whether the platform has it; false where a fault of the scenario turned it away. */
  readonly isTaken: boolean;
  readonly fault: SimulatedFault | null;
}

/** Everything that reached any platform, append-only; in memory, and in a file of JSON lines where one is named. */
export class Ledger {
  private readonly entries: LedgerEntry[];

  /**
   * @param file kept between runs, readable to its owner alone: it holds notices in clear, as a platform's inbox does
   */
  constructor(private readonly file?: string) {
    this.entries = file !== undefined && existsSync(file) ? readLines(file) : [];
  }

  append(entry: Omit<LedgerEntry, 'number'>): void {
    const numbered = { number: (this.entries.at(-1)?.number ?? 0) + 1, ...entry };
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(numbered)}\n`, { mode: 0o600 });
    this.entries.push(numbered);
  }

  /** @param isComplete also what was turned away */
  read(platform?: string, isComplete = false): readonly LedgerEntry[] {
    return this.entries.filter(
      (entry) => (platform === undefined || entry.platform === platform) && (isComplete || entry.isTaken),
    );
  }
}

/** A last line that a killed process left half written is ended, so that the next one stands alone. */
function readLines(file: string): LedgerEntry[] {
  const content = readFileSync(file, 'utf8');
  if (content !== '' && !content.endsWith('\n')) appendFileSync(file, '\n');
  return content.split('\n').flatMap((line) => {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as LedgerEntry];
    } catch (error) {
      if (error instanceof SyntaxError) return [];
      throw error;
    }
  });
}
