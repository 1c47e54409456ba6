/** What one input turned out to be. */
export type Resolution =
  | ResolvedTarget
  | { readonly outcome: 'opaque'; readonly platform: string; readonly reason: ResolveReason }
  /** A fair question without an answer: a platform, page or name that Uniflag cannot report. */
  | { readonly outcome: 'unsupported'; readonly platform?: string; readonly reason: ResolveReason }
  /** Not an address that a platform would write. */
  | { readonly outcome: 'invalid'; readonly platform?: undefined; readonly reason: ResolveReason };

export interface ResolvedTarget {
  readonly outcome: 'resolved';
  readonly reason?: undefined;
  readonly platform: string;
  readonly kind: string;
  /** In key order, folded as the kind says. */
  readonly ids: readonly string[];
  /** `platform:kind:id[:id]`, the same for every spelling of one target; ids are percent-encoded. */
  readonly key: string;
  /** Canonical address, null where there is none. */
  readonly url: string | null;
  readonly namesPerson: boolean;
}

/** Stable codes of why an input is not a target; labels for people live with the API. */
export const resolveReasons = [
  'EMPTY',
  'SHORT_LINK_MUST_BE_OPENED',
  'UNKNOWN_HOST',
  'LOOK_ALIKE_HOST',
  'UNKNOWN_SHAPE',
  'USERINFO_IN_ADDRESS',
  'INTERNATIONAL_HOST',
  'IP_HOST',
  'PORT_IN_ADDRESS',
  'NOT_HTTP',
  'NOT_AN_ADDRESS',
  'TRUNCATED_ADDRESS',
  'HANDLE_NEEDS_PLATFORM',
  'TOO_LONG',
  'TOO_MANY_WRAPPERS',
  'SEVERAL_TARGETS',
  'CONTROL_CHARACTERS',
] as const;
export type ResolveReason = (typeof resolveReasons)[number];

export function invalid(reason: ResolveReason): Resolution {
  return { outcome: 'invalid', reason };
}

export function unsupported(reason: ResolveReason, platform?: string): Resolution {
  return { outcome: 'unsupported', reason, ...(platform === undefined ? {} : { platform }) };
}
