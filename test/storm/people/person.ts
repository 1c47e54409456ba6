import { setTimeout as pause } from 'node:timers/promises';
import { drawn } from '../random.js';

type Decision = 'ARRIVED' | 'SEND_MARKED';

interface ShownSubmission {
  readonly id: string;
  readonly reference: string;
  readonly word: string;
}

const roundEveryMs = 700;
const patienceMs = 3_000;

/**
 * A person who works through the attention list: decides about uncertain notices, does hand-offs. Some are left alone,
 * so that they can be seen in the end.
 */
export class Person {
  /** Submissions for which a marked repeat was asked, by reference: how often. */
  readonly resends = new Map<string, number>();
  readonly counts = { arrived: 0, resent: 0, handedOff: 0 };
  private isOver = false;
  private working: Promise<void> | undefined;

  constructor(
    private readonly parts: {
      readonly seed: number;
      readonly apiUrls: readonly string[];
      readonly apiKey: string;
      /** Most uncertain submissions that are left alone. */
      readonly mostLeft: number;
      /** Whether the platform has a notice of this submission: a person can ring them up. */
      readonly hasArrived: (reference: string) => boolean;
    },
  ) {}

  start(): void {
    this.working = this.work();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.working;
  }

  private async work(): Promise<void> {
    for (let round = 0; !this.isOver; round += 1) {
      await pause(roundEveryMs);
      for (const reportId of await this.needing('delivery_uncertain,staff_action', round))
        for (const submission of await this.submissionsOf(reportId, round))
          await this.decide(submission, round);
    }
  }

  private async decide({ id, reference, word }: ShownSubmission, round: number): Promise<void> {
    if (word === 'staff_action') {
      const isDone = await this.post(`/v1/submissions/${id}/handoff`, {}, round);
      if (isDone) this.counts.handedOff += 1;
    } else if (word === 'delivery_uncertain' && !this.isLeftAlone(reference)) {
      const isResent = drawn(this.parts.seed, 'person', reference) < 0.5 || !this.parts.hasArrived(reference);
      const decision: Decision = isResent ? 'SEND_MARKED' : 'ARRIVED';
      // Noted before it is asked: the answer may be lost on its way.
      if (isResent) this.resends.set(reference, (this.resends.get(reference) ?? 0) + 1);
      const isDone = await this.post(`/v1/submissions/${id}/resend`, { decision }, round);
      if (isDone) this.counts[isResent ? 'resent' : 'arrived'] += 1;
    }
  }

  private readonly leftAlone = new Set<string>();

  private isLeftAlone(reference: string): boolean {
    if (this.leftAlone.has(reference)) return true;
    if (this.leftAlone.size >= this.parts.mostLeft || drawn(this.parts.seed, 'left alone', reference) >= 0.25)
      return false;
    this.leftAlone.add(reference);
    return true;
  }

  private async needing(attention: string, round: number): Promise<readonly string[]> {
    const found: string[] = [];
    for (const word of attention.split(',')) {
      const page = await this.get<{ data: { id: string }[] }>(
        `/v1/reports?attention=${word}&limit=100`,
        round,
      );
      found.push(...(page?.data ?? []).map(({ id }) => id));
    }
    return [...new Set(found)];
  }

  private async submissionsOf(reportId: string, round: number): Promise<readonly ShownSubmission[]> {
    const report = await this.get<{ submissions: ShownSubmission[] }>(`/v1/reports/${reportId}`, round);
    return report?.submissions ?? [];
  }

  private get<T>(path: string, round: number): Promise<T | undefined> {
    return this.ask<T>(path, round, {});
  }

  private async post(path: string, body: unknown, round: number): Promise<boolean> {
    const init = { method: 'POST', body: JSON.stringify(body) };
    return (await this.ask(path, round, init)) !== undefined;
  }

  /** @returns undefined where there was no answer, or a refusal: somebody else was quicker */
  private async ask<T>(path: string, round: number, init: RequestInit): Promise<T | undefined> {
    const { apiUrls, apiKey } = this.parts;
    try {
      const answer = await fetch(`${apiUrls[round % apiUrls.length] ?? ''}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await answer.text();
      return answer.ok ? (JSON.parse(text) as T) : undefined;
    } catch (error) {
      if (error instanceof TypeError || (error as Error).name === 'TimeoutError') return undefined;
      throw error;
    }
  }
}
