/** Body of `videos.reportAbuse`. */
export interface AbuseReport {
  readonly videoId: string;
  readonly reasonId: string;
  readonly secondaryReasonId?: string;
  readonly comments: string;
  /** Language the reporter speaks. */
  readonly language: string;
}

/** One entry of `videoAbuseReportReasons.list`. */
export interface AbuseReason {
  readonly id: string;
  readonly label: string;
  readonly secondary: readonly { readonly id: string; readonly label: string }[];
}

/** The parts of a video resource that say who can see it. */
export interface VideoStanding {
  readonly privacyStatus: string | null;
  readonly uploadStatus: string | null;
  /** Only these countries see it; an empty list is none. */
  readonly allowedIn: readonly string[] | null;
  /** These countries do not see it. */
  readonly blockedIn: readonly string[] | null;
  readonly ytRating: string | null;
}

/**
 * Reads `{ items: [{ id, snippet: { label, secondaryReasons: [{ id, label }] } }] }`; undefined where it is not that.
 *
 * Source: developers.google.com/youtube/v3/docs/videoAbuseReportReasons/list, read on 2026-11-23.
 */
export function readReasons(json: unknown): readonly AbuseReason[] | undefined {
  const items = listIn(json, 'items')?.map(readReason);
  return items === undefined || items.length === 0 || !items.every(isDefined) ? undefined : items;
}

/**
 * Reads `videos.list` for one id. No items is an answer (`video: null`); somebody else's video is none.
 *
 * Source: developers.google.com/youtube/v3/docs/videos, read on 2026-11-23.
 */
export function readVideo(json: unknown, id: string): { video: VideoStanding | null } | undefined {
  const items = listIn(json, 'items');
  if (items === undefined) return undefined;
  const [item] = items;
  if (item === undefined) return { video: null };
  if (items.length > 1 || textIn(item, 'id') !== id) return undefined;
  const details = fieldIn(item, 'contentDetails');
  const status = fieldIn(item, 'status');
  if (details === undefined || status === undefined) return undefined;
  const regions = fieldIn(details, 'regionRestriction');
  return {
    video: {
      privacyStatus: textIn(status, 'privacyStatus'),
      uploadStatus: textIn(status, 'uploadStatus'),
      allowedIn: countriesIn(regions, 'allowed'),
      blockedIn: countriesIn(regions, 'blocked'),
      ytRating: textIn(fieldIn(details, 'contentRating'), 'ytRating'),
    },
  };
}

function readReason(item: unknown): AbuseReason | undefined {
  const id = textIn(item, 'id');
  const snippet = fieldIn(item, 'snippet');
  const label = textIn(snippet, 'label');
  if (id === null || label === null) return undefined;
  const secondary = (listIn(snippet, 'secondaryReasons') ?? []).map((each) => ({
    id: textIn(each, 'id') ?? '',
    label: textIn(each, 'label') ?? '',
  }));
  return { id, label, secondary: secondary.filter((each) => each.id !== '') };
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textIn(value: unknown, name: string): string | null {
  const text = fieldIn(value, name);
  return typeof text === 'string' ? text : null;
}

function listIn(value: unknown, name: string): readonly unknown[] | undefined {
  const list = fieldIn(value, name);
  return Array.isArray(list) ? list : undefined;
}

function countriesIn(regions: unknown, name: string): readonly string[] | null {
  return listIn(regions, name)?.filter((country) => typeof country === 'string') ?? null;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
