import fc from 'fast-check';
import { asks, askAnswers } from '../asks.js';
import { applyFact } from './apply-fact.js';
import axisMoves from './axis-moves.json' with { type: 'json' };
import {
  decisions,
  deliveries,
  effects,
  refusalReasons,
  remedies,
  verifications,
  type Decision,
} from './axes.js';
import { replyFactKinds, visibilities, type Fact, type FactKind } from './facts.js';
import { plannedSubmission, type SubmissionState } from './state.js';
import { isSameState, takeBack } from './take-back.js';
import { isSaidRemoved, wordOf, words } from './word.js';

type Axis = keyof typeof axisMoves;

/** The decision each fact speaks of; every other fact leaves the decision alone. */
const spokenOf: Partial<Record<FactKind, Decision>> = {
  memberReportRequired: 'INFO_REQUESTED',
  reviewStarted: 'UNDER_REVIEW',
  informationRequested: 'INFO_REQUESTED',
  informationSupplied: 'INFO_SUPPLIED',
  actioned: 'ACTIONED',
  refused: 'REFUSED',
  notFound: 'NOT_FOUND',
  duplicate: 'DUPLICATE',
  expired: 'EXPIRED',
  reversed: 'REVERSED',
};

/** Facts that carry a receipt beside what they say, so that delivery may take two steps at once. */
const receipts: readonly FactKind[] = [
  'acknowledged',
  'memberReportRequired',
  'reviewStarted',
  'informationRequested',
  'actioned',
  'refused',
  'notFound',
  'duplicate',
  'reversed',
  'asksAnswered',
];

const atMs = fc.nat(6);
const reason = fc.constantFrom('SYNTHETIC.ONE', 'SYNTHETIC.OTHER');
const channel = fc.constantFrom('example-mail', 'example-in-app');
const someEffects = fc.uniqueArray(fc.constantFrom(...effects), { maxLength: 3 });

/** Every kind of fact once; a kind that is forgotten here does not compile. */
const factOf: { readonly [Kind in FactKind]: fc.Arbitrary<Extract<Fact, { kind: Kind }>> } = {
  queued: fc.record({ kind: fc.constant('queued') }),
  blocked: fc.record({ kind: fc.constant('blocked'), reason }),
  handedOff: fc.record({ kind: fc.constant('handedOff'), channel, reason }),
  sendingStarted: fc.record({ kind: fc.constant('sendingStarted') }),
  sendConfirmed: fc.record({ kind: fc.constant('sendConfirmed') }),
  sendDeferred: fc.record({ kind: fc.constant('sendDeferred'), waitingFor: reason }),
  sendUncertain: fc.record({ kind: fc.constant('sendUncertain'), reason }),
  sendFailed: fc.record({ kind: fc.constant('sendFailed'), reason }),
  withdrawn: fc.record({ kind: fc.constant('withdrawn') }),
  held: fc.record({ kind: fc.constant('held'), untilMs: atMs }),
  released: fc.record({ kind: fc.constant('released') }),
  acknowledged: fc.oneof(
    fc.record({ kind: fc.constant('acknowledged'), atMs }),
    fc.record({
      kind: fc.constant('acknowledged'),
      atMs,
      externalRef: fc.constantFrom('example-1', 'example-2'),
    }),
  ),
  memberReportRequired: fc.record({ kind: fc.constant('memberReportRequired'), atMs, channel }),
  reviewStarted: fc.record({ kind: fc.constant('reviewStarted'), atMs }),
  informationRequested: fc.record({ kind: fc.constant('informationRequested'), atMs }),
  informationSupplied: fc.record({ kind: fc.constant('informationSupplied'), atMs }),
  actioned: fc.record({ kind: fc.constant('actioned'), atMs, effects: someEffects }),
  refused: fc.record({ kind: fc.constant('refused'), atMs, reason: fc.constantFrom(...refusalReasons) }),
  notFound: fc.record({ kind: fc.constant('notFound'), atMs }),
  duplicate: fc.record({ kind: fc.constant('duplicate'), atMs }),
  expired: fc.record({ kind: fc.constant('expired'), atMs }),
  reversed: fc.record({ kind: fc.constant('reversed'), atMs }),
  asksAnswered: fc.record({
    kind: fc.constant('asksAnswered'),
    atMs,
    answers: fc.dictionary(fc.constantFrom(...asks), fc.constantFrom(...askAnswers), { maxKeys: 2 }),
  }),
  seen: fc.oneof(
    fc.record({ kind: fc.constant('seen'), atMs, visibility: fc.constantFrom(...visibilities) }),
    fc.record({
      kind: fc.constant('seen'),
      atMs,
      visibility: fc.constantFrom(...visibilities),
      effects: someEffects,
    }),
  ),
  remedyMoved: fc.record({ kind: fc.constant('remedyMoved'), remedy: fc.constantFrom(...remedies) }),
};

