/** What the storm tells its simulator. */
export interface SimulatorBrief {
  readonly name: string;
  readonly seed: number;
  readonly httpPort: number;
  readonly smtpPort: number;
  readonly replyPort: number;
  readonly callbackUrl: string;
  readonly ledgerFile: string;
  /** JSON lines: every reply that Uniflag took. */
  readonly repliesFile: string;
  /** How long a `slow` answer stays out. */
  readonly slowMs: number;
}
