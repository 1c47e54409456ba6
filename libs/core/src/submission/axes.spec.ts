import axisMoves from './axis-moves.json' with { type: 'json' };
import {
  allows,
  decisionMoves,
  decisions,
  deliveries,
  deliveryMoves,
  effects,
  refusalReasons,
  remedies,
  remedyMoves,
  removingEffects,
  runningRemedies,
  verificationMoves,
  verifications,
} from './axes.js';

const axes = [
  { axis: 'delivery', first: 'PLANNED', moves: deliveryMoves, states: deliveries },
  { axis: 'decision', first: 'NONE', moves: decisionMoves, states: decisions },
  { axis: 'verification', first: 'UNCHECKED', moves: verificationMoves, states: verifications },
  { axis: 'remedy', first: 'NONE', moves: remedyMoves, states: remedies },
] as const;

describe.each(axes)('the table of $axis', ({ axis, first, moves, states }) => {
  const table: Readonly<Record<string, readonly string[]>> = moves;

  it('is the reviewed one', () => {
    expect(table).toEqual(axisMoves[axis]);
  });

  it('names only states that it lists, and none twice in a row', () => {
    for (const to of Object.values(table)) {
      expect(to.filter((state) => !(state in table))).toEqual([]);
      expect(new Set(to).size).toBe(to.length);
    }
  });

  it('leads from its first state to every other one', () => {
    const reached = new Set<string>([first]);
    for (const state of reached) for (const to of table[state] ?? []) reached.add(to);
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('allows a pair of states exactly where its row names it', () => {
    const allowed = states.flatMap((from) =>
      states.filter((to) => allows<string>(table, from, to)).map((to) => `${from} ${to}`),
    );
    const named = Object.entries(axisMoves[axis]).flatMap(([from, row]) => row.map((to) => `${from} ${to}`));
    expect(allowed.sort()).toEqual(named.sort());
  });
});

describe('the lists beside the tables', () => {
  it('name effects after which the content is gone, all of them known', () => {
    expect(removingEffects).toEqual([
      'CONTENT_REMOVED',
      'CONTENT_DISABLED',
      'GROUP_DISABLED',
      'ACCOUNT_TERMINATED',
      'ACCOUNT_SUSPENDED',
    ]);
    expect(removingEffects.filter((effect) => !effects.includes(effect))).toEqual([]);
    expect(effects).toHaveLength(18);
  });

  it('name the remedies that keep a submission contested', () => {
    expect(runningRemedies).toEqual(['COMPLAINT_ART20', 'ODS_ART21', 'DSC_ART53', 'CIVIL_OR_PROSECUTOR']);
  });

  it('have no entry twice', () => {
    expect(new Set(effects).size).toBe(effects.length);
    expect(new Set(refusalReasons).size).toBe(refusalReasons.length);
  });
});
