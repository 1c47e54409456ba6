import {
  PlatformFault,
  type PlatformAdapter,
  type PlatformConnection,
  type SubmitResult,
} from '#platform-kit';
import { createYoutubeClient, type YoutubeClient } from './client.js';
import { describeFlag, prepareYoutubeHandoff } from './handoff.js';
import { manifest } from './manifest.js';
import { abuseReportOf, matchReason, visibilityOf, type ReasonIds } from './mapper.js';
import { readYoutubeReply } from './reply.js';

export interface YoutubeOptions {
  /** ISO 3166-1 code of the country whose view of a video counts. */
  readonly country: string;
}

/** YouTube: flags by API, everything else prepared for a person, videos looked up by API. */
export function createYoutubeAdapter(
  connection: PlatformConnection,
  { country }: YoutubeOptions = { country: 'BE' },
): PlatformAdapter {
  const client = createYoutubeClient(connection);

  return {
    async submit(notice, { mayLeave }) {
      if (notice.channel.kind !== 'API')
        throw new Error(`youtube: ${notice.channel.id} is filed by a person`);
      const flag = (reason: ReasonIds) =>
        client.reportAbuse(abuseReportOf(notice, reason, connection.sender.organisation), mayLeave);
      const reason = await findReason(client, notice.category.code);
      let said = await flag(reason);
      if (said === 'invalidReason') {
        // Not taken, for sure. The list may have changed since we read it: once more, with what it says now.
        const corrected = matchReason(await client.listReasons({ fresh: true }), notice.category.code);
        if (corrected !== undefined && !isSameReason(corrected, reason)) said = await flag(corrected);
      }
      if (said === 'invalidReason') throw refused('YOUTUBE.INVALID_ABUSE_REASON');
      return said === 'taken' ? takenWithoutWord : notThere(connection.now());
    },

    prepareHandoff: (notice) => prepareYoutubeHandoff(notice, connection),

    describeSending: (notice) => describeFlag(notice, connection.sender.organisation),

    readReply: readYoutubeReply,

    async checkVisibility({ kind, ids: [id] }) {
      if (kind !== 'video' || id === undefined) return { visibility: 'UNCHECKABLE', effects: [] };
      return visibilityOf(await client.findVideo(id), country);
    },
  };
}

/** 204 and no body: sent, and nothing more will ever be heard of it. */
const takenWithoutWord: SubmitResult = { receipt: null, facts: [] };

function notThere(atMs: number): SubmitResult {
  return {
    receipt: null,
    facts: [
      { kind: 'notFound', atMs },
      { kind: 'seen', atMs, visibility: 'GONE', effects: [] },
    ],
  };
}

/** The ids to use, from the list we keep; a list that lacks them is fetched once more. */
async function findReason(client: YoutubeClient, category: string): Promise<ReasonIds> {
  if (manifest.reasons[category] === undefined) throw refused('YOUTUBE.NO_REASON_FOR_CATEGORY');
  const reason =
    matchReason(await client.listReasons(), category) ??
    matchReason(await client.listReasons({ fresh: true }), category);
  if (reason === undefined) throw refused('YOUTUBE.REASON_NO_LONGER_LISTED');
  return reason;
}

function isSameReason(one: ReasonIds, other: ReasonIds): boolean {
  return one.reasonId === other.reasonId && one.secondaryReasonId === other.secondaryReasonId;
}

function refused(code: string): PlatformFault {
  return new PlatformFault(manifest.key, 'refused', code);
}
