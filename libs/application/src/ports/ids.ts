/** Fresh ids and tokens: randomness is handed in. */
export interface IdSource {
  /** A UUIDv7. */
  uuid(): string;
  /** Six random characters of Crockford's base32. */
  mailToken(): string;
  /** A number in [0, 1). */
  jitter(): number;
}
