import type { Expectation } from '../deadlines/sla.js';

/** What outcomes can be grouped by. */
export const outcomeDimensions = ['platform', 'channel', 'regime', 'category', 'team', 'month'] as const;
export type OutcomeDimension = (typeof outcomeDimensions)[number];

/**
 * What is waited for after a notice was sent.
 *
 * ACKNOWLEDGEMENT  the platform shows that it has it; of channels that say so
 * DECISION         its first decision
 * VERIFIED_GONE    somebody saw that what the platform acted on is gone
 */
export const waits = ['ACKNOWLEDGEMENT', 'DECISION', 'VERIFIED_GONE'] as const;
export type Wait = (typeof waits)[number];

/** Expectations of platforms, of which it is kept how they ended. */
export const platformExpectations = ['ACKNOWLEDGEMENT', 'DECISION'] as const satisfies readonly Expectation[];
/** Ours, of which it is kept as well, and how they stand that run. */
export const ourExpectations = ['ANSWER', 'FIRST_LOOK'] as const satisfies readonly Expectation[];

/**
 * How a platform's time ended.
 *
 * KEPT      it answered in time
 * BREACHED  it did not
 * OPEN      its time runs, or stands still while it waits for our answer
 * ENDED     nobody waits any more: withdrawn, gone, or back with us before it answered
 */
export const deadlineEnds = ['KEPT', 'BREACHED', 'OPEN', 'ENDED'] as const;
export type DeadlineEnd = (typeof deadlineEnds)[number];

/** Who decided that a notice goes out once more: a person, a program with a key, or the rule of the channel. */
export const resendDeciders = ['PERSON', 'KEY', 'CHANNEL_RULE'] as const;
export type ResendDecider = (typeof resendDeciders)[number];