const anyFact: fc.Arbitrary<Fact> = fc.oneof(...Object.values<fc.Arbitrary<Fact>>(factOf));

/** Steps that lead through the usual life, so that random facts start from every part of it. */
const usualStarts: readonly (readonly Fact[])[] = [
  [],
  [{ kind: 'queued' }],
  [{ kind: 'queued' }, { kind: 'sendingStarted' }],
  [{ kind: 'queued' }, { kind: 'sendingStarted' }, { kind: 'sendConfirmed' }],
  [{ kind: 'queued' }, { kind: 'sendingStarted' }, { kind: 'sendUncertain', reason: 'SYNTHETIC.ONE' }],
  [
    { kind: 'queued' },
    { kind: 'sendingStarted' },
    { kind: 'acknowledged', atMs: 0 },
    { kind: 'actioned', atMs: 1, effects: ['CONTENT_REMOVED'] },
  ],
];
const anyLife = fc
  .tuple(fc.constantFrom(...usualStarts), fc.array(anyFact, { maxLength: 15 }))
  .map(([start, rest]) => [...start, ...rest]);
const anyState = anyLife.map((facts) => facts.reduce(stateAfter, plannedSubmission('example-mail')));
const manyRuns = { numRuns: 3_000 };

function stateAfter(state: SubmissionState, fact: Fact): SubmissionState {
  const applied = applyFact(state, fact);
  return applied.outcome === 'moved' ? applied.next : state;
}

/** Whether a table leads from one state to another in at most so many steps. */
function leads(axis: Axis, from: string, to: string, steps: number): boolean {
  if (from === to) return true;
  const table: Readonly<Record<string, readonly string[]>> = axisMoves[axis];
  return steps > 0 && (table[from] ?? []).some((next) => leads(axis, next, to, steps - 1));
}

/** Every state that facts reach from planned; one fact of each meaning, all but one look said at the same time. */
function reachableStates(): { states: SubmissionState[]; facts: Fact[] } {
  const at = { atMs: 1 } as const;
  const facts: Fact[] = [
    ...(['queued', 'sendingStarted', 'sendConfirmed', 'withdrawn'] as const).map((kind): Fact => ({ kind })),
    ...(['blocked', 'sendUncertain', 'sendFailed'] as const).map((kind): Fact => ({
      kind,
      reason: 'SYNTHETIC.ONE',
    })),
    { kind: 'sendDeferred', waitingFor: 'SYNTHETIC.ONE' },
    { kind: 'handedOff', channel: 'example-mail', reason: 'SYNTHETIC.ONE' },
    { kind: 'acknowledged', ...at, externalRef: 'example-1' },
    { kind: 'memberReportRequired', ...at, channel: 'example-mail' },
    ...(
      [
        'reviewStarted',
        'informationRequested',
        'informationSupplied',
        'notFound',
        'duplicate',
        'expired',
        'reversed',
      ] as const
    ).map((kind): Fact => ({ kind, ...at })),
    { kind: 'actioned', ...at, effects: ['CONTENT_REMOVED'] },
    { kind: 'actioned', ...at, effects: ['GEO_RESTRICTED'] },
    { kind: 'refused', ...at, reason: 'NO_POLICY_VIOLATION' },
    { kind: 'asksAnswered', ...at, answers: { BLOCK_GROUP: 'YES' } },
    ...visibilities.map((visibility): Fact => ({ kind: 'seen', ...at, visibility })),
    { kind: 'seen', ...at, visibility: 'LIMITED', effects: ['AGE_RESTRICTED'] },
    // Only a later look disproves a removal.
    { kind: 'seen', atMs: 2, visibility: 'LIVE' },
  ];
  const found = new Map<string, SubmissionState>();
  const open = [plannedSubmission('example-mail')];
  for (const state of open) {
    const key = JSON.stringify(state);
    if (found.has(key)) continue;
    found.set(key, state);
    for (const fact of facts) open.push(stateAfter(state, fact));
  }
  return { states: [...found.values()], facts };
}

