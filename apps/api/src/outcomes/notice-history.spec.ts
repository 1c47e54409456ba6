import type { NoticeExperience } from '#persistence';
import { NoticeHistory, type NoticeLike } from './notice-history.js';

const notice = {
  ...{
    platform: 'youtube',
    channel: 'youtube-form',
    category: 'SEXTORTION',
    regime: 'DSA_ART22',
    mode: 'armed',
  },
} as const satisfies NoticeLike;
const experience: NoticeExperience = {
  ...{ platform: 'youtube', channel: 'youtube-form', category: 'SEXTORTION', regime: 'DSA_ART22' },
  ...{
    decided: 17,
    judged: 17,
    actedOn: 14,
    quarterMinutes: 2 * 1_440 + 59,
    threeQuartersMinutes: 6 * 1_440 - 59,
  },
};

let nowMs: number;
let asked: object[];
let answer: () => Promise<readonly NoticeExperience[]>;
let warned: string[];
let timers: (() => void)[];
beforeEach(() => {
  [nowMs, asked, warned, timers] = [Date.UTC(2026, 10, 24), [], [], []];
  answer = async () => [experience];
});

const history = () =>
  new NoticeHistory(
    {
      experience: (filter) => {
        asked.push(filter);
        return answer();
      },
    },
    {
      timeZone: 'Europe/Brussels',
      log: { warn: (event: string) => warned.push(event) } as never,
      clock: {
        now: () => nowMs,
        startTimer: (_ms: number, done: () => void) => {
          timers.push(done);
          return () => undefined;
        },
      },
    },
  );

it('tells how long decisions usually take, in whole hours, and how often notices like one were acted on', async () => {
  expect(await history().of([notice])).toEqual([
    { usually: { fromHours: 48, toHours: 144 }, actedOn: { count: 14, of: 17 } },
  ]);
});

it.each<[string, Partial<NoticeExperience>, Partial<NoticeLike>, object | null]>([
  ['fewer than five decisions', { decided: 4, judged: 4, actedOn: 4 }, {}, null],
  [
    'five judged and four decided this way',
    { decided: 4, judged: 5, actedOn: 0 },
    {},
    { usually: null, actedOn: { count: 0, of: 5 } },
  ],
  [
    'too few to know when most are decided',
    { threeQuartersMinutes: null },
    {},
    { usually: null, actedOn: { count: 14, of: 17 } },
  ],
  ['another channel', {}, { channel: 'youtube-mail' }, { usually: null, actedOn: { count: 14, of: 17 } }],
  ['no channel', {}, { channel: null }, { usually: null, actedOn: { count: 14, of: 17 } }],
  ['another category', {}, { category: 'GROOMING' }, null],
  ['another regime', {}, { regime: 'USER' }, null],
  ['another platform', {}, { platform: 'facebook' }, null],
])('keeps to notices like it, and to five cases: %s', async (_what, seen, like, told) => {
  answer = async () => [{ ...experience, ...seen }];
  expect(await history().of([{ ...notice, ...like }])).toEqual([told]);
});

it('counts once an hour, each mode by itself, over a year', async () => {
  const kept = history();
  await kept.of([notice, { ...notice, mode: 'rehearsed' }, notice]);
  nowMs += 59 * 60_000;
  await kept.of([notice]);
  expect(asked).toEqual([
    { from: new Date(Date.UTC(2025, 10, 24)), mode: 'armed', timeZone: 'Europe/Brussels' },
    { from: new Date(Date.UTC(2025, 10, 24)), mode: 'rehearsed', timeZone: 'Europe/Brussels' },
  ]);
  nowMs += 60_000;
  await kept.of([notice]);
  expect(asked).toHaveLength(3);
});

it('holds no preview up: what is still being counted is told the next time', async () => {
  let count: (rows: readonly NoticeExperience[]) => void = () => undefined;
  answer = () => new Promise((resolve) => (count = resolve));
  const kept = history();
  const first = kept.of([notice]);
  timers[0]?.();
  expect(await first).toEqual([null]);
  count([experience]);
  expect(await kept.of([notice])).toMatchObject([{ actedOn: { of: 17 } }]);
  expect(asked).toHaveLength(1);
});

it('says so where it cannot be counted, and lets the preview go on', async () => {
  answer = () => Promise.reject(new Error('statement timeout'));
  expect(await history().of([notice])).toEqual([null]);
  expect(warned).toEqual(['outcomes.history_failed']);
});
