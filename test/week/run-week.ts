import { isAmendment, isReminder } from '#platform-kit/simulation';
import { platforms as registry } from '#platforms';
import { openHouse, type House } from '../support/house.js';
import { until } from '../support/services/until.js';
import { openReplyStates, platformKeys } from './behaviours.js';
import { fileReports, type Filed } from './file-reports.js';
import { PassingTime } from '../support/passing-time.js';
import type { PlannedReport } from './plan.js';
import { Staff } from './staff.js';
import { watchedPlatforms } from './watched-platforms.js';

export interface WeekOptions {
  readonly plan: readonly PlannedReport[];
  /** Told what is being done. */
  readonly say?: (line: string) => void;
  /** Its notices claim Article 22 wherever they may; else the platforms know the organisation as a partner. */
  readonly isTrustedFlagger?: boolean;
  /** Looks at what the week left, before it is gone. */
  readonly lookAt?: (house: House, filed: readonly Filed[]) => Promise<void>;
}

/** How many of one platform stand at one outcome: planned, and seen. */
export interface Cell {
  readonly platform: string;
  readonly outcome: string;
  readonly expected: number;
  readonly seen: number;
}

export interface WeekResult {
  readonly reports: number;
  readonly submissions: number;
  /** Platform × outcome: words of submissions, then replies that waited for a person, reminders and answers. */
  readonly cells: readonly Cell[];
  /** One sentence for each difference; none where everything went as planned. */
  readonly differences: readonly string[];
}

const dayMs = 86_400_000;
const settleMs = 120_000;

/**
 * A week of the whole product on the embedded server: reports are filed on day 0, seven days pass at once each, and on
 * each a person does what waits.
 */
export async function runWeek({
  plan,
  say = () => undefined,
  isTrustedFlagger,
  lookAt,
}: WeekOptions): Promise<WeekResult> {
  const time = new PassingTime();
  const watched = watchedPlatforms(registry);
  const house = await openHouse({
    platforms: watched.platforms,
    scheduler: time,
    ...(isTrustedFlagger ? { env: flagger } : {}),
  });
  const quiet = async () => {
    await until(
      'product and platforms are quiet',
      async () => {
        await house.settle(settleMs);
        return !time.isBusy && watched.onTheirWay === 0;
      },
      settleMs,
    );
    await house.settle(settleMs);
  };
  try {
    const filed = await fileReports(house, plan);
    say(`filed ${plan.length} reports, ${filed.length} submissions`);
    const staff = new Staff(house, filed);
    for (let day = 0; day <= 7; day += 1) {
      if (day > 0) {
        await house.pass(dayMs);
        time.pass(dayMs);
      }
      await quiet();
      await staff.work(day);
      await quiet();
      say(`day ${day} is over`);
    }
    const result = await judge(house, staff, filed, plan.length);
    await lookAt?.(house, filed);
    return result;
  } finally {
    await house.close();
  }
}

const flagger = Object.fromEntries([
  ['UNIFLAG_CHANNELS__OVERLAY', 'test/week/trusted-flagger.yaml'],
  ['UNIFLAG_OUTCOMES__INDEPENDENCE__EN', 'Synthetic: no platform pays us or sits on our board.'],
  [
    'UNIFLAG_OUTCOMES__INDEPENDENCE__FR',
    'Synthétique : aucune plateforme ne nous paie ni ne siège à notre conseil.',
  ],
  ['UNIFLAG_OUTCOMES__INDEPENDENCE__NL', 'Synthetisch: geen platform betaalt ons of zit in ons bestuur.'],
  [
    'UNIFLAG_OUTCOMES__INDEPENDENCE__DE',
    'Synthetisch: Keine Plattform bezahlt uns oder sitzt in unserem Vorstand.',
  ],
  ...platformKeys.flatMap((key) => {
    const status = `UNIFLAG_PLATFORMS__${key.toUpperCase()}__FLAGGER_STATUS`;
    return [
      [`${status}__REGIME`, 'DSA_ART22'],
      [`${status}__SINCE`, '2020-01-01'],
    ];
  }),
]);

