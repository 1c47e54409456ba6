export interface Once {
  /** Same key and body: same answer, nothing made twice. A new one unless told. */
  readonly idempotencyKey?: string | undefined;
}

/** The path of a call about one thing. */
export const at = (id: string) => ({ params: { path: { id } } });

export const once = ({ idempotencyKey = crypto.randomUUID() }: Once) => ({
  params: { header: { 'Idempotency-Key': idempotencyKey } },
});
