import {
  carriesExplanation,
  changeReport,
  checkElements,
  claimRegime,
  companionsOf,
  forWholeNotice,
  isDsa,
  isMachineChannel,
  leaderOf,
  nextChannels,
  spaceOf,
  translationMissing,
  type Category,
  type ChannelManifest,
  type Fact,
  type Regime,
  type ReportState,
  type Space,
  type SubmissionState,
} from '#core';
import type { FieldError } from '../field-error.js';
import {
  closedChannels,
  lanes,
  type PlatformCatalogue,
  type PlatformSettings,
} from '../platform-settings.js';
import type { ChannelStore } from '../ports/channel-store.js';
import type { NoticeRequest } from '../ports/platform-adapter.js';
import type { LoadedSubmission, SendStore } from '../ports/send-store.js';
import type { ReportStore, SubmissionTiming } from '../ports/report-store.js';
import type { OpenNotice } from '../sending/open-notice.js';

export interface SwitchInput {
  readonly submissionId: string;
  readonly channel: string;
  /** The API key's name. */
  readonly by: string;
}

export type SwitchAnswer =
  | { readonly outcome: 'done' | 'repeated' }
  | { readonly outcome: 'notFound' }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] };

export interface SwitchChannelParts {
  readonly reports: ReportStore;
  readonly sends: SendStore;
  readonly channels: ChannelStore;
  readonly openNotice: OpenNotice;
  readonly platforms: PlatformCatalogue;
  readonly categories: ReadonlyMap<string, Category>;
  /** The notifier: always the organisation. */
  readonly organisation: { readonly name: string; readonly from: string };
}

/**
 * A submission whose notice led nowhere, or has not left yet, goes on over another channel of its plan. Its history stays;
 * the notice is made anew for that channel and claims no more than may be claimed there. Where an earlier one may have
 * arrived, it says so.
 */
export class SwitchChannel {
  constructor(private readonly parts: SwitchChannelParts) {}

  async run({ submissionId, channel: wanted, by }: SwitchInput): Promise<SwitchAnswer> {
    const { reports, sends, channels, platforms } = this.parts;
    const reportId = (await reports.reportsOf([submissionId])).get(submissionId);
    const own = reportId === undefined ? undefined : await sends.load(submissionId);
    const settings = own && platforms.get(own.platform);
    if (reportId === undefined || !own || !settings) return { outcome: 'notFound' };
    const leader = own.noticeOf === null ? own : await sends.load(own.noticeOf);
    const channel = settings.manifest.channels.find(({ id }) => id === wanted);
    const offered = own.plan ? nextChannels(own.plan, '') : [];
    if (!channel || !(offered.includes(wanted) || wanted === own.channel))
      return { outcome: 'invalid', errors: [notOffered(offered.filter((id) => id !== own.channel))] };
    const dead = (await channels.marks()).flatMap(({ channel: id, isDead }) => (isDead ? [id] : []));
    const because = closedChannels(settings, dead).get(wanted);
    if (because) return { outcome: 'refused', code: `CHANNEL.${because}` };
    if (channel.kind === 'API' && !settings.hasCredentials && own.mode === 'armed')
      return { outcome: 'refused', code: 'SWITCH.NO_CREDENTIALS' };
    const notices = await this.noticesOf(leader && leader !== own ? [own, leader] : [own], channel);
    return reports.change<SwitchAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      const leadId = report && leaderOf(report.state.submissions, submissionId);
      const loaded = leadId === own.submissionId ? own : leader;
      const submission = report?.state.submissions.find(({ id }) => id === leadId);
      const row = report?.submissions.get(leadId ?? '');
      if (!report || !submission || !row || !loaded)
        return { change: { reports: [] }, result: { outcome: 'notFound' } };
      const { state, platform } = submission;
      const refused = (code: string) => ({
        change: { reports: [] },
        result: { outcome: 'refused' as const, code },
      });
      if (state.channel === wanted && !isStuck(state))
        return { change: { reports: [] }, result: { outcome: 'repeated' } };
      // Claimed since it was read: nobody knows yet what becomes of that.
      if (submission.id !== loaded.submissionId || row.epoch !== loaded.epoch)
        return refused('SUBMISSION.NOT_NOW.SENDING');
      const facts = factsOfSwitch(state, channel);
      if (facts === undefined) return refused(`SUBMISSION.NOT_NOW.${state.delivery}`);
      const { regime } = this.claim(channel, settings, loaded, report.category, nowMs);
      const gap = this.gapOf(channel, regime, notices.get(loaded), report.category);
      if (gap !== undefined) return refused(gap);
      const detail = { actor: 'STAFF' as const, switchedFrom: state.channel, channel: wanted };
      const companions = companionsOf(report.state.submissions, submission.id).map(({ id }) => id);
      const changed = changeReport(
        report.state,
        forWholeNotice(
          report.state,
          facts.map((fact) => ({ submissionId: submission.id, fact, detail })),
        ),
        nowMs,
      );
      const stopped = changed.applied.find((applied) => applied.outcome === 'refused');
      if (stopped) return refused(`SUBMISSION.NOT_NOW.${stopped.from}`);
      const isQueued = isMachineChannel(channel);
      const mayRepeat = loaded.mayHaveArrived || state.delivery === 'UNCERTAIN';
      const timing = [submission.id, ...companions].map((id): SubmissionTiming => {
        const round = (report.submissions.get(id)?.round ?? 0) + 1;
        return {
          ...{ submissionId: id, round, regime, resetsTries: true },
          ...(mayRepeat ? {} : { unmarkedRound: round }),
          nextTryInMs: isQueued ? 0 : null,
        };
      });
      const takesAll = isQueued && companions.length < (channel.targetsPerNotice ?? 1);
      const switches = [
        {
          ...{
            submissionId: submission.id,
            by,
            fromChannel: state.channel,
            toChannel: wanted,
            fromRound: row.round,
          },
          failure: state.delivery === 'FAILED' && !mayRepeat ? state.waitingFor : null,
        },
      ];
      return {
        change: {
          reports: [
            {
              state: takesAll ? changed.report : withNoticesOfTheirOwn(changed.report, companions),
              ...{ events: changed.events, timing },
            },
          ],
          switches,
          lanes: isQueued ? [lanes.submissions(platform)] : [],
        },
        result: { outcome: 'done' },
      };
    });
  }

  private claim(
    channel: ChannelManifest,
    { manifest, flagger }: PlatformSettings,
    loaded: LoadedSubmission,
    category: string,
    nowMs: number,
  ) {
    const space = loaded.plan?.space ?? spaceBefore(manifest, loaded.targetKind);
    const today = new Date(nowMs).toISOString().slice(0, 10);
    return claimRegime({ ...{ channel, manifest, space, category, today }, status: flagger });
  }

  /** As they would leave over the channel. */
  private async noticesOf(
    submissions: readonly LoadedSubmission[],
    channel: ChannelManifest,
  ): Promise<ReadonlyMap<LoadedSubmission, NoticeRequest>> {
    const opened = submissions.map(
      async (each) => [each, await this.parts.openNotice.run({ ...each, channel: channel.id })] as const,
    );
    return new Map(await Promise.all(opened));
  }

  /** What keeps the notice from leaving over the channel, as a code; undefined where nothing does. */
  private gapOf(
    channel: ChannelManifest,
    regime: Regime,
    notice: NoticeRequest | undefined,
    category: string,
  ): string | undefined {
    const { organisation, categories } = this.parts;
    if (!notice) throw new Error('the notice of this submission was not opened');
    const { explanation, target, language, writtenIn = language } = notice;
    if (carriesExplanation(channel) && !channel.languages.includes(writtenIn)) return translationMissing;
    if (channel.needs.includes('explanation') && explanation.length > channel.maxExplanationChars)
      return 'EXPLANATION.TOO_LONG_FOR_CHANNEL';
    if (!isDsa(regime)) return undefined;
    const notifier = { name: organisation.name, email: organisation.from };
    const notifierNameOptional = categories.get(category)?.notifierNameOptional ?? false;
    const elements = checkElements({
      ...{ explanation, target, notifier, notifierNameOptional, isInGoodFaith: true },
    });
    return elements.find(({ missing }) => missing !== null)?.missing ?? undefined;
  }
}

