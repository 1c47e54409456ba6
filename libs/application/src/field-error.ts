/** What is wrong with one field of a request, and the way out. */
export interface FieldError {
  /** JSON Pointer into the request body, such as `/targets/3/input`. */
  readonly pointer: string;
  /** Stable code, such as `TARGET.OPAQUE`. */
  readonly code: string;
  /** A sentence for staff that says what to do. Never repeats what was sent. */
  readonly detail: string;
}
