/** Body of `POST notices`. */
export interface NoticeBody {
  readonly reference: string;
  readonly what: string;
  readonly ids: readonly string[];
  readonly reason: string;
  readonly asks: readonly string[];
  readonly explanation: string;
  readonly language: string;
  readonly from: { readonly name: string; readonly email: string } | null;
  readonly note: string | null;
}
