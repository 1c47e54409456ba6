import type { OutcomeFilter, OutcomeGroup, Outcomes } from '#persistence';
import type { Schema } from '../support/schema.js';

/**
 * The same figures once more, by somebody who knows no SQL: every row is read, one notice is looked at after the other, and
 * its events one after the other. Nothing here comes from the product but the names of what is counted.
 */
export async function naiveOutcomes(
  { rows }: Schema,
  filter: OutcomeFilter,
  nowMs: number,
): Promise<Omit<Outcomes, 'countedAtMs'>> {
  const [reports, submissions, events, sends, people, apiKeys] = await Promise.all([
    rows<Row>('SELECT * FROM reports'),
    rows<Row>('SELECT * FROM submissions ORDER BY reference'),
    rows<Row>('SELECT * FROM events ORDER BY report_id, sequence'),
    rows<Row>('SELECT * FROM sends ORDER BY submission_id, number'),
    rows<Row>('SELECT * FROM people'),
    rows<Row>('SELECT * FROM api_keys'),
  ]);
  const fromMs = filter.from?.getTime() ?? -Infinity;
  const toMs = filter.to?.getTime() ?? Infinity;
  const groups = new Map<string, Draft>();
  const precision = new Map<string, Outcomes['precision'][number]>();
  // Nobody of these histories changed teams.
  const teamOf = (reportId: string): string | null => {
    const filing = events.find(({ report_id: of, sequence }) => of === reportId && sequence === 1);
    return people.find(({ id }) => id === filing?.caller?.id)?.team ?? null;
  };
  for (const submission of submissions) {
    const category: string = reports.find(({ id }) => id === submission.report_id)?.category;
    const itsSends = sends.filter(({ submission_id: of }) => of === submission.id);
    const noticeMs = (submission.sent_at ?? submission.created_at).getTime();
    if (noticeMs < fromMs || noticeMs >= toMs) continue;
    if ((submission.mode ?? itsSends.at(-1)?.mode ?? 'rehearsed') !== filter.mode) continue;
    if (filter.platform !== undefined && submission.platform !== filter.platform) continue;
    if (filter.channel !== undefined && submission.channel !== filter.channel) continue;
    if (filter.regime !== undefined && submission.regime !== filter.regime) continue;
    if (filter.category !== undefined && category !== filter.category) continue;
    if (filter.team !== undefined && teamOf(submission.report_id) !== filter.team) continue;

    const asked = (name: OutcomeFilter['by'][number], value: string | null) =>
      filter.by.includes(name) ? value : null;
    const key = {
      platform: asked('platform', submission.platform),
      channel: asked('channel', submission.channel),
      regime: submission.regime as string,
      category: asked('category', category),
      team: asked('team', teamOf(submission.report_id)),
      month: asked('month', monthIn(filter.timeZone, noticeMs)),
    };
    const group = groups.get(JSON.stringify(key)) ?? emptyDraft(key);
    groups.set(JSON.stringify(key), group);
    const itsEvents = events.filter(({ submission_id: of }) => of === submission.id);
    countStanding(group, submission, itsEvents, nowMs);
    if (submission.sent_at !== null) countWaits(group, submission, itsEvents, filter.timeZone, nowMs);
    countDoubts(group, itsSends, itsEvents, [...people, ...apiKeys]);

    if (['ACTIONED', 'REFUSED', 'REVERSED'].includes(submission.decision)) {
      const { regime, platform } = submission as { regime: string; platform: string };
      const before = precision.get(`${regime} ${category} ${platform}`);
      precision.set(`${regime} ${category} ${platform}`, {
        ...{ regime, category, platform, judged: (before?.judged ?? 0) + 1 },
        actedOn: (before?.actedOn ?? 0) + (submission.decision === 'ACTIONED' ? 1 : 0),
      });
    }
  }
  return { groups: [...groups.values()].map(finished), precision: [...precision.values()] };
}

