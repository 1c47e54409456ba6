import type { SimulatedRequest, SimulatedResponse, SimulatedWorld } from '#platform-kit/simulation';
import { googleError, json, partsOf, refuseCaller, refuseParts } from './simulated-google.js';

type Standing =
  | 'public'
  | 'absent'
  | 'region_blocked'
  | 'region_allowed_elsewhere'
  | 'age_restricted'
  | 'unlisted'
  | 'rejected';

export const standingAfter: Readonly<Record<string, Standing>> = {
  removed: 'absent',
  // Somebody else's private video is left out of the list, like a removed one.
  made_private: 'absent',
  region_blocked: 'region_blocked',
  region_allowed_elsewhere: 'region_allowed_elsewhere',
  age_restricted: 'age_restricted',
  made_unlisted: 'unlisted',
  rejected: 'rejected',
  reappear: 'public',
};

/** What a step of a scenario does to a video. */
export function takeEffect(reply: string, videoId: string, { state }: SimulatedWorld): void {
  const standing = standingAfter[reply];
  if (standing !== undefined) state.set(`video ${videoId}`, standing);
}

/** Every well-formed id exists and is public until a scenario says otherwise. */
export function standingOf(videoId: string, { state }: SimulatedWorld): Standing {
  if (!/^[A-Za-z0-9_-]{11}$/.test(videoId)) return 'absent';
  return (state.get(`video ${videoId}`) as Standing | undefined) ?? 'public';
}

export function listVideos(request: SimulatedRequest, world: SimulatedWorld): SimulatedResponse {
  const refusal =
    refuseCaller(request, world) ?? refuseParts(request, ['id', 'snippet', 'contentDetails', 'status']);
  if (refusal) return refusal;
  const ids = (request.query.id ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0)
    return googleError(
      400,
      'missingRequiredParameter',
      'youtube.parameter',
      'No filter selected. Expected one of: chart, id, myRating',
      'INVALID_ARGUMENT',
    );
  const parts = partsOf(request);
  const items = [...new Set(ids)].slice(0, 50).flatMap((id) => {
    const standing = standingOf(id, world);
    return standing === 'absent' ? [] : [videoResource(id, standing, parts)];
  });
  const pageInfo = { totalResults: items.length, resultsPerPage: items.length };
  return json(200, { kind: 'youtube#videoListResponse', etag: '"videos"', items, pageInfo });
}

function videoResource(id: string, standing: Standing, parts: readonly string[]): Record<string, unknown> {
  const regionRestriction = {
    region_blocked: { blocked: ['BE', 'DE', 'FR', 'LU', 'NL'] },
    region_allowed_elsewhere: { allowed: ['US'] },
  }[standing as string];
  return {
    kind: 'youtube#video',
    etag: `"${id}"`,
    id,
    ...(parts.includes('snippet') && {
      snippet: {
        publishedAt: '2026-01-02T03:04:05Z',
        channelId: 'UCsyntheticChannel000000',
        title: 'Synthetic video',
        description: '',
        categoryId: '22',
      },
    }),
    ...(parts.includes('contentDetails') && {
      contentDetails: {
        duration: 'PT1M1S',
        dimension: '2d',
        definition: 'hd',
        caption: 'false',
        licensedContent: false,
        ...(regionRestriction && { regionRestriction }),
        contentRating: standing === 'age_restricted' ? { ytRating: 'ytAgeRestricted' } : {},
        projection: 'rectangular',
      },
    }),
    ...(parts.includes('status') && {
      status: {
        uploadStatus: standing === 'rejected' ? 'rejected' : 'processed',
        ...(standing === 'rejected' && { rejectionReason: 'termsOfUse' }),
        privacyStatus: standing === 'unlisted' ? 'unlisted' : 'public',
        license: 'youtube',
        embeddable: true,
        publicStatsViewable: true,
        madeForKids: false,
      },
    }),
  };
}
