/** Something begun that has to come back, once, before it expires. */
export interface SignInAttempt {
  readonly kind: string;
  readonly personId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Attempts to sign in that are under way, and who has to wait before the next. */
export interface SignInStore {
  begin(
    attempt: SignInAttempt & {
      readonly tokenHash: Uint8Array;
      readonly lifetimeMs: number;
      readonly tries: number;
    },
  ): Promise<void>;
  /** Takes one of its tries. @returns undefined where it is unknown, of another kind, used up or expired */
  tryAttempt(kind: string, tokenHash: Uint8Array): Promise<SignInAttempt | undefined>;
  end(tokenHash: Uint8Array): Promise<void>;

  /**
   * Counts a try under each key before it is made, so that none is made beside another.
   *
   * @param keys hash, and how many tries are free before waits begin
   * @returns 0 where it may be made, or how long to wait
   */
  countTry(keys: readonly { readonly hash: Uint8Array; readonly free: number }[]): Promise<number>;
  /** The try was right: those of the account count no longer, and one less of the address. */
  forgive(account: Uint8Array, address: Uint8Array): Promise<void>;
}
