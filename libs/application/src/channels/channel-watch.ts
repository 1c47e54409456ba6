import { changeReport, isMachineChannel, type SubmissionFact } from '#core';
import { changeTogetherOrAlone } from '../change-reports.js';
import { closedChannels, lanes, type PlatformCatalogue } from '../platform-settings.js';
import type { ChannelMark, ChannelStore, StandingSubmission } from '../ports/channel-store.js';
import { realClock, type Clock } from '../ports/clock.js';
import type { LockedReport, ReportStore, ReportWrite } from '../ports/report-store.js';
import type { WorkLog } from '../ports/work-log.js';

export interface ChannelWatchParts {
  readonly channels: ChannelStore;
  readonly reports: ReportStore;
  readonly platforms: PlatformCatalogue;
  readonly log: WorkLog;
  readonly settings: { readonly deadAfterFailures: number; readonly healthEveryMs: number };
  /** Absent is real time. */
  readonly clock?: Clock;
}

const batch = 100;
const deadChannel = 'CHANNEL.DEAD';

/**
 * Keeps notices off channels that lead nowhere: finds those from which notices come back, and blocks what waits for them,
 * so that staff choose the next one. Nothing is sent over another channel by itself: that may be another standing, or
 * work for a person.
 */
export class ChannelWatch {
  private nextLookAtMs = 0;

  constructor(private readonly parts: ChannelWatchParts) {}

  /** Looks where it is time; cheap otherwise. */
  async run(): Promise<void> {
    const { clock = realClock, settings } = this.parts;
    if (clock.now() < this.nextLookAtMs) return;
    this.nextLookAtMs = clock.now() + settings.healthEveryMs;
    await this.look();
  }

  async look(): Promise<void> {
    const { channels, platforms } = this.parts;
    await this.findDead();
    const dead = (await channels.marks()).flatMap(({ channel, isDead }) => (isDead ? [channel] : []));
    for (const [platform, settings] of platforms)
      for (const { id } of settings.manifest.channels.filter(isMachineChannel)) {
        const because = closedChannels(settings, dead).get(id);
        if (because) await this.standDown(platform, id, `CHANNEL.${because}`);
      }
  }

  /**
   * What a person says of a channel; what waits for it stops, or goes on.
   *
   * @returns false where that was said already
   */
  async mark(mark: ChannelMark): Promise<boolean> {
    const { channels, log } = this.parts;
    const isNew = await channels.mark(mark);
    const { platform, channel, state, reason } = mark;
    if (isNew) log.info('channel.marked', { platform, channel, state, reason });
    if (state === 'DEAD') await this.standDown(platform, channel, deadChannel);
    else await this.goOn(channel);
    return isNew;
  }

  private async findDead(): Promise<void> {
    const { channels, platforms, settings, log } = this.parts;
    const platformOf = new Map(
      [...platforms.values()].flatMap(({ manifest }) =>
        manifest.channels.filter(isMachineChannel).map(({ id }) => [id, manifest.key] as const),
      ),
    );
    const dead = new Set((await channels.marks()).flatMap(({ channel, isDead }) => (isDead ? channel : [])));
    for (const { channel, mode, failuresInRow } of await channels.health([...platformOf.keys()])) {
      const platform = platformOf.get(channel);
      if (platform === undefined || dead.has(channel) || failuresInRow < settings.deadAfterFailures) continue;
      await channels.mark({ platform, channel, state: 'DEAD', reason: 'BOUNCES', mode, by: 'uniflag' });
      log.warn('channel.dead', { platform, channel, mode, failuresInRow });
    }
  }

  /** Nothing waits any longer for a channel that is closed, but for a person. */
  private async standDown(platform: string, channel: string, reason: string): Promise<void> {
    await this.moveAll(
      () => this.parts.channels.waiting(platform, channel, batch),
      (report, submissionId) => {
        const state = report.state.submissions.find(({ id }) => id === submissionId)?.state;
        const waits = state?.delivery === 'QUEUED' || state?.delivery === 'RETRY_WAIT';
        return waits && state.channel === channel
          ? { fact: { kind: 'blocked', reason }, nextTryInMs: null }
          : undefined;
      },
    );
  }

  /** What was blocked because the channel was dead is sent after all. */
  private async goOn(channel: string): Promise<void> {
    await this.moveAll(
      () => this.parts.channels.stoodDown(channel, batch),
      (report, submissionId) => {
        const state = report.state.submissions.find(({ id }) => id === submissionId)?.state;
        return state?.delivery === 'BLOCKED' && state.waitingFor === deadChannel && state.channel === channel
          ? { fact: { kind: 'queued' }, nextTryInMs: 0 }
          : undefined;
      },
    );
  }

  private async moveAll(
    find: () => Promise<readonly StandingSubmission[]>,
    decide: (report: LockedReport, submissionId: string) => Move | undefined,
  ): Promise<void> {
    const { reports, log } = this.parts;
    const seen = new Set<string>();
    for (;;) {
      const found = (await find()).filter(({ submissionId }) => !seen.has(submissionId));
      if (found.length === 0) return;
      for (const { submissionId } of found) seen.add(submissionId);
      await changeTogetherOrAlone(
        found.map(({ reportId }) => reportId),
        (reportIds) => reports.change(reportIds, (locked, nowMs) => moved(found, locked, nowMs, decide)),
        (reportId, error) => log.error('channel.stand_down_failed', { reportId, error }),
      );
    }
  }
}

interface Move {
  readonly fact: SubmissionFact['fact'];
  readonly nextTryInMs: number | null;
}

function moved(
  found: readonly StandingSubmission[],
  locked: ReadonlyMap<string, LockedReport>,
  nowMs: number,
  decide: (report: LockedReport, submissionId: string) => Move | undefined,
) {
  const wake = new Set<string>();
  const writes = [...locked].flatMap(([reportId, report]): ReportWrite[] => {
    const moves = found.flatMap(({ submissionId, reportId: of }) => {
      const move = of === reportId ? decide(report, submissionId) : undefined;
      return move ? [{ ...move, submissionId }] : [];
    });
    if (moves.length === 0) return [];
    for (const { submissionId, nextTryInMs } of moves) {
      const platform = report.state.submissions.find(({ id }) => id === submissionId)?.platform;
      if (nextTryInMs !== null && platform !== undefined) wake.add(lanes.submissions(platform));
    }
    const changed = changeReport(
      report.state,
      moves.map(({ submissionId, fact }) => ({ submissionId, fact, detail: { actor: 'WORKER' } })),
      nowMs,
    );
    const timing = moves.map(({ submissionId, nextTryInMs }) => ({ submissionId, nextTryInMs }));
    return [{ state: changed.report, events: changed.events, timing }];
  });
  return { change: { reports: writes, lanes: [...wake] }, result: undefined };
}
