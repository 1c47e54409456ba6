/**
 * How a platform's addresses look: data only, run by the engine beside this file. A platform's `targets.ts` exports one.
 *
 * Patterns are regular expressions in Unicode mode, written without `^` and `$`: the engine anchors them and puts the
 * pattern of a part wherever its name stands in braces, so `/shorts/{video}` with
 * `parts: { video: '[A-Za-z0-9_-]{11}' }` is the path of a short. A group may be optional but never repeated, which
 * keeps matching bounded; rules that break this are refused when they are compiled.
 */
export interface TargetRules {
  /** The platform's key, such as `youtube`; also the name people may put before a bare name or number. */
  readonly platform: string;
  /** Other words people use for the platform (`yt`, `insta`), in lower case. */
  readonly aliases?: readonly string[];
  readonly hosts: readonly PlatformHost[];
  /** What each piece of an address may look like: part name -> pattern without groups that capture. */
  readonly parts: Readonly<Record<string, string>>;
  /** Kinds a target of this platform can have. */
  readonly kinds: Readonly<Record<string, TargetKind>>;
  /** Tried in order; the first that matches decides. Query parameters that no shape names are dropped. */
  readonly shapes: readonly TargetShape[];
  /** Addresses of the platform that only carry another address. */
  readonly wrappers?: readonly Wrapper[];
  /** Kind of a bare name (`instagram @name`); absent where the platform has no names. */
  readonly handleKind?: string;
  /** Kind of a bare telephone number, whose one id is E.164 with its `+`; absent where numbers mean nothing. */
  readonly phoneKind?: string;
}

export interface PlatformHost {
  /** In lower case, such as `facebook.com`. */
  readonly host: string;
  /** The only subdomains let through, such as `m`; `www` always is. */
  readonly subdomains?: readonly string[];
  /** Also lets language subdomains through: `fr-fr`, `nl`. */
  readonly languages?: boolean;
}

export interface TargetKind {
  /**
   * The target is an account, a telephone number or a private conversation, so its key points at a person and never
   * leaves its report. False for content, and for groups and channels that stand for themselves.
   */
  readonly namesPerson: boolean;
  /** Parts that tell one target from another, in key order: as few as the platform needs, names of owners left out. */
  readonly ids: readonly string[];
  /** Canonical address made of the ids alone; null where they are not enough or the kind has no address. */
  readonly url: string | null;
  /** Ids that differ only in letter case are the same one. */
  readonly idsIgnoreCase?: boolean;
  /** Characters that make no difference in an id, such as the periods of a Facebook name. */
  readonly idsIgnore?: string;
}

export interface TargetShape {
  /** Only on these: a host of the platform with all its subdomains, or one full host such as `chat.whatsapp.com`. */
  readonly hosts?: readonly string[];
  /** Pattern of the decoded path, without its trailing slash. */
  readonly path: string;
  /** Query parameters that must be there: name -> pattern. */
  readonly query?: Readonly<Record<string, string>>;
  /** Pattern of the fragment. */
  readonly fragment?: string;
  /**
   * A kind; `opaque` where only opening the address would tell, which Uniflag never does; `unsupported` for pages of
   * the platform that are nobody's content.
   */
  readonly kind: string;
  /** Canonical address for this shape, where it knows more than the kind's ids: `{owner}` is filled in as written. */
  readonly url?: string;
}

export interface Wrapper {
  /** Only on these full hosts; absent is every host of the platform. */
  readonly hosts?: readonly string[];
  /** Pattern of the path, without its trailing slash. */
  readonly path: string;
  /** Query parameters that hold the inner address; the first one present counts. May be a path on the same host. */
  readonly parameters: readonly string[];
}

/** Turns a telephone number written in any way into E.164 (`+32470123456`), or undefined. Given by the caller: the core has no packages. */
export type PhoneReader = (text: string) => string | undefined;
