import { setTimeout as pause } from 'node:timers/promises';
import { drawn } from '../random.js';
import { inputOf, type Plan, type PlannedReport } from '../plan/plan.js';

/** What a client was told about one of its reports. */
export interface Told {
  readonly key: string;
  /** Every id it was ever told under this key; more than one is a mistake. */
  readonly ids: readonly string[];
  readonly targets: readonly number[];
}

interface ReportAnswer {
  readonly id: string;
  readonly submissions: readonly { readonly id: string; readonly reference: string }[];
}

const patienceMs = 5_000;
/** A client gives up only when nothing has helped for so long after the storm. */
const giveUpAfterMs = 60_000;

/**
 * Clients that file the planned reports at their times and keep every answer: each asks again with the same key until
 * it is told 201 or 200, at either API, and some ask once more afterwards.
 */
export class Clients {
  readonly told: Told[] = [];
  /** Reports whose client was never answered. */
  readonly givenUp: string[] = [];

  constructor(
    private readonly plan: Plan,
    private readonly apiUrls: readonly string[],
    private readonly apiKey: string,
  ) {}

  async run(): Promise<void> {
    const startMs = performance.now();
    await Promise.all(
      this.plan.reports.map(async (report) => {
        await pause(Math.max(0, report.atMs - (performance.now() - startMs)));
        await this.file(report);
      }),
    );
  }

  private async file(report: PlannedReport): Promise<void> {
    const ids = new Set<string>();
    const untilMs = performance.now() + this.plan.phaseMs + giveUpAfterMs;
    // Some are told and ask again all the same, as a client does that lost the answer.
    const wanted = drawn(this.plan.seed, 'asks again', report.key) < 0.15 ? 2 : 1;
    let answers = 0;
    for (let tries = 0; answers < wanted; tries += 1) {
      const url = this.apiUrls[(tries + report.key.length + answers) % this.apiUrls.length] ?? '';
      const told = await this.ask(url, report);
      if (told) {
        answers += 1;
        ids.add(told.id);
      } else if (performance.now() > untilMs) {
        if (answers === 0) this.givenUp.push(report.key);
        break;
      } else await pause(150 + 50 * Math.min(tries, 10));
    }
    if (ids.size > 0)
      this.told.push({ key: report.key, ids: [...ids], targets: report.targets.map(({ target }) => target) });
  }

  private async ask(url: string, report: PlannedReport): Promise<ReportAnswer | undefined> {
    const { targets, category, language, channels, key } = report;
    try {
      const answer = await fetch(`${url}/v1/reports`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify({
          ...{ category, language, targets: targets.map(inputOf), goodFaith: true },
          ...{ explanation: `Synthetic explanation of ${key}.`, caller: { role: 'PARENT' } },
          // Not every platform reads every language.
          ...(language === 'en' ? {} : { translations: { en: `Synthetic translation of ${key}.` } }),
          ...(Object.keys(channels).length > 0 ? { channels } : {}),
        }),
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await answer.text();
      if (answer.status === 201 || answer.status === 200) return JSON.parse(text) as ReportAnswer;
      // Away, busy, or the same key is being answered elsewhere: all of them pass.
      if (answer.status >= 500 || answer.status === 409 || answer.status === 429) return undefined;
      throw new WrongAnswer(`a report was answered ${answer.status}: ${text.slice(0, 300)}`);
    } catch (error) {
      if (error instanceof WrongAnswer) throw error;
      return undefined; // no answer: nobody knows, so it is asked again
    }
  }
}

class WrongAnswer extends Error {}
