import {
  deadlineTableFor,
  moveClocks,
  nextEscalation,
  noClocks,
  plannedSubmission,
  wordOf,
  type Category,
  type ClockBasis,
  type DeadlineRules,
  type LadderStanding,
  type ReportState,
  type SubmissionState,
  type WorkingCalendar,
} from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { LadderClocks, LockedReport, RestoredTimes, SubmissionTiming } from '../ports/report-store.js';

/** What the times of a submission depend on beside its state. */
interface Subject {
  readonly platform: string;
  readonly category: string;
  readonly channel: string;
}

/** By when what is expected of whom, by the rules of this installation. */
export class DeadlineClocks {
  constructor(
    private readonly parts: {
      readonly platforms: PlatformCatalogue;
      readonly categories: ReadonlyMap<string, Category>;
      readonly rules: DeadlineRules;
      readonly calendar: WorkingCalendar;
    },
  ) {}

  /** How long before its end a time counts as running out. */
  get dueSoonMs(): number {
    return this.parts.rules.dueSoonMs;
  }

  /** When a person is to have looked at a submission that is being filed; null where it waits for none. */
  staffDueAtMs(subject: Omit<Subject, 'channel'>, state: SubmissionState, nowMs: number): number | null {
    const { channel } = state;
    const basis = this.basisOf({ ...subject, channel });
    return moveClocks(noClocks, plannedSubmission(channel), state, basis, nowMs).clocks.staffDueAtMs;
  }

  /**
   * The clocks of the submissions that a change starts, stops or ends; the others keep theirs.
   *
   * @param restored those that go on from earlier times than the ones they have
   */
  after(
    before: LockedReport,
    after: ReportState,
    nowMs: number,
    restored: readonly RestoredTimes[] = [],
  ): SubmissionTiming[] {
    const states = new Map(before.state.submissions.map(({ id, state }) => [id, state]));
    return after.submissions.flatMap(({ id, platform, state }) => {
      const earlier = restored.find(({ submissionId }) => submissionId === id);
      const [was, row] = [earlier?.state ?? states.get(id), before.submissions.get(id)];
      if (!was || !row || was === state) return [];
      const clocks = earlier?.clocks ?? row.clocks;
      const subject = { platform, category: before.category, channel: state.channel };
      const moved = moveClocks(clocks, was, state, this.basisOf(subject), nowMs);
      if (moved.clocks === row.clocks && !moved.isStarted) return [];
      const step = moved.isStarted ? null : (row.escalationStep ?? earlier?.escalationStep ?? null);
      const standing = { word: wordOf(state), clocks: moved.clocks, step };
      return [{ submissionId: id, clocks: this.onLadder(standing, subject) }];
    });
  }

  /** The step that comes next, and when; null where none is left, or the platform is not waited for. */
  nextStep(standing: LadderStanding, subject: Subject): ReturnType<typeof nextEscalation> {
    const { table, calendar } = this.basisOf(subject);
    return nextEscalation(standing, table, calendar);
  }

  private onLadder(standing: LadderStanding, subject: Subject): LadderClocks {
    const nextStepAtMs = this.nextStep(standing, subject)?.atMs ?? null;
    return { ...standing.clocks, escalationStep: standing.step, nextStepAtMs };
  }

  private basisOf({ platform, category, channel }: Subject): ClockBasis {
    const { platforms, categories, rules, calendar } = this.parts;
    const urgency = categories.get(category)?.urgency ?? 'MEDIUM';
    const channels = platforms.get(platform)?.manifest.channels ?? [];
    const acknowledgement = channels.find(({ id }) => id === channel)?.acknowledgement ?? 'NONE';
    return {
      table: deadlineTableFor(rules, { platform, category, urgency }),
      calendar,
      isAcknowledged: acknowledgement !== 'NONE',
    };
  }
}
