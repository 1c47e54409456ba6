import type {
  ChannelHealth,
  ChannelMark,
  ChannelStore,
  KeptChannelMark,
  StandingSubmission,
} from '../ports/channel-store.js';
import type { SendMode } from '../ports/report-store.js';
import { wordOf } from '#core';
import type { MemoryDatabase, SendRow, SubmissionRow } from './memory-database.js';

const hourMs = 3_600_000;
const daysMs = 90 * 24 * hourMs;

/** Channels in memory: how they are marked, and what became of their notices. Switches are not kept here. */
export class MemoryChannelStore implements ChannelStore {
  constructor(private readonly database: MemoryDatabase) {}

  async marks(): Promise<readonly KeptChannelMark[]> {
    return [...this.database.channelMarks.values()]
      .sort((one, other) => (one.channel < other.channel ? -1 : 1))
      .map((mark) => ({
        ...mark,
        isDead: mark.state === 'DEAD' && (mark.mode === null || mark.mode === this.modeOf(mark.platform)),
      }));
  }

  async mark(mark: ChannelMark): Promise<boolean> {
    const before = this.database.channelMarks.get(mark.channel);
    if (before?.state === mark.state && before.reason === mark.reason && before.mode === mark.mode)
      return false;
    this.database.channelMarks.set(mark.channel, { ...mark, atMs: this.database.now() });
    return true;
  }

  async health(channels: readonly string[]): Promise<readonly ChannelHealth[]> {
    return channels.map((channel) => this.healthOf(channel));
  }

  async waiting(platform: string, channel: string, limit: number): Promise<readonly StandingSubmission[]> {
    return this.standing(channel, limit, (row) => {
      const { delivery } = row.state;
      const mayHaveArrived = this.database.sends.some(
        ({ submissionId, outcome }) => submissionId === row.id && outcome === 'unknown',
      );
      return (
        (delivery === 'QUEUED' || delivery === 'RETRY_WAIT') &&
        row.filed.platform === platform &&
        row.nextTryAtMs !== null &&
        row.leaseUntilMs === null &&
        !mayHaveArrived
      );
    });
  }

  async stoodDown(channel: string, limit: number): Promise<readonly StandingSubmission[]> {
    return this.standing(channel, limit, ({ state }) => {
      const isBlocked = wordOf(state) === 'blocked' && state.delivery === 'BLOCKED';
      return isBlocked && state.waitingFor === 'CHANNEL.DEAD';
    });
  }

  private standing(channel: string, limit: number, isMeant: (row: SubmissionRow) => boolean) {
    return [...this.database.submissions.values()]
      .filter((row) => row.state.channel === channel && isMeant(row))
      .slice(0, limit)
      .map(({ id, reportId }) => ({ submissionId: id, reportId }));
  }

  private healthOf(channel: string): ChannelHealth {
    const { database } = this;
    const sends = database.sends
      .filter((send) => send.channel === channel)
      .sort((one, other) => other.startedAtMs - one.startedAtMs);
    const platform = sends[0] && database.submissions.get(sends[0].submissionId)?.filed.platform;
    const mode = platform === undefined ? 'rehearsed' : this.modeOf(platform);
    const tries = sends
      .filter((send) => send.mode === mode && send.startedAtMs > database.now() - daysMs)
      .slice(0, 200)
      .map((send) => this.tryOf(send));
    const good = tries.filter(({ isGood }) => isGood);
    const lastGoodAtMs = good[0]?.startedAtMs ?? null;
    const mark = database.channelMarks.get(channel);
    const sinceMs = Math.max(lastGoodAtMs ?? 0, mark?.state === 'USABLE' ? mark.atMs : 0);
    const failures = tries.flatMap(({ failure, startedAtMs }) =>
      failure === null ? [] : { failure, startedAtMs },
    );
    const inRow = failures.filter(
      ({ failure, startedAtMs }) =>
        failure.startsWith('MAIL.') && failure !== 'MAIL.BOUNCED_TOO_LARGE' && startedAtMs > sinceMs,
    );
    const waits = tries.flatMap(({ acknowledgementMs }) => acknowledgementMs ?? []);
    return {
      ...{ channel, mode, successes: good.length, failures: failures.length, failuresInRow: inRow.length },
      ...{ lastGoodAtMs, medianAcknowledgementMs: medianOf(waits) },
    };
  }

  private tryOf({ submissionId, channel, outcome, code, round, startedAtMs }: SendRow) {
    const row = this.database.submissions.get(submissionId);
    const isHere = row?.state.channel === channel;
    const cameBack =
      outcome === 'confirmed' && isHere && row.round === round && row.state.delivery === 'FAILED';
    const isRefused = outcome === 'refused' && !(code ?? '').startsWith('NOTICE.');
    const failure = isRefused ? code : cameBack ? row.state.waitingFor : null;
    const receipts = [...this.database.replies.values()].filter(
      (reply) =>
        reply.submissionId === submissionId &&
        reply.state === 'APPLIED' &&
        reply.meaning.includes('acknowledged') &&
        reply.receivedAtMs >= startedAtMs,
    );
    const receivedAtMs = Math.min(...receipts.map((reply) => reply.receivedAtMs));
    const acknowledgementMs = isHere && receipts.length > 0 ? receivedAtMs - startedAtMs : null;
    const isTold = acknowledgementMs !== null || (isHere && row.state.decision !== 'NONE');
    const isGood =
      outcome === 'confirmed' && failure === null && (isTold || startedAtMs < this.database.now() - hourMs);
    return { startedAtMs, failure, isGood, acknowledgementMs };
  }

  private modeOf(platform: string): SendMode {
    const { mode, stoppedFrom } = this.database.platform(platform);
    return mode === 'stopped' ? stoppedFrom : mode;
  }
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
