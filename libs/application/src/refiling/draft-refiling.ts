import { repeatedIn, wasGoneBefore, type ChannelKind, type ReportSubmission } from '#core';
import type { PlatformCatalogue } from '../platform-settings.js';
import type { PlatformAdapter, PreparedHandoff } from '../ports/platform-adapter.js';
import type { ReportStore, SendMode } from '../ports/report-store.js';
import type { SendStore } from '../ports/send-store.js';
import type { OpenNotice } from '../sending/open-notice.js';

/** One new notice that refiling would send, and everything that would leave. */
export interface RefilingDraft extends PreparedHandoff {
  /** Submission that it repeats. */
  readonly repeats: string;
  readonly platform: string;
  readonly channel: string;
  readonly channelKind: ChannelKind;
  readonly mode: SendMode;
  /** Its content was seen again: it is refiled where nobody chooses otherwise. */
  readonly isSeenAgain: boolean;
  /** A person has to file it: `steps` say how. */
  readonly isByHand: boolean;
}

/**
 * What new notices would say about content of a report that was gone before, made by the code that sends them. Stores
 * nothing and calls no platform.
 */
export class DraftRefiling {
  constructor(
    private readonly parts: {
      readonly reports: ReportStore;
      readonly sends: SendStore;
      readonly openNotice: OpenNotice;
      readonly platforms: PlatformCatalogue;
      readonly adapterFor: (platform: string, mode: SendMode) => PlatformAdapter;
    },
  ) {}

  /** @returns undefined where there is no such report */
  async run(reportId: string): Promise<readonly RefilingDraft[] | undefined> {
    const sealed = await this.parts.reports.sealedTargets(reportId);
    const submissions = await this.parts.reports.change([reportId], (locked) => ({
      change: { reports: [] },
      result: locked.get(reportId)?.state.submissions,
    }));
    if (!sealed || !submissions) return undefined;
    const erased = new Set(
      sealed.targets.flatMap(({ submissionId, target }) => (target ? [] : [submissionId])),
    );
    const repeated = repeatedIn(submissions);
    const drafts: RefilingDraft[] = [];
    for (const submission of submissions)
      if (wasGoneBefore(submission.state) && !repeated.has(submission.id) && !erased.has(submission.id))
        drafts.push(...(await this.draft(submission, submissions.length + drafts.length + 1)));
    return drafts;
  }

  private async draft({ id, platform, state }: ReportSubmission, ordinal: number): Promise<RefilingDraft[]> {
    const { sends, openNotice, platforms, adapterFor } = this.parts;
    const channel = platforms.get(platform)?.manifest.channels.find((each) => each.id === state.channel);
    const loaded = channel && (await sends.load(id, 'refiled'));
    if (!channel || !loaded) return [];
    const notice = {
      ...(await openNotice.run({ ...loaded, round: 0 })),
      reference: loaded.reference.replace(/-\d+-[^-]+$/, `-${ordinal}-${unknownYet}`),
    };
    const adapter = adapterFor(platform, loaded.mode);
    const isByHand = channel.kind !== 'API' && channel.kind !== 'EMAIL';
    const prepared = adapter.prepareHandoff(notice);
    const fields = isByHand ? prepared.fields : (adapter.describeSending?.(notice) ?? prepared.fields);
    return [
      {
        ...{
          repeats: id,
          platform,
          channel: channel.id,
          channelKind: channel.kind,
          mode: loaded.mode,
          isByHand,
        },
        isSeenAgain: state.verification === 'REAPPEARED',
        ...(isByHand ? prepared : { openUrl: null, steps: [], fields, numberHint: null }),
      },
    ];
  }
}

/** Stands for the six characters of the end that the new reference will have. */
const unknownYet = '······';