describe('every state that facts can reach', () => {
  const { states, facts } = reachableStates();

  it('covers each delivery, decision and verification', () => {
    expect(new Set(states.map(({ delivery }) => delivery))).toEqual(new Set(deliveries));
    expect(new Set(states.map(({ decision }) => decision))).toEqual(new Set(decisions));
    expect(new Set(states.map(({ verification }) => verification))).toEqual(new Set(verifications));
  });

  it('gives each word but those of a remedy', () => {
    expect(new Set(states.map(wordOf))).toEqual(new Set(words.filter((word) => word !== 'contested')));
  });

  it('does not move a second time by the fact that moved it', () => {
    const moving = states.flatMap((state) =>
      facts
        .filter((fact) => {
          const once = applyFact(state, fact);
          return once.outcome === 'moved' && applyFact(once.next, fact).outcome === 'moved';
        })
        .map((fact) => ({ state, fact })),
    );
    expect(moving).toEqual([]);
  });

  it('moves along the tables only', () => {
    const astray = states.flatMap((state) =>
      facts
        .filter((fact) => {
          const next = stateAfter(state, fact);
          const steps = receipts.includes(fact.kind) ? 2 : 1;
          return !(
            leads('delivery', state.delivery, next.delivery, steps) &&
            leads('decision', state.decision, next.decision, 1) &&
            leads('verification', state.verification, next.verification, 1)
          );
        })
        .map((fact) => ({ state, fact })),
    );
    expect(astray).toEqual([]);
  });

  it('changes its decision only by the fact that speaks of that decision', () => {
    for (const state of states)
      for (const fact of facts) {
        const { decision } = stateAfter(state, fact);
        if (decision !== state.decision) expect(decision).toBe(spokenOf[fact.kind]);
      }
  });

  it('is left where a table ends by no fact on that axis', () => {
    const ends = states.filter(({ delivery }) => axisMoves.delivery[delivery].length === 0);
    expect(new Set(ends.map(({ delivery }) => delivery))).toEqual(new Set(['ACKNOWLEDGED', 'CANCELLED']));
    for (const state of ends)
      for (const fact of facts) expect(stateAfter(state, fact).delivery).toBe(state.delivery);
  });
});

describe('remedies', () => {
  it('are all reached from none, each by the fact that names it', () => {
    const reached = new Set<SubmissionState['remedy']>(['NONE']);
    for (const from of reached)
      for (const remedy of remedies) {
        const next = stateAfter(
          { ...plannedSubmission('example-mail'), remedy: from },
          { kind: 'remedyMoved', remedy },
        );
        expect(next.remedy === remedy).toBe(leads('remedy', from, remedy, 1));
        reached.add(next.remedy);
      }
    expect(reached).toEqual(new Set(remedies));
  });

  it('end where nothing follows', () => {
    const ends = remedies.filter((remedy) => axisMoves.remedy[remedy].length === 0);
    expect(ends).toEqual(['OVERTURNED', 'CLOSED_BY_DSC', 'ORDER_SERVED']);
    fc.assert(
      fc.property(
        fc.constantFrom(...ends),
        anyState,
        anyFact,
        (remedy, state, fact) => stateAfter({ ...state, remedy }, fact).remedy === remedy,
      ),
    );
  });
});