function withNoticesOfTheirOwn(report: ReportState, ids: readonly string[]): ReportState {
  const submissions = report.submissions.map(({ noticeOf, ...each }) =>
    noticeOf === undefined || ids.includes(each.id) ? each : { ...each, noticeOf },
  );
  return { ...report, submissions };
}

/** What was filed before its space was kept claims nothing that a private space would not allow. */
function spaceBefore(manifest: PlatformSettings['manifest'], targetKind: string): Space {
  return manifest.dsaCoverage === 'FULL' ? spaceOf(manifest, targetKind) : 'PRIVATE_CHAT';
}

/** Stands at its channel without going anywhere. */
function isStuck({ delivery }: SubmissionState): boolean {
  return delivery === 'BLOCKED' || delivery === 'FAILED';
}

/** What takes a submission to another channel; undefined where it is too late, or under way. */
function factsOfSwitch(state: SubmissionState, channel: ChannelManifest): readonly Fact[] | undefined {
  const goesOn: Fact = isMachineChannel(channel)
    ? { kind: 'queued', channel: channel.id }
    : { kind: 'handedOff', channel: channel.id, reason: `HANDOFF.${channel.kind}` };
  switch (state.delivery) {
    case 'FAILED':
    case 'BLOCKED':
    case 'QUEUED':
      return [goesOn];
    case 'RETRY_WAIT':
      return goesOn.kind === 'queued' ? [{ kind: 'blocked', reason: switched }, goesOn] : [goesOn];
    case 'HANDOFF_PENDING':
      return goesOn.kind === 'queued' ? [{ kind: 'sendFailed', reason: switched }, goesOn] : [goesOn];
    case 'UNCERTAIN':
      return goesOn.kind === 'queued' ? [goesOn] : [{ kind: 'sendFailed', reason: switched }, goesOn];
    default:
      return undefined;
  }
}

const switched = 'STAFF.SWITCHED';

function notOffered(offered: readonly string[]): FieldError {
  return {
    pointer: '/channel',
    code: 'SWITCH.NOT_OFFERED',
    detail:
      offered.length > 0
        ? `This submission can go on over ${offered.join(', ')}. Name one of them.`
        : 'No other channel takes this submission. File it again, or report it outside Uniflag.',
  };
}