type Row = Record<string, any>;
type Counts = Record<string, number>;
interface NaiveWait {
  readonly minutes: number;
  readonly isEnded: boolean;
}
interface Draft {
  readonly key: Pick<OutcomeGroup, 'platform' | 'channel' | 'regime' | 'category' | 'team' | 'month'>;
  submissions: number;
  sent: number;
  gone: number;
  reappeared: number;
  unknownSends: number;
  readonly words: Counts;
  readonly decisions: Counts;
  readonly effects: Counts;
  readonly refusalReasons: Counts;
  readonly asks: Record<string, { asked: number; answers: Counts }>;
  readonly deadlines: Record<string, Counts>;
  readonly ours: Record<string, Counts>;
  readonly waits: Record<string, NaiveWait[]>;
  readonly resendDecisions: Counts;
  readonly markedResends: Counts;
}

function emptyDraft(key: Draft['key']): Draft {
  return {
    ...{ key, submissions: 0, sent: 0, gone: 0, reappeared: 0, unknownSends: 0 },
    ...{
      words: {},
      decisions: {},
      effects: {},
      refusalReasons: {},
      asks: {},
      deadlines: {},
      ours: {},
      waits: {},
    },
    ...{ resendDecisions: {}, markedResends: {} },
  };
}

function add(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

const removes = [
  'CONTENT_REMOVED',
  'CONTENT_DISABLED',
  'GROUP_DISABLED',
  'ACCOUNT_TERMINATED',
  'ACCOUNT_SUSPENDED',
];
const needsALook = [
  'staff_action',
  'reappeared',
  'not_really_gone',
  'reversed',
  'delivery_uncertain',
  'blocked',
  'failed',
];

function countStanding(group: Draft, submission: Row, events: readonly Row[], nowMs: number): void {
  group.submissions += 1;
  add(group.words, submission['word']);
  add(group.decisions, submission['decision']);
  const effects: string[] = submission['decision'] === 'ACTIONED' ? submission['effects'] : [];
  for (const effect of effects) add(group.effects, effect);
  if (submission['decision'] === 'REFUSED') add(group.refusalReasons, submission['refusal_reason']);
  if (submission['sent_at'] !== null) {
    group.sent += 1;
    for (const ask of submission['asks'] as string[]) {
      const counted = (group.asks[ask] ??= { asked: 0, answers: {} });
      counted.asked += 1;
      const answer = submission['ask_answers'][ask];
      if (answer !== undefined) add(counted.answers, answer);
    }
  }
  const awaited =
    submission['word'] === 'info_requested'
      ? 'ANSWER'
      : needsALook.includes(submission['word'])
        ? 'FIRST_LOOK'
        : null;
  if (awaited !== null && submission['staff_due_at'] !== null)
    add((group.ours[awaited] ??= {}), submission['staff_due_at'].getTime() <= nowMs ? 'OVERDUE' : 'OPEN');
  for (const [name, end, column] of [
    ['ANSWER', 'KEPT', 'answers_kept'],
    ['ANSWER', 'BREACHED', 'answers_breached'],
    ['FIRST_LOOK', 'KEPT', 'looks_kept'],
    ['FIRST_LOOK', 'BREACHED', 'looks_breached'],
  ] as const)
    for (let left: number = submission[column]; left > 0; left -= 1) add((group.ours[name] ??= {}), end);
  const wasSeenGone = ['GONE', 'REAPPEARED'].includes(submission['verification']);
  if (wasSeenGone || effects.some((effect) => removes.includes(effect))) group.gone += 1;
  const cameBack = events.some(({ type }) => type === 'submission.reappeared');
  if (submission['verification'] === 'REAPPEARED' || (submission['verification'] === 'GONE' && cameBack))
    group.reappeared += 1;
}

/**
 * How deadlines of ours ended, by what the record says: one begins with a word that waits for us and ends with the next.
 *
 * @param events of one submission, in order, at the times at which they happened
 * @param spanMs how long we have had
 */
export function naiveOwnEnds(
  events: readonly Row[],
  spanMs: Readonly<Record<'ANSWER' | 'FIRST_LOOK', number>>,
): Counts {
  const ends: Counts = {};
  let word: string | null = null;
  let begun: { readonly name: 'ANSWER' | 'FIRST_LOOK'; readonly dueMs: number } | null = null;
  const heard = heldEvents(events);
  for (const [index, event] of heard.entries()) {
    const atMs: number = event['at'].getTime();
    // Of what one change tells, only the last word stands.
    if (heard[index + 1]?.['at'].getTime() === atMs || event['word'] === word) continue;
    if (begun) add(ends, `${begun.name} ${atMs < begun.dueMs ? 'KEPT' : 'BREACHED'}`);
    word = event['word'] as string;
    const name = word === 'info_requested' ? 'ANSWER' : needsALook.includes(word) ? 'FIRST_LOOK' : null;
    begun = name && { name, dueMs: atMs + spanMs[name] };
  }
  return ends;
}

/** Without what a reply of another submission told, and what followed until that was taken back. */
export function heldEvents(events: readonly Row[]): Row[] {
  const withdrawals = events.filter(
    ({ type, detail }) => type === 'reply.match_withdrawn' && detail.withdraws,
  );
  return events.filter(
    ({ sequence }) =>
      !withdrawals.some((each) => sequence >= each['detail'].withdraws[0] && sequence < each['sequence']),
  );
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const answers = ['acknowledged', 'under_review', 'info_requested', 'asks_answered', 'decided'];

function countWaits(
  group: Draft,
  submission: Row,
  all: readonly Row[],
  timeZone: string,
  nowMs: number,
): void {
  const sentMs: number = submission['sent_at'].getTime();
  const events = heldEvents(all).filter(({ at }) => at.getTime() >= sentMs);
  const firstMs = (holds: (event: Row) => boolean): number | null => {
    const times = events.filter(holds).map(({ at }): number => at.getTime());
    return times.length === 0 ? null : Math.min(...times);
  };
  const acknowledgedMs = firstMs(({ type }) => answers.includes(type.slice('submission.'.length)));
  const decidedMs = firstMs(({ type }) => type === 'submission.decided');
  const goneMs = firstMs(({ word }) => word === 'gone_verified');
  const withdrawnMs = firstMs(({ type }) => type === 'submission.withdrawn');

  if (['SENT', 'ACKNOWLEDGED'].includes(submission['delivery'])) {
    const wait = (name: string, endedMs: number | null) => {
      const lastMs = Math.min(nowMs, withdrawnMs ?? Infinity);
      const isEnded = endedMs !== null && endedMs <= lastMs;
      const lengthMs = Math.max((isEnded ? endedMs : lastMs) - sentMs, 0);
      const isSeenByDays = !isEnded && withdrawnMs === null && sentMs < nowMs - dayMs;
      const days = (Date.parse(dayIn(timeZone, nowMs)) - Date.parse(dayIn(timeZone, sentMs))) / dayMs;
      (group.waits[name] ??= []).push({
        minutes: isSeenByDays ? Math.max(1, days - 1) * 1_440 : told(Math.floor(lengthMs / 60_000)),
        isEnded,
      });
    };
    if (submission['acknowledge_due_at'] !== null) wait('ACKNOWLEDGEMENT', acknowledgedMs);
    wait('DECISION', decidedMs);
    wait('VERIFIED_GONE', goneMs);
  }

  const deadline = (name: string, due: Date | null, endedMs: number | null, isPaused: boolean) => {
    if (due === null) return;
    const isNoted = all.some(
      ({ type, detail }) => type === 'submission.sla_breached' && detail.expectation === name,
    );
    const end = () => {
      if (isNoted) return 'BREACHED';
      if (endedMs !== null) return endedMs > due.getTime() && !isPaused ? 'BREACHED' : 'KEPT';
      if (submission['word'] === 'info_requested') return 'OPEN';
      if (!['sent', 'acknowledged', 'under_review'].includes(submission['word'])) return 'ENDED';
      return due.getTime() <= nowMs ? 'BREACHED' : 'OPEN';
    };
    add((group.deadlines[name] ??= {}), end());
  };
  // Decided while the platform waited for our answer, and so in its time.
  const isPaused = !events.some(
    ({ type, at, previous_word: before }) =>
      type === 'submission.decided' && at.getTime() === decidedMs && before !== 'info_requested',
  );
  deadline('ACKNOWLEDGEMENT', submission['acknowledge_due_at'], acknowledgedMs, false);
  deadline('DECISION', submission['due_at'], decidedMs, isPaused);
}

function countDoubts(
  group: Draft,
  sends: readonly Row[],
  events: readonly Row[],
  callers: readonly Row[],
): void {
  group.unknownSends += sends.filter(({ outcome }) => outcome === 'unknown').length;
  const rolesOf = (caller: Row): string[] =>
    [...(callers.find(({ id }) => id === caller['id'])?.['roles'] ?? [])].sort();
  let resendBy = byRule;
  for (const { type, detail, caller } of events) {
    const isDecision = caller?.operation === 'decideResend';
    if (isDecision) {
      const decision = {
        'submission.sent': 'ARRIVED',
        'submission.queued': 'SEND_MARKED',
        'submission.failed': 'GIVE_UP',
      };
      const by = { by: caller.kind as string, roles: rolesOf(caller) };
      const name = decision[type as keyof typeof decision];
      add(group.resendDecisions, JSON.stringify({ decision: name, ...by }));
      resendBy = name === 'SEND_MARKED' ? by : byRule;
    } else if (detail.isMarkedResend === true) {
      add(group.markedResends, JSON.stringify(resendBy));
      resendBy = byRule;
    } else if (type === 'submission.uncertain') resendBy = byRule;
  }
}

const byRule = { by: 'CHANNEL_RULE', roles: [] as string[] };

function finished({ key, waits, resendDecisions, markedResends, ...counts }: Draft): OutcomeGroup {
  const counted = (some: Counts) =>
    Object.entries(some).map(([what, count]) => ({ ...JSON.parse(what), count })) as never[];
  return {
    ...key,
    ...counts,
    waits: Object.fromEntries(
      Object.entries(waits).map(([name, all]) => [
        name,
        {
          medianMinutes: naiveQuantile(all, 5n),
          ninetiethMinutes: naiveQuantile(all, 9n),
          ended: all.filter(({ isEnded }) => isEnded).length,
          stillOpen: all.filter(({ isEnded }) => !isEnded).length,
        },
      ]),
    ),
    resendDecisions: counted(resendDecisions),
    markedResends: counted(markedResends),
  };
}

/** Kaplan and Meier by whole numbers: the first minute after which no more than (10 - tenths) / 10 go on. */
function naiveQuantile(waits: readonly NaiveWait[], tenths: bigint): number | null {
  let [over, under] = [1n, 1n];
  const last = Math.max(-1, ...waits.map(({ minutes }) => minutes));
  for (const minute of [...new Set(waits.map(({ minutes }) => minutes))].sort((one, other) => one - other)) {
    if (minute > last) break;
    const atRisk = BigInt(waits.filter(({ minutes }) => minutes >= minute).length);
    const ending = BigInt(waits.filter(({ minutes, isEnded }) => isEnded && minutes === minute).length);
    over *= atRisk - ending;
    under *= atRisk;
    if (ending > 0n && over * 10n <= under * (10n - tenths)) return minute;
  }
  return null;
}

/** The largest unit in which it is told: minutes, from an hour on hours, from two days on days. */
function told(minutes: number): number {
  const unit = minutes < 60 ? 1 : minutes < 2 * 24 * 60 ? 60 : 24 * 60;
  return Math.floor(minutes / unit) * unit;
}

function dayIn(timeZone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(atMs);
  const part = (name: string) => parts.find(({ type }) => type === name)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

function monthIn(timeZone: string, atMs: number): string {
  return dayIn(timeZone, atMs).slice(0, 7);
}
