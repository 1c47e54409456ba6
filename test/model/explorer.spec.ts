import { explore, noEnd, type Model, type Move } from './explorer.js';

/** States are numbers; each may move to those named. */
function graph(moves: Record<number, readonly number[]>, more: Partial<Model<number>> = {}): Model<number> {
  return {
    start: 0,
    movesFrom: (state) =>
      (moves[state] ?? []).map((to): Move<number> => ({ label: `to ${to}`, kind: 'calm', to })),
    keyOf: String,
    brokenBy: () => undefined,
    isEnd: () => true,
    ...more,
  };
}

it('visits every state once and counts every move', () => {
  const { states, moves, depth, made, counterExample } = explore(graph({ 0: [1, 2], 1: [3], 2: [3, 1] }));
  expect({ states, moves, depth, counterExample }).toEqual({
    states: 4,
    moves: 5,
    depth: 2,
    counterExample: null,
  });
  expect(Object.fromEntries(made)).toEqual({ 'to 1': 2, 'to 2': 1, 'to 3': 2 });
});

it('shows the shortest way to what breaks a promise', () => {
  const isFive = (state: number) => (state === 5 ? 'never five' : undefined);
  const { counterExample } = explore(
    graph({ 0: [1, 2], 1: [3], 3: [4], 4: [5], 2: [5] }, { brokenBy: isFive }),
  );
  expect(counterExample).toEqual({ broken: 'never five', path: ['to 2', 'to 5'] });
});

it('finds a run that stops where it should not', () => {
  const { counterExample } = explore(graph({ 0: [1, 2] }, { isEnd: (state) => state === 2 }));
  expect(counterExample).toEqual({ broken: noEnd, path: ['to 1'] });
});

it('finds a run that goes round for ever', () => {
  const { counterExample } = explore(graph({ 0: [1, 4], 1: [2], 2: [1, 3] }));
  expect(counterExample).toMatchObject({ broken: noEnd });
});

it('lets faults and people stop, and asks of the rest that it ends', () => {
  const model = graph({});
  const round: Model<number> = {
    ...model,
    movesFrom: (state) => [{ label: 'again', kind: 'outside', to: 1 - state }],
  };
  expect(explore(round).counterExample).toBeNull();
});
