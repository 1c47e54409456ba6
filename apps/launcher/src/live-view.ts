import { ApiProblem, ApiUnreachable, type Report, type ReportEvent, type UniflagClient } from '#client';

/** Prints what happens to one report, a line an event, each once and in order. */
export class LiveView {
  private lastSequence = 0;

  constructor(
    private readonly client: Pick<UniflagClient, 'followReport' | 'reportEvents'>,
    private readonly reportId: string,
    private readonly say: (line: string) => void,
  ) {}

  /** Prints events as they happen until `signal` ends it. An API that is away for long ends the view, not the report. */
  async follow(signal: AbortSignal): Promise<void> {
    const ended = new Promise<void>((resolve) =>
      signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    // Does not wait for a stream to notice that it was ended.
    await Promise.race([this.showLive(signal), ended]);
  }

  /** Prints what is stored and was not yet shown. */
  async showRest(): Promise<void> {
    for await (const event of this.client.reportEvents(this.reportId)) this.show(event);
  }

  private async showLive(signal: AbortSignal): Promise<void> {
    try {
      for await (const event of this.client.followReport(this.reportId, { signal })) {
        if (signal.aborted) return;
        this.show(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiUnreachable || error instanceof ApiProblem)) throw error;
      this.say(`  (no live view any more: ${error.message})`);
    }
  }

  private show(event: ReportEvent): void {
    if (event.sequence <= this.lastSequence) return;
    this.lastSequence = event.sequence;
    this.say(eventLine(event));
  }
}

/** One line of the live view: `12:03:04  facebook   sent → acknowledged`. */
export function eventLine(event: ReportEvent): string {
  return `  ${clockTime(event.timestamp)}  ${(event.platform ?? 'report').padEnd(platformColumns)}  ${whatHappened(event)}`;
}

function whatHappened(event: ReportEvent): string {
  const { type, platform, word, previousWord, status, previousStatus, attention } = event;
  if (platform !== null) return word === null ? type : change(previousWord, word, type);
  if (previousStatus !== status) return change(previousStatus, status, type);
  return `${status}, ${needs(attention)}`;
}

function needs(attention: readonly string[]): string {
  return attention.length === 0 ? 'nothing needs a person' : `needs a person: ${attention.join(', ')}`;
}

function change(before: string | null, after: string, type: string): string {
  if (before === null) return after;
  return before === after ? `${after} (${type})` : `${before} → ${after}`;
}

function clockTime(iso: string): string {
  const at = new Date(iso);
  return [at.getHours(), at.getMinutes(), at.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

const platformColumns = 10;

/** The part of a report that the table shows. */
export type ReportShown = Pick<Report, 'reference' | 'status' | 'attention'> & {
  readonly submissions: readonly Pick<
    Report['submissions'][number],
    'platform' | 'word' | 'delivery' | 'decision' | 'verification' | 'externalRef'
  >[];
};

/** How a report stands, a row for each submission, as lines of equal columns. */
export function reportTable({ reference, status, attention, submissions }: ReportShown): string {
  const head = ['platform', 'word', 'delivery', 'decision', 'verification', 'their number'];
  const rows = submissions.map((each) => [
    each.platform,
    each.word,
    each.delivery,
    each.decision,
    each.verification,
    each.externalRef ?? '',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [`  ${reference}: ${status}`, `  ${needs(attention)}`, '', line(head), ...rows.map(line)].join('\n');
}
