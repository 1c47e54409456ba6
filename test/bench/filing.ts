import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from './installation.js';
import { LoadClient, seconds, sideBySide } from './load.js';
import { partnerReport } from './partners.js';

/** What a client knows of a report that it filed. */
export interface Filed {
  readonly reference: string;
  readonly submissions: readonly { readonly reference: string; readonly platform: string }[];
}

/** Files reports at five partners over the API, each another one, and waits for what they answer. */
export class Filing {
  private readonly client = new LoadClient();
  private filed = 0;

  /** @param reportOf the n-th report */
  constructor(
    private readonly installation: Installation,
    private readonly reportOf: (index: number) => object = partnerReport,
  ) {}

  async file(): Promise<Filed> {
    const { apiUrl, authorization } = this.installation;
    const report = this.reportOf((this.filed += 1));
    const { status, text } = await this.client.post(`${apiUrl}/v1/reports`, report, authorization);
    if (status !== 201) throw new Error(`filing answered ${status}: ${text}`);
    return JSON.parse(text) as Filed;
  }

  /** Files reports and waits until every answer to them is stored. @returns reports a second */
  async run(reports: number, concurrency: number): Promise<number> {
    const startedAtMs = performance.now();
    await sideBySide(reports, concurrency, async () => {
      await this.file();
    });
    while (!(await this.areAllAnswered())) await pause(20);
    return reports / seconds(startedAtMs);
  }

  /** Files one report and waits for its answers. */
  async one(): Promise<void> {
    const { reference } = await this.file();
    while (!(await this.isAnswered(reference))) await pause(1);
  }

  close(): void {
    this.client.close();
  }

  private async areAllAnswered(): Promise<boolean> {
    const { rows } = await this.installation.pool.query<{ open: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM submissions WHERE delivery IN ('QUEUED', 'SENDING', 'RETRY_WAIT')) AS open`,
    );
    return rows[0]?.open === false;
  }

  private async isAnswered(reference: string): Promise<boolean> {
    const { rows } = await this.installation.pool.query<{ answered: number }>(
      `SELECT count(*)::int AS answered FROM submissions s JOIN reports r ON r.id = s.report_id
       WHERE r.reference = $1 AND s.delivery IN ('SENT', 'ACKNOWLEDGED')`,
      [reference],
    );
    return rows[0]?.answered === 5;
  }
}
