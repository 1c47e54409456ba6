import type { Expectation } from '#core';

/** What is awaited about a report, and until when: of several submissions the one whose time ends first. */
export interface CalendarDeadline {
  readonly reference: string;
  readonly expectation: Expectation;
  readonly dueAtMs: number;
  /** Events of the report so far: a number that grows with whatever happens to it. */
  readonly sequence: number;
  readonly updatedAtMs: number;
}
