/** Body of `POST v1/notices`. */
export interface NoticeBody {
  readonly reference: string;
  readonly item: { readonly kind: string; readonly id: string; readonly hint: string | null };
  readonly reason: string;
  readonly asks: readonly string[];
  readonly text: string;
  readonly language: string;
  readonly goodFaithAt: string;
  readonly notifier: { readonly name: string; readonly email: string } | null;
  readonly mayRepeatNoticeOf: string | null;
}

/** A notice as the platform keeps it. */
export interface KeptNotice {
  readonly number: string;
  readonly status: string;
  /** ISO 8601. */
  readonly changedAt: string;
}
