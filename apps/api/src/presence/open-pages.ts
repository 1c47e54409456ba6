import type { SaidOfPage } from '#persistence';

/** Pages say so again before this has passed, by a margin: see the console's heartbeat. */
export const openForMs = 40_000;

/**
 * Who has the page of which report open, as far as this process has heard. It is in memory alone, and forgotten when a
 * page is left or says nothing for `openForMs`: since when somebody is there is not known.
 */
export class OpenPages {
  /** Report -> person -> until when it counts. */
  private readonly pages = new Map<string, Map<string, number>>();

  constructor(private readonly nowMs: () => number = Date.now) {}

  /** @returns whether that changed who is there */
  hear({ reportId, personId, isHere }: SaidOfPage): boolean {
    const hasForgotten = this.forgetSilent();
    const people = this.pages.get(reportId) ?? new Map<string, number>();
    const wasHere = people.has(personId);
    if (isHere) people.set(personId, this.nowMs() + openForMs);
    else people.delete(personId);
    if (people.size === 0) this.pages.delete(reportId);
    else this.pages.set(reportId, people);
    return hasForgotten || wasHere !== isHere;
  }

  /** Ids of those who have it open beside `personId`. */
  others(reportId: string, personId: string): readonly string[] {
    return this.allBut(personId).get(reportId) ?? [];
  }

  /** Report -> ids of those who have it open beside `personId`. */
  allBut(personId: string): ReadonlyMap<string, readonly string[]> {
    const open = [...this.pages].map(([reportId, people]): [string, readonly string[]] => [
      reportId,
      [...people].filter(([id, untilMs]) => id !== personId && untilMs > this.nowMs()).map(([id]) => id),
    ]);
    return new Map(open.filter(([, people]) => people.length > 0));
  }

  /** @returns whether somebody said nothing for too long */
  forgetSilent(): boolean {
    let hasForgotten = false;
    for (const [reportId, people] of this.pages) {
      for (const [personId, untilMs] of people)
        if (untilMs <= this.nowMs()) hasForgotten = people.delete(personId);
      if (people.size === 0) this.pages.delete(reportId);
    }
    return hasForgotten;
  }
}
