import { readFileSync } from 'node:fs';
import path from 'node:path';
import { explore, type Exploration } from './explorer.js';
import { lineOf, planned, run } from './explorations.js';
import { sendProtocol } from './protocol.js';
import type { Bounds, Variation } from './world.js';

jest.setTimeout(120_000);

describe('the send protocol', () => {
  const explored: Exploration[] = [];

  it.each(planned.map((each) => [each.bounds.rule, each.about, each] as const))(
    'keeps every promise in every state under %s, and always ends: %s',
    (_rule, _about, each) => {
      const exploration = run(each);
      explored.push(exploration);
      expect(exploration.counterExample).toBeNull();
    },
  );

  it('was explored as far as the README says', () => {
    const readme = readFileSync(path.join(__dirname, 'README.md'), 'utf8');
    const said = readme.split('\n').filter((line) => line.startsWith('| `'));
    expect(said.map((line) => line.replaceAll(/ +/g, ' '))).toEqual(
      planned.map((each, place) => lineOf(each, explored[place] as Exploration)),
    );
  });

  it.each([
    'a worker crashes (send)',
    'a worker crashes (sweep)',
    'a worker crashes (reply)',
    'a worker is paused longer than its lease',
    'a fenced result is not written',
    'a commit goes through, and its answer is lost',
    'a lost claim is handed back',
    'a lost claim is settled already',
    'a lost send is settled',
    'a lookup finds the notice',
    'a second lookup finds nothing',
    'a lookup fails',
    'the platform takes a notice nobody waits for',
    'the platform takes the marked notice',
    'a hint is lost',
    'a hint finds nothing due',
    'a reply is read before its send is closed',
    'a second copy is dropped',
    'a reply is lost',
    'a reply is taken over from a worker that is paused',
    'a person decides SEND_MARKED',
    'a person decides ARRIVED',
    'a person decides GIVE_UP',
    'the report is held',
    'the report is released',
  ])('was explored where %s', (step) => {
    expect(explored.some(({ made }) => made.has(step))).toBe(true);
  });
});

describe('the model finds what goes wrong', () => {
  const unmarkedTwice = 'a platform never gets an unmarked second notice';
  const secondNotice = 'a marked notice leaves only where configuration or a person decided so';
  const openWhileSent = 'a submission has at most one open send, and while it is sent it has one';

  function broken(rule: Bounds['rule'], variation: Variation | null, more: Partial<Bounds> = {}) {
    const bounds: Bounds = {
      ...{ rule, variation, retries: 2, faults: 2, decisions: 1, holds: 0 },
      findableWithin: 2,
      replies: [],
    };
    return explore(sendProtocol({ ...bounds, ...more })).counterExample;
  }

  it.each<[Variation, Bounds['rule'], string]>([
    ['intent is not written before the call', 'askPerson', unmarkedTwice],
    [
      'results are written whatever the epoch',
      'askPerson',
      'nobody whose submission was taken over writes a result',
    ],
    ['the sweep leaves the epoch as it is', 'lookup', unmarkedTwice],
    ['a second notice is not marked', 'resendMarked', unmarkedTwice],
    ['one lookup that finds nothing is enough', 'lookup', unmarkedTwice],
    ['a claim that was taken over is handed back all the same', 'askPerson', openWhileSent],
    ['a replay takes a new key', 'replay', unmarkedTwice],
  ])('when %s (%s)', (variation, rule, promise) => {
    expect(broken(rule, variation)?.broken).toBe(promise);
  });

  it('when a reply is applied by whoever read it', () => {
    const found = broken('askPerson', 'a reply is applied by whoever read it', { replies: ['receipt'] });
    expect(found?.broken).toBe('a reply is applied at most once');
  });

  it('when a hold leaves the next try as it is', () => {
    const found = broken('askPerson', 'a hold leaves the next try as it is', { holds: 1 });
    expect(found?.broken).toBe('nothing leaves while its report is held');
  });

  it('when a claim takes what is under a lease, because a bounce came before the commit and a person was quick', () => {
    const found = broken('askPerson', 'a claim takes what is under a lease', { replies: ['bounce'] });
    expect(found?.broken).toBe('a claim never meets an open send');
  });

  it('when notices can be found later than two settle times: a second notice leaves, and it is marked', () => {
    expect(broken('lookup', null, { findableWithin: 3 })?.broken).toBe(secondNotice);
  });

  it('and shows the shortest way there', () => {
    expect(broken('lookup', 'one lookup that finds nothing is enough')?.path).toEqual([
      'a worker claims the submission',
      'the notice is made',
      'the notice leaves',
      'the worker waits no longer',
      'a result is committed: unknown',
      'the platform takes a notice nobody waits for',
      'a settle time passes',
      'a sweep hints at what is due',
      'a worker claims the submission',
      'a second lookup finds nothing',
      'the notice leaves',
      'the platform takes the notice',
    ]);
  });
});