async function judge(
  house: House,
  staff: Staff,
  filed: readonly Filed[],
  reports: number,
): Promise<WeekResult> {
  const expected = new Tally();
  const seen = new Tally();
  const differences: string[] = [];
  const views = new Map<string, any>();
  for (const { reportId } of filed)
    if (!views.has(reportId)) views.set(reportId, await staff.act('GET', `/v1/reports/${reportId}`));
  for (const { reportId, reference, submissionId, target } of filed) {
    const { platform, behaviour } = target;
    const now = views.get(reportId).submissions.find(({ id }: any) => id === submissionId);
    expected.add(platform, behaviour.word);
    seen.add(platform, now.word);
    const { word, refusalReason = null, waitingFor, asks = {} } = behaviour;
    const planned = said({ word, refusalReason, waitingFor: waitingFor ?? now.waitingFor, asks });
    const answers = Object.keys(asks).map((ask) => [ask, now.askAnswers[ask]]);
    const is = said({ ...now, asks: Object.fromEntries(answers) });
    if (is !== planned)
      differences.push(`${reference} on ${platform} (${behaviour.name}): planned ${planned}, seen ${is}`);
    for (const [state, count] of Object.entries(behaviour.replies ?? {}))
      expected.add(platform, `reply ${state}`, count);
    expected.add(platform, 'reminded', behaviour.reminders ?? 0);
    expected.add(platform, 'answered', behaviour.staff.answers ? 1 : 0);
    const isWithdrawnByMail = behaviour.staff.uncertain === 'withdraw' && platform !== 'youtube';
    expected.add(platform, 'told', isWithdrawnByMail ? 1 : 0);
  }
  for (const state of openReplyStates)
    for (const { platform } of await staff.all(`/v1/replies?state=${state}`))
      seen.add(platform, `reply ${state}`);
  for (const platform of staff.namesShown) seen.add(platform, 'reply NAMES_PERSONS');
  for (const { platform, body, via } of house.simulator.received()) {
    const { subject = '' } = body as { readonly subject?: string };
    if (via !== 'mail' || !subject.startsWith('Re:')) continue;
    seen.add(platform, isReminder({ subject }) ? 'reminded' : isAmendment({ subject }) ? 'told' : 'answered');
  }
  const { undelivered } = await received(house);
  for (const { platform, reason } of undelivered)
    differences.push(`${platform}: a reply was not taken (${reason})`);
  const cells = Tally.compare(expected, seen);
  for (const { platform, outcome, ...count } of cells)
    if (count.expected !== count.seen)
      differences.push(`${platform}, ${outcome}: ${count.expected} planned, ${count.seen} seen`);
  return { reports, submissions: filed.length, cells, differences };
}

async function received({ simulator }: House) {
  const answer = await fetch(`${simulator.httpUrl}/_received`);
  return (await answer.json()) as { undelivered: readonly { platform: string; reason: string }[] };
}

/** What is compared of one submission, in one line. */
function said({ word, refusalReason, waitingFor, asks }: Said): string {
  const answers = Object.entries(asks).map(([ask, answer]) => `${ask}=${answer ?? 'none'}`);
  return [word, refusalReason, waitingFor, ...answers].filter((each) => each !== null).join(' ');
}

interface Said {
  readonly word: string;
  readonly refusalReason: string | null;
  readonly waitingFor: string | null;
  readonly asks: Readonly<Record<string, string | undefined>>;
}

class Tally {
  private readonly counts = new Map<string, number>();

  add(platform: string, outcome: string, count = 1): void {
    const key = `${platform} ${outcome}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + count);
  }

  static compare(expected: Tally, seen: Tally): Cell[] {
    const keys = [...new Set([...expected.counts.keys(), ...seen.counts.keys()])];
    const rows = keys.map((key): Cell => {
      const [platform = '', ...outcome] = key.split(' ');
      const of = ({ counts }: Tally) => counts.get(key) ?? 0;
      return { platform, outcome: outcome.join(' '), expected: of(expected), seen: of(seen) };
    });
    const place = ({ platform }: Cell) => platformKeys.findIndex((each) => each === platform);
    return rows
      .filter((row) => row.expected > 0 || row.seen > 0)
      .sort((one, other) => place(one) - place(other) || one.outcome.localeCompare(other.outcome));
  }
}
