import { setTimeout as pause } from 'node:timers/promises';
import { ApiUnreachable, type Report, type UniflagClient } from '#client';
import { LiveView, reportTable } from './live-view.js';
import { missingOutcomes } from './outcomes.js';
import type { Scenario } from './simulator.js';

/** Invented addresses of the right shape; nothing stands there, and nothing ever opens them. */
const syntheticTargets: readonly string[] = [
  'https://www.facebook.com/synthetic.example/posts/1000000000000001',
  'https://www.instagram.com/reel/CxSYNTHETIC/',
  'https://www.snapchat.com/spotlight/SyntheticSpotlightExample0000000001',
  'https://www.youtube.com/watch?v=SyntheticV1',
  'https://chat.whatsapp.com/SyntheticInvite0000001',
];

/** What each platform's stand-in does with the notice, in this order. */
const steps: Readonly<Record<string, Scenario['steps']>> = {
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

const translation =
  'Invented report, filed by npm start to show the way of a report. No real person is concerned: the addresses, the ' +
  'situation and the answers of the platforms are made up.';

/** The part of the API that it needs. */
export type FirstReportClient = Pick<
  UniflagClient,
  | 'reportPage'
  | 'resolveTargets'
  | 'fileReport'
  | 'readReport'
  | 'recordVerification'
  | 'followReport'
  | 'reportEvents'
>;

export interface FirstReport {
  readonly client: FirstReportClient;
  readonly setScenario: (scenario: Scenario) => Promise<void>;
  /** Prints one or more lines. */
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
  /** How long all five outcomes may take. */
  readonly timeoutMs?: number;
  readonly lookEveryMs?: number;
}

/**
 * Files one report with five targets into an empty database and shows how it goes until all five outcomes stand.
 *
 * @returns its reference; undefined where the database already held a report
 */
export async function reportFirst(world: FirstReport): Promise<string | undefined> {
  const { client, say, signal, timeoutMs = 120_000, lookEveryMs = 400 } = world;
  const { data } = await client.reportPage({ limit: 1 });
  if (data.length > 0) return undefined;
  await setScenarios(world);
  const { id, reference } = await fileReport(client);
  say(`\nFiled a first, invented report with five platforms: ${reference}`);

  const following = new AbortController();
  const view = new LiveView(client, id, say);
  const [end] = await Promise.all([
    watchUntilItStands(client, id, { timeoutMs, lookEveryMs, signal }).finally(() => following.abort()),
    view.follow(following.signal),
  ]);
  await view.showRest();
  say(`\n${reportTable(end)}`);
  const missing = missingOutcomes(end);
  if (missing.length > 0) say(notAsExpected(missing, timeoutMs));
  return reference;
}

async function setScenarios({ client, setScenario }: FirstReport): Promise<void> {
  for (const { platform = '', key } of await client.resolveTargets(syntheticTargets)) {
    const played = steps[platform];
    if (played === undefined || key === undefined) {
      throw new Error('An address of the first report was not recognised.');
    }
    await setScenario({ platform, match: { key }, steps: played });
  }
}

function fileReport(client: FirstReportClient): Promise<Report> {
  return client.fileReport({
    category: 'CYBERBULLYING',
    targets: syntheticTargets.map((input) => ({ input })),
    asks: ['REMOVE_CONTENT'],
    explanation,
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'fr',
    // Snapchat reads English and Dutch alone.
    translations: { en: translation },
  });
}

/** Looks at the report until it has reached its end or the time is over; plays the one part a person has in it. */
async function watchUntilItStands(
  client: FirstReportClient,
  reportId: string,
  { timeoutMs, lookEveryMs, signal }: Pick<Required<FirstReport>, 'timeoutMs' | 'lookEveryMs' | 'signal'>,
): Promise<Report> {
  const startedAtMs = performance.now();
  const isOver = () => performance.now() - startedAtMs > timeoutMs;
  for (;;) {
    try {
      const report = await look(client, reportId);
      if (missingOutcomes(report).length === 0 || isOver()) return report;
    } catch (error) {
      // It may be started again just now.
      if (!(error instanceof ApiUnreachable) || isOver()) throw error;
    }
    await pause(lookEveryMs, undefined, { signal });
  }
}

/** Reads the report; where Facebook says removed, looks as synthetic staff: "it is gone". */
async function look(client: FirstReportClient, reportId: string): Promise<Report> {
  const report = await client.readReport(reportId);
  const removed = report.submissions.find(
    ({ platform, word }) => platform === 'facebook' && word === 'removed',
  );
  return removed === undefined ? report : client.recordVerification(removed.id, { seen: 'GONE' });
}

function notAsExpected(missing: readonly string[], timeoutMs: number): string {
  const lines = missing.map((line) => `  ${line}`).join('\n');
  return `\nNot as expected after ${timeoutMs / 1000} s:\n${lines}\nThe logs are in .uniflag/logs/.`;
}
