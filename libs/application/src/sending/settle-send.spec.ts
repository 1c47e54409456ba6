import fc from 'fast-check';
import { unknownOutcomeRules, type Fact } from '#core';
import { platformFaultKinds, type PlatformFaultKind } from '../ports/platform-fault.js';
import { settleSend, type SendContext, type SendResult } from './settle-send.js';

const settings = {
  retryScheduleMs: [10_000, 60_000, 300_000],
  rateLimitedDefaultMs: 60_000,
  settleMs: 60_000,
  credentialsRecheckMs: 900_000,
};
const first: SendContext = { onUnknown: 'askPerson', tries: 1, round: 0, mayHaveArrived: false, jitter: 0.5 };

const settle = (kind: PlatformFaultKind, context: Partial<SendContext> = {}, retryAfterMs?: number) =>
  settleSend(
    {
      outcome: 'fault',
      kind,
      code: 'SYNTHETIC.CODE',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
    { ...first, ...context },
    settings,
  );
/** What it comes to in one line: fact, reason, wait, round, hold. */
const told = (...question: Parameters<typeof settle>) => {
  const { facts, timing, hold, outcome } = settle(...question);
  const [fact] = facts as [Extract<Fact, { kind: 'sendDeferred' | 'sendFailed' | 'sendUncertain' }>];
  const reason = fact.kind === 'sendDeferred' ? fact.waitingFor : fact.reason;
  return [fact.kind, reason, outcome, timing.nextTryInMs, timing.round ?? null, hold?.holdMs ?? null];
};

describe('a send that was answered', () => {
  it('is confirmed with what the platform said at once, in order', () => {
    const facts: Fact[] = [
      { kind: 'acknowledged', atMs: 1, externalRef: 'SYN-1' },
      { kind: 'reviewStarted', atMs: 1 },
    ];
    const settled = settleSend(
      { outcome: 'answered', answer: { receipt: '250 ok', facts } },
      first,
      settings,
    );
    expect(settled).toEqual({
      facts: [{ kind: 'sendConfirmed' }, ...facts],
      ...{ outcome: 'confirmed', code: null, receipt: '250 ok', hold: null },
      timing: { nextTryInMs: null, releasesLease: true },
    });
  });
});

describe('a send that surely did not leave', () => {
  it.each([
    [1, 10_000],
    [2, 60_000],
    [3, 300_000],
  ])('waits after a temporary fault of try %i for %i ms', (tries, waitMs) => {
    expect(told('temporary', { tries })).toEqual([
      'sendDeferred',
      'SYNTHETIC.CODE',
      'deferred',
      waitMs,
      null,
      null,
    ]);
  });

  it('waits longer where the platform asked for it, never shorter', () => {
    expect(told('temporary', {}, 45_000)[3]).toBe(45_000);
    expect(told('temporary', {}, 1_000)[3]).toBe(10_000);
  });

  it('has failed once its tries are used up', () => {
    expect(told('temporary', { tries: 4 })).toEqual([
      'sendFailed',
      'SEND.RETRIES_USED_UP',
      'deferred',
      null,
      null,
      null,
    ]);
  });

  it('is uncertain then, where an earlier try may have arrived', () => {
    const end = told('temporary', { tries: 4, mayHaveArrived: true });
    expect(end).toEqual(['sendUncertain', 'SEND.RETRIES_USED_UP', 'deferred', null, null, null]);
  });

  it.each([
    ['rateLimited', undefined, 60_000],
    ['rateLimited', 5_000, 5_000],
    ['quotaExhausted', undefined, 60_000],
    ['quotaExhausted', 7_200_000, 7_200_000],
    ['credentials', undefined, 900_000],
    ['credentials', 5_000, 900_000],
  ] as const)(
    'holds the whole platform after %s (asked: %s) for %i ms, whatever the try',
    (kind, asked, waitMs) => {
      for (const tries of [1, 3, 50])
        expect(told(kind, { tries }, asked)).toEqual([
          'sendDeferred',
          'SYNTHETIC.CODE',
          'deferred',
          waitMs,
          null,
          waitMs,
        ]);
    },
  );
});

describe('a claim of which nothing was sent', () => {
  it('waits to look a second time, and marks what leaves after that', () => {
    expect(settleSend({ outcome: 'absent' }, { ...first, round: 2 }, settings)).toMatchObject({
      facts: [{ kind: 'sendDeferred', waitingFor: 'SEND.NOT_FOUND_YET' }],
      outcome: 'absent',
      timing: { nextTryInMs: 60_000, round: 3, refundsTry: true, releasesLease: true },
    });
  });

  it('comes round again without a try spent where it made no sense to call', () => {
    const result = { outcome: 'notCalled', code: 'PLATFORM.CIRCUIT_OPEN' } as const;
    const { timing, hold, outcome } = settleSend(result, { ...first, tries: 99 }, settings);
    expect([outcome, timing, hold]).toEqual([
      'deferred',
      { nextTryInMs: 1_000, refundsTry: true, releasesLease: true },
      null,
    ]);
  });
});

describe('a send the platform will not take', () => {
  it('has failed at once, in any round and under any rule', () => {
    for (const onUnknown of unknownOutcomeRules)
      for (const round of [0, 1, 2])
        expect(told('refused', { onUnknown, round })).toEqual([
          'sendFailed',
          'SYNTHETIC.CODE',
          'refused',
          null,
          null,
          null,
        ]);
  });

  it('is uncertain where an earlier notice may have arrived: that one was not refused', () => {
    expect(told('refused', { mayHaveArrived: true, round: 1 })).toEqual([
      ...['sendUncertain', 'SYNTHETIC.CODE', 'refused', null, null, null],
    ]);
  });
});

describe('a send nobody knows the fate of', () => {
  const uncertain = ['sendUncertain', 'SYNTHETIC.CODE', 'unknown', null, null, null];
  const again = (waitMs: number, round: number | null = null) => [
    ...['sendDeferred', 'SEND.OUTCOME_UNKNOWN', 'unknown', waitMs, round, null],
  ];

  it.each(['outcomeUnknown', 'unreadable'] as const)(
    '(%s) is what the rule of its channel makes of it',
    (kind) => {
      for (const round of [0, 1, 2]) {
        expect(told(kind, { onUnknown: 'askPerson', round })).toEqual(uncertain);
        expect(told(kind, { onUnknown: 'replay', round })).toEqual(again(60_000));
        expect(told(kind, { onUnknown: 'lookup', round })).toEqual(again(60_000));
      }
      expect(told(kind, { onUnknown: 'resendMarked', round: 0 })).toEqual(again(60_000, 1));
      expect(told(kind, { onUnknown: 'resendMarked', round: 1 })).toEqual(uncertain);
      expect(told(kind, { onUnknown: 'resendMarked', round: 2 })).toEqual(uncertain);
    },
  );

  it('is tried at growing intervals where that is safe, and shown to a person in the end', () => {
    for (const onUnknown of ['replay', 'lookup'] as const) {
      expect(told('outcomeUnknown', { onUnknown, tries: 3 })).toEqual(again(300_000));
      expect(told('outcomeUnknown', { onUnknown, tries: 4 })).toEqual(uncertain);
    }
  });
});

describe('every end of a send', () => {
  const anyContext = fc.record({
    onUnknown: fc.constantFrom(...unknownOutcomeRules),
    tries: fc.integer({ min: 1, max: 12 }),
    round: fc.nat(3),
    mayHaveArrived: fc.boolean(),
    jitter: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });
  const anyFault = fc.record({
    outcome: fc.constant('fault' as const),
    kind: fc.constantFrom(...platformFaultKinds),
    code: fc.constant('SYNTHETIC.CODE'),
  });

  it('gives the lease back and says what is next: a try with a time, or an end with a reason', () => {
    fc.assert(
      fc.property(anyFault, anyContext, (result: SendResult, context) => {
        const { facts, timing, outcome } = settleSend(result, context, settings);
        expect(facts).toHaveLength(1);
        expect(timing.releasesLease).toBe(true);
        expect(facts[0]?.kind === 'sendDeferred').toBe(typeof timing.nextTryInMs === 'number');
        expect(outcome).not.toBe('intent');
      }),
    );
  });

  it('never lets an unmarked second notice leave where a first may have arrived and the platform drops no repeat', () => {
    fc.assert(
      fc.property(anyFault, anyContext, (result: SendResult, context) => {
        const { timing, outcome } = settleSend(result, context, settings);
        if (outcome !== 'unknown' || typeof timing.nextTryInMs !== 'number') return;
        const isMarked = (timing.round ?? context.round) > context.round;
        expect(isMarked || context.onUnknown === 'replay' || context.onUnknown === 'lookup').toBe(true);
      }),
    );
  });
});
