import { canonicalJson, isSha256, readCanonical, sha256Of } from '../canonical.js';

/** An event of the timeline as the API gives it: codes, ids and times. */
export interface ChainedEvent {
  /** Counts from 1 without gaps. */
  readonly sequence: number;
  readonly reportId: string;
}

/** Where a chain ends. */
export interface ChainEnd {
  readonly events: number;
  /** SHA-256 of the last line. */
  readonly hash: string;
}

/** What the first event follows. */
export const beginning = '0'.repeat(64);

/**
 * The events of a report as lines of canonical JSON: `{"event": …, "previous": <SHA-256 of the line before>}`, each ended by
 * a line feed that its hash does not cover.
 */
export function chainOf(events: readonly ChainedEvent[]): { readonly lines: Buffer; readonly end: ChainEnd } {
  let hash = beginning;
  const lines = events.map((event) => {
    const line = canonicalJson({ event, previous: hash });
    hash = sha256Of(Buffer.from(line));
    return `${line}\n`;
  });
  return { lines: Buffer.from(lines.join('')), end: { events: events.length, hash } };
}

export interface ChainBreak {
  /** Line, which is the sequence that its event should have; null where the end is not the signed one. */
  readonly line: number | null;
  readonly detail: string;
}

/**
 * Where a chain does not hold: everything that was changed, taken away, put in or moved breaks it.
 *
 * @param signed where it must end
 * @param reportId whose events they must be
 */
export function chainBreaks(lines: Uint8Array, signed: ChainEnd, reportId: string): readonly ChainBreak[] {
  const breaks: ChainBreak[] = [];
  let previous = beginning;
  let count = 0;
  for (const line of linesIn(lines)) {
    count += 1;
    const fault =
      line === undefined ? 'the last line does not end' : faultIn(line, { previous, count, reportId });
    if (fault !== undefined) breaks.push({ line: count, detail: fault });
    if (breaks.length >= mostBreaks) return breaks;
    previous = line === undefined ? '' : sha256Of(line);
  }
  if (count !== signed.events)
    breaks.push({ line: null, detail: `${count} events stand here, ${signed.events} were signed` });
  else if (previous !== signed.hash)
    breaks.push({ line: null, detail: 'the last event is not the one that was signed' });
  return breaks;
}

/** A changed line breaks the one after it too; nobody reads hundreds. */
const mostBreaks = 20;

function faultIn(
  line: Uint8Array,
  expected: { readonly previous: string; readonly count: number; readonly reportId: string },
): string | undefined {
  const read = readCanonical(line) as { event?: Partial<ChainedEvent>; previous?: unknown } | undefined;
  if (!read?.event || !isSha256(read.previous)) return 'is no event in canonical JSON';
  if (read.previous !== expected.previous)
    return expected.count === 1 ? 'does not begin the chain' : 'does not follow the event before it';
  if (read.event.sequence !== expected.count) return `says that it is event ${String(read.event.sequence)}`;
  return read.event.reportId === expected.reportId ? undefined : 'is of another report';
}

/** Undefined for what follows the last line feed. */
function* linesIn(bytes: Uint8Array): Generator<Uint8Array | undefined> {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(lineFeed, start);
    yield end < 0 ? undefined : bytes.subarray(start, end);
    start = end < 0 ? bytes.length : end + 1;
  }
}

const lineFeed = 0x0a;