describe('whatever happens', () => {
  it('nothing is thrown and the answer is one of three', () => {
    fc.assert(
      fc.property(anyState, anyFact, (state, fact) =>
        ['moved', 'repeated', 'refused'].includes(applyFact(state, fact).outcome),
      ),
      manyRuns,
    );
  });

  it('a repeated fact changes nothing', () => {
    fc.assert(
      fc.property(
        anyState,
        anyFact,
        (state, fact) => applyFact(stateAfter(state, fact), fact).outcome !== 'moved',
      ),
      manyRuns,
    );
  });

  it('a fact that moved something changed the state, and leaves the one handed in alone', () => {
    fc.assert(
      fc.property(anyState, anyFact, (state, fact) => {
        const before = JSON.stringify(state);
        const applied = applyFact(state, fact);
        expect(JSON.stringify(state)).toBe(before);
        if (applied.outcome === 'moved') expect(applied.next).not.toEqual(state);
      }),
      manyRuns,
    );
  });

  it('a late receipt never moves a decision', () => {
    fc.assert(
      fc.property(anyState, factOf.acknowledged, (state, receipt) => {
        const next = stateAfter(state, receipt);
        expect({
          ...next,
          delivery: state.delivery,
          externalRef: state.externalRef,
          waitingFor: state.waitingFor,
        }).toEqual(state);
      }),
      manyRuns,
    );
  });

  it('an older statement never replaces a newer one', () => {
    fc.assert(
      fc.property(anyState, anyFact, (state, fact) => {
        const next = stateAfter(state, fact);
        if (state.decidedAtMs === null || next.decision === state.decision) return;
        if (fact.kind === 'informationSupplied') return expect(next.decidedAtMs).toBe(state.decidedAtMs);
        expect('atMs' in fact && fact.atMs >= state.decidedAtMs).toBe(true);
        expect(next.decidedAtMs).toBe('atMs' in fact ? fact.atMs : undefined);
      }),
      manyRuns,
    );
  });

  it('an older look never replaces a newer one', () => {
    fc.assert(
      fc.property(anyState, factOf.seen, (state, fact) => {
        const next = stateAfter(state, fact);
        if (state.seenAtMs === null || next.verification === state.verification) return;
        expect(fact.atMs).toBeGreaterThanOrEqual(state.seenAtMs);
        expect(next.seenAtMs).toBe(fact.atMs);
      }),
      manyRuns,
    );
  });

  it('a removal is disproved by two looks since it was said, never by one', () => {
    fc.assert(
      fc.property(anyState, anyFact, (state, fact) => {
        const next = stateAfter(state, fact);
        if (wordOf(next) !== 'not_really_gone' || wordOf(state) === 'not_really_gone') return;
        // A remedy or a notice that ends uncovers what was proved before.
        if (fact.kind !== 'seen') return expect(next.secondLook).toBe(state.secondLook);
        expect(state.secondLook).toBe('PENDING');
        expect(fact.atMs).toBeGreaterThan(state.doubtedAtMs ?? Infinity);
      }),
      manyRuns,
    );
  });

  it('a look is awaited only for what is said to be removed', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(state.doubtedAtMs === null || state.secondLook === 'PENDING').toBe(true);
        if (state.secondLook !== null) expect(isSaidRemoved(state)).toBe(true);
        if (state.secondLook === 'PENDING') expect(state.doubtedAtMs).not.toBeNull();
      }),
      manyRuns,
    );
  });

  it('every move is a path in the tables', () => {
    fc.assert(
      fc.property(anyState, anyFact, (state, fact) => {
        const next = stateAfter(state, fact);
        expect(leads('delivery', state.delivery, next.delivery, receipts.includes(fact.kind) ? 2 : 1)).toBe(
          true,
        );
        expect(leads('decision', state.decision, next.decision, 1)).toBe(true);
        expect(leads('verification', state.verification, next.verification, 1)).toBe(true);
        expect(leads('remedy', state.remedy, next.remedy, 1)).toBe(true);
      }),
      manyRuns,
    );
  });

  it('a refusal names the axis, the state and the fact', () => {
    fc.assert(
      fc.property(anyState, anyFact, (state, fact) => {
        const applied = applyFact(state, fact);
        if (applied.outcome !== 'refused') return;
        expect(applied.fact).toBe(fact.kind);
        expect(applied.from).toBe(state[applied.axis]);
      }),
      manyRuns,
    );
  });

  it('a word is always there', () => {
    fc.assert(
      fc.property(anyState, (state) => words.includes(wordOf(state))),
      manyRuns,
    );
  });
});

describe('what a reply did', () => {
  const anyReply = fc.oneof(...replyFactKinds.map((kind) => factOf[kind]));
  const received = anyState.filter(({ delivery }) => delivery !== 'SENDING');

  it('can be taken back at once, whatever it was', () => {
    fc.assert(
      fc.property(received, anyReply, (before, reply) => {
        const after = stateAfter(before, reply);
        expect(takeBack(before, after, after)).toEqual({ outcome: 'restored', state: before });
      }),
      manyRuns,
    );
  });

  it('can be taken back after a look and a hold, as if it had never come', () => {
    const anyLook = fc.record({
      kind: fc.constant('seen'),
      atMs,
      visibility: fc.constantFrom('LIVE', 'GONE', 'UNCHECKABLE'),
    });
    fc.assert(
      fc.property(received, anyReply, anyLook, factOf.held, (before, reply, look, hold) => {
        fc.pre(!isSaidRemoved(before));
        // At the very moment of the last look, it is that look again.
        fc.pre(look.atMs !== before.seenAtMs);
        const since = (state: SubmissionState) => [look, hold].reduce(stateAfter, state);
        const after = stateAfter(before, reply);
        expect(takeBack(before, after, since(after))).toEqual({ outcome: 'restored', state: since(before) });
      }),
      manyRuns,
    );
  });

  it('stays where something else was said, sent or begun since', () => {
    fc.assert(
      fc.property(received, anyReply, anyFact, (before, reply, later) => {
        fc.pre(!['seen', 'held', 'released'].includes(later.kind));
        const after = stateAfter(before, reply);
        const now = stateAfter(after, later);
        fc.pre(!isSameState(after, now));
        expect(takeBack(before, after, now).outcome).toBe('builtOn');
      }),
      manyRuns,
    );
  });
});
