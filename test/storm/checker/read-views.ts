import { targetIn } from '../plan/targets.js';
import type { ReportView } from './records.js';

interface ShownReport {
  readonly id: string;
  readonly status: string;
  readonly attention: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly submissions: readonly {
    readonly reference: string;
    readonly word: string;
    readonly target: object;
  }[];
}

/** Every report as each API shows it. */
export async function readViews(
  apiUrls: readonly string[],
  apiKey: string,
  ids: readonly string[],
): Promise<readonly ReportView[]> {
  const views: ReportView[] = [];
  for (const url of apiUrls)
    for (const id of ids) {
      const answer = await fetch(`${url}/v1/reports/${id}`, {
        headers: { authorization: `Bearer ${apiKey}` },
      });
      // One that is not there shows nothing; that it is lost is found elsewhere.
      if (answer.ok) views.push(viewOf(url, (await answer.json()) as ShownReport));
      else await answer.arrayBuffer();
    }
  return views;
}

function viewOf(api: string, { id, status, attention, counts, submissions }: ShownReport): ReportView {
  return {
    ...{ api, id, status, attention, counts },
    submissions: submissions.map(({ reference, word, target }) => ({
      ...{ reference, word },
      target: targetIn(JSON.stringify(target)) ?? 0,
    })),
  };
}
