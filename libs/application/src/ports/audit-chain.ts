/** A place of the chain: what stands up to it can no longer be changed without being found. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: Uint8Array;
  readonly atMs: number;
  /** Null where the installation has no signing key. */
  readonly signed: { readonly keyId: string; readonly signature: Uint8Array } | null;
}

export type AnchorWay = 'FILE' | 'MAIL';

/** Links what was recorded, and keeps its heads. One process at a time; the others find nothing to do. */
export interface AuditChain {
  /**
   * Links what surely nothing can come before any more, in the order of its commits.
   *
   * @returns how many were linked
   */
  seal(limit: number): Promise<number>;
  /**
   * Keeps a head of the last link, where the one before is `everyMs` old and something was linked since.
   *
   * @param sign over the place
   */
  head(
    everyMs: number,
    sign: (place: Pick<AuditHead, 'sequence' | 'hash' | 'atMs'>) => AuditHead['signed'],
  ): Promise<AuditHead | undefined>;
  /** The newest head, where it has not left this way yet. */
  unanchored(way: AnchorWay): Promise<AuditHead | undefined>;
  anchored(sequence: number, way: AnchorWay): Promise<void>;
}

/** A way out of the database for heads: whoever changes the database cannot change them there. */
export interface AnchorPort {
  readonly way: AnchorWay;
  /** @returns undefined where it is done, otherwise why not; then it is tried again */
  keep(head: AuditHead): Promise<string | undefined>;
}
