import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { call, isAway, type Api, type ReportView, type ResolvedInput } from './api.js';
import { eventLine, reportTable } from './live-view.js';
import { missingOutcomes } from './outcomes.js';
import { Timeline } from './timeline.js';

/** Invented addresses of the right shape; nothing stands there, and nothing ever opens them. */
const syntheticTargets: readonly string[] = [
  'https://www.facebook.com/synthetic.example/posts/1000000000000001',
  'https://www.instagram.com/reel/CxSYNTHETIC/',
  'https://www.snapchat.com/spotlight/SyntheticSpotlightExample0000000001',
  'https://www.youtube.com/watch?v=SyntheticV1',
  'https://chat.whatsapp.com/SyntheticInvite0000001',
];

/** What each platform's stand-in does with the notice, in this order; `afterMs` counts from the step before. */
const scenarios: Readonly<Record<string, readonly { readonly afterMs: number; readonly reply: string }[]>> = {
  facebook: [
    { afterMs: 500, reply: 'acknowledge' },
    { afterMs: 1_500, reply: 'removed' },
  ],
  instagram: [
    { afterMs: 700, reply: 'acknowledge' },
    { afterMs: 1_500, reply: 'refused_no_violation' },
  ],
  snapchat: [
    { afterMs: 900, reply: 'acknowledge' },
    { afterMs: 1_500, reply: 'information_requested' },
  ],
  youtube: [{ afterMs: 500, reply: 'region_blocked' }],
  whatsapp: [{ afterMs: 1_200, reply: 'member_first' }],
};

const explanation =
  "Signalement fictif, déposé par npm start pour montrer le chemin d'un signalement. Aucune personne réelle n'est " +
  'concernée : les adresses, la situation et les réponses des plateformes sont inventées.';

const lookEveryMs = 400;

export interface FirstReport {
  readonly api: Api;
  readonly simulatorUrl: string;
  /** Prints one or more lines. */
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
  /** How long all five outcomes may take. */
  readonly timeoutMs?: number;
}

/**
 * Files one report with five targets into an empty database and shows how it goes until all five outcomes stand.
 *
 * @returns its reference; undefined where the database already held a report
 */
export async function reportFirst(world: FirstReport): Promise<string | undefined> {
  const { api, say, signal, timeoutMs = 120_000 } = world;
  const existing = await api.get<{ data: readonly unknown[] }>('/v1/reports?limit=1');
  if (existing.data.length > 0) return undefined;
  await setScenarios(world);
  const filed = await fileReport(api);
  say(`\nFiled a first, invented report with five platforms: ${filed.reference}`);
  const following = new AbortController();
  const timeline = new Timeline(api, filed.id, (event) => say(eventLine(event)));
  const end = await Promise.race([
    watchUntilItStands(api, filed.id, timeoutMs, signal).finally(() => following.abort()),
    // Only fails or goes on: the watcher decides when it is over.
    timeline
      .follow(AbortSignal.any([following.signal, signal]))
      .then(() => new Promise<never>(() => undefined)),
  ]);
  await timeline.catchUp();
  say(`\n${reportTable(end)}`);
  const missing = missingOutcomes(end);
  if (missing.length > 0) {
    say(
      `\nNot as expected after ${timeoutMs / 1000} s:\n${missing.map((line) => `  ${line}`).join('\n')}\nThe logs are in .uniflag/logs/.`,
    );
  }
  return filed.reference;
}

async function setScenarios({ api, simulatorUrl }: FirstReport): Promise<void> {
  const { data } = await api.post<{ data: readonly ResolvedInput[] }>('/v1/targets/resolve', {
    inputs: syntheticTargets,
  });
  for (const { platform = '', key } of data) {
    const steps = scenarios[platform];
    if (steps === undefined || key === undefined)
      throw new Error('An address of the first report was not recognised');
    await call(simulatorUrl, 'PUT', '/_scenario', {}, { platform, match: { key }, steps });
  }
}

function fileReport(api: Api): Promise<ReportView> {
  const report = {
    category: 'CYBERBULLYING',
    targets: syntheticTargets.map((input) => ({ input })),
    asks: ['REMOVE_CONTENT'],
    explanation,
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'fr',
  };
  return api.post('/v1/reports', report, `first-report-${randomUUID()}`);
}

/** Looks at the report until it has reached its end or the time is over; plays the one part a person has in it. */
async function watchUntilItStands(
  api: Api,
  reportId: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ReportView> {
  const startedAtMs = performance.now();
  const isOver = () => performance.now() - startedAtMs > timeoutMs;
  for (;;) {
    try {
      const report = await look(api, reportId);
      if (missingOutcomes(report).length === 0 || isOver()) return report;
    } catch (error) {
      if (!isAway(error) || isOver()) throw error;
    }
    await pause(lookEveryMs, undefined, { signal });
  }
}

/** Reads the report; where Facebook says removed, looks as synthetic staff: "it is gone". */
async function look(api: Api, reportId: string): Promise<ReportView> {
  const report = await api.get<ReportView>(`/v1/reports/${reportId}`);
  const removed = report.submissions.find(
    ({ platform, word }) => platform === 'facebook' && word === 'removed',
  );
  if (removed !== undefined) {
    await api.post(`/v1/submissions/${removed.id}/verification`, { seen: 'GONE' });
  }
  return report;
}
