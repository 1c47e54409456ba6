import type { PlatformSimulation, SimulationStep } from '#platform-kit/simulation';
import { Playing } from './playing.js';
import { Timers } from './scheduler.js';

const notice = 'Notice [UF-2026-000123-2-K7QM9A] https://tubes.example/watch?v=abc&c=7';

const simulation: PlatformSimulation = {
  ...{ platform: 'tubes', credentials: {}, mailboxes: {} },
  replies: ['default', 'one', 'two', 'three'],
  defaultSteps: [{ afterMs: 1, reply: 'default' }],
};

const reply = (name: string, afterMs = 0): SimulationStep => ({ afterMs, reply: name });
const fault = (name: NonNullable<SimulationStep['fault']>): SimulationStep => ({ afterMs: 0, fault: name });

/** Notices to one platform, in a time that only `pass` moves. */
function aStage() {
  let nowMs = 1_000;
  const due: { atMs: number; work: () => void }[] = [];
  const timers = new Timers({
    now: () => nowMs,
    schedule(work, afterMs) {
      const entry = { atMs: nowMs + afterMs, work };
      due.push(entry);
      return () => {
        if (due.includes(entry)) due.splice(due.indexOf(entry), 1);
      };
    },
  });
  const playing = new Playing(timers, (_platform, _reply, error) => {
    throw error;
  });
  const played: string[] = [];
  const play = async (name: string) => {
    played.push(`${name}@${nowMs - 1_000}`);
  };
  const tell = (text = notice) => playing.start(simulation, text, play);
  const set = (steps: readonly SimulationStep[], match = {}) =>
    playing.set({ platform: 'tubes', match, steps });
  const pass = async (ms: number) => {
    const untilMs = nowMs + ms;
    for (;;) {
      const [next] = due.filter(({ atMs }) => atMs <= untilMs).sort((one, other) => one.atMs - other.atMs);
      if (next === undefined) break;
      due.splice(due.indexOf(next), 1);
      nowMs = next.atMs;
      next.work();
      await new Promise((done) => setImmediate(done));
    }
    nowMs = untilMs;
  };
  return { playing, played, tell, set, pass, due };
}

describe('Playing', () => {
  it('plays the default steps where no scenario matches', async () => {
    const { tell, pass, played, set } = aStage();
    set([reply('one')], { key: 'tubes:video:other' });
    expect(tell()).toBeUndefined();
    await pass(10);
    expect(played).toEqual(['default@1']);
  });

  it('counts each wait from the step before', async () => {
    const { set, tell, pass, played } = aStage();
    set([reply('one', 100), reply('two', 50), reply('three')]);
    tell();
    await pass(149);
    expect(played).toEqual(['one@100']);
    await pass(1);
    expect(played).toEqual(['one@100', 'two@150', 'three@150']);
  });

  it('prefers a reference to a key, a key to the platform, and the newer of two alike', async () => {
    const { set, tell, pass, played } = aStage();
    set([reply('one')], { reference: 'uf-2026-000123' });
    set([reply('two')], { key: 'tubes:comment:abc:7' });
    set([reply('three')]);
    tell();
    tell('Another [UF-2026-000124-1-AAAAAA] v=abc c=7');
    tell('A third [UF-2026-000125-1-AAAAAA]');
    set([reply('three')], { reference: 'UF-2026-000126-1-AAAAAA' });
    set([reply('two')], { reference: 'UF-2026-000126' });
    tell('A fourth [UF-2026-000126-1-AAAAAA]');
    await pass(0);
    expect(played).toEqual(['one@0', 'two@0', 'three@0', 'two@0']);
  });

  it('gives what is set for the next notice to that one alone, with all its tries', async () => {
    const { set, tell, pass, played, playing } = aStage();
    const other = 'Other [UF-2026-000124-1-AAAAAA]';
    set([reply('three')]);
    set([fault('server_error'), reply('one')], { next: true });
    expect([tell(), tell(other), tell()]).toEqual(['server_error', undefined, undefined]);
    await pass(0);
    expect(played).toEqual(['three@0', 'one@0']);
    expect(playing.all).toHaveLength(1);
  });

  it.each([
    ['part of a longer id', 'watch?v=abcd&c=7'],
    ['one of two ids', 'watch?v=abc'],
    ['the right ids in the wrong case', 'watch?v=ABC&c=7'],
  ])('does not match a key by %s', async (_title, text) => {
    const { set, tell, pass, played } = aStage();
    set([reply('one')], { key: 'tubes:comment:abc:7' });
    tell(text);
    await pass(1);
    expect(played).toEqual(['default@1']);
  });

  it('matches the decoded ids of a key, also where they stand in a slug', async () => {
    const { set, tell, pass, played } = aStage();
    set([reply('one')], { key: 'tubes:post:a%3Ab:77' });
    tell('see a:b at https://tubes.example/posts/some-title-77');
    await pass(0);
    expect(played).toEqual(['one@0']);
  });

  it('fails one try a fault, and goes on behind it when the same notice comes again', async () => {
    const { set, tell, pass, played } = aStage();
    set([fault('server_error'), fault('down'), reply('one', 10)]);
    expect([tell(), tell('Repeated [uf-2026-000123-2-k7qm9a], in other words')]).toEqual([
      'server_error',
      'down',
    ]);
    expect(tell()).toBeUndefined();
    await pass(10);
    expect(played).toEqual(['one@10']);
  });

  it('plays nothing of a notice that was turned away', async () => {
    const { set, tell, pass, played } = aStage();
    set([fault('server_error'), reply('one')]);
    tell();
    await pass(1_000);
    expect(played).toEqual([]);
  });

  it('changes nothing when the same notice comes while replies are on their way', async () => {
    const { set, tell, pass, played } = aStage();
    set([reply('one', 10), reply('two', 10)]);
    expect([tell(), tell()]).toEqual([undefined, undefined]);
    await pass(100);
    expect(played).toEqual(['one@10', 'two@20']);
  });

  it('plays no further where the scenarios are cleared in the middle of a reply', async () => {
    const { set, playing, pass, due } = aStage();
    set([reply('one'), reply('two')]);
    const played: string[] = [];
    let end = (): void => undefined;
    playing.start(simulation, notice, (name) => {
      played.push(name);
      return new Promise((resolve) => (end = resolve));
    });
    await pass(0);
    playing.clear();
    end();
    await pass(100);
    expect(played).toEqual(['one']);
    expect(due).toEqual([]);
  });

  describe('after our answer to a question', () => {
    const usual = [reply('three', 10)];
    const asked = (first: readonly SimulationStep[]) => {
      const { playing, set, tell, pass, played } = aStage();
      set(first);
      tell();
      const answered = (text = notice) =>
        playing.followedBy('answer', simulation, text, usual, async (name) => {
          played.push(`${name} after answer`);
        });
      return { playing, set, pass, played, answered };
    };

    it('plays what is usual, once, where the notice has nothing more to play', async () => {
      const { pass, played, answered } = asked([reply('one')]);
      await pass(100);
      answered('Re: [UF-2026-000123-2-K7QM9A] something else');
      answered();
      await pass(100);
      expect(played).toEqual(['one@0', 'three after answer']);
    });

    it('leaves it to the scenario where that goes on, also while its last reply waits', async () => {
      const { pass, played, answered } = asked([reply('one'), reply('two', 50)]);
      await pass(10);
      answered();
      await pass(100);
      expect(played).toEqual(['one@0', 'two@50']);
    });

    it('does so whatever scenarios were set since, and after all were forgotten', async () => {
      const { playing, set, pass, played, answered } = asked([reply('one')]);
      await pass(0);
      set([reply('two')]);
      answered();
      await pass(10);
      playing.clear();
      answered();
      await pass(10);
      expect(played).toEqual(['one@0', 'three after answer', 'three after answer']);
    });
  });

  describe('a step that waits for a mail of ours', () => {
    const awaited = (steps: readonly SimulationStep[]) => {
      const stage = aStage();
      stage.set(steps);
      stage.tell();
      const write = (followUp: 'answer' | 'reminder') =>
        stage.playing.followedBy(followUp, simulation, notice, [reply('three')], async (name) => {
          stage.played.push(`${name} later`);
        });
      return { ...stage, write };
    };

    it('is played after it, however long it takes, and no other mail will do', async () => {
      const { pass, played, write } = awaited([reply('one'), { ...reply('two', 10), until: 'reminder' }]);
      await pass(1_000_000);
      write('answer');
      await pass(100);
      expect(played).toEqual(['one@0']);
      write('reminder');
      write('reminder');
      await pass(9);
      expect(played).toEqual(['one@0']);
      await pass(1);
      expect(played).toEqual(['one@0', 'two later']);
    });

    it('may be the first, and each waits for one of its own', async () => {
      const { pass, played, write } = awaited([
        { ...reply('one'), until: 'reminder' },
        { ...reply('two'), until: 'reminder' },
      ]);
      await pass(1_000);
      expect(played).toEqual([]);
      write('reminder');
      await pass(0);
      expect(played).toEqual(['one later']);
      write('reminder');
      await pass(0);
      expect(played).toEqual(['one later', 'two later']);
    });

    it('is no way out of a silence', async () => {
      const { pass, played, write } = awaited([fault('silence')]);
      write('reminder');
      write('answer');
      await pass(1_000);
      expect(played).toEqual([]);
    });
  });

  it('counts each notice for itself', () => {
    const { set, tell } = aStage();
    set([fault('server_error'), reply('one')]);
    expect([tell(), tell('Other [UF-2026-000124-1-AAAAAA]'), tell()]).toEqual([
      'server_error',
      'server_error',
      undefined,
    ]);
  });

  it('knows a notice without reference by its text', () => {
    const { set, tell } = aStage();
    set([fault('server_error'), reply('one')]);
    expect([tell('plain'), tell('other'), tell('plain')]).toEqual([
      'server_error',
      'server_error',
      undefined,
    ]);
  });

  it('plays what follows a fault that took the notice, with no second try', async () => {
    const { set, tell, pass, played } = aStage();
    set([fault('lost_response'), reply('one', 5)]);
    expect(tell()).toBe('lost_response');
    await pass(5);
    expect(played).toEqual(['one@5']);
    expect(tell()).toBeUndefined();
    await pass(100);
    expect(played).toEqual(['one@5']);
  });

  it('waits for the second try where a second fault follows', async () => {
    const { set, tell, pass, played } = aStage();
    set([fault('lost_response'), fault('rate_limit'), reply('one')]);
    expect([tell(), tell(), tell()]).toEqual(['lost_response', 'rate_limit', undefined]);
    await pass(0);
    expect(played).toEqual(['one@0']);
  });

  it('plays nothing after a silence', async () => {
    const { set, tell, pass, played } = aStage();
    set([fault('silence')]);
    expect(tell()).toBe('silence');
    expect(tell()).toBeUndefined();
    set([reply('one'), { afterMs: 10, fault: 'silence' }], { reference: 'UF-2026-000123' });
    tell();
    await pass(1_000);
    expect(played).toEqual(['one@0']);
  });

  it('begins again with a scenario that replaces another, and lets the one under way end', async () => {
    const { set, tell, pass, played, playing } = aStage();
    set([reply('one', 10)], { reference: 'uf-2026-000123' });
    tell();
    set([reply('two', 20)], { reference: 'UF-2026-000123' });
    tell();
    expect(playing.all).toHaveLength(1);
    await pass(20);
    expect(played).toEqual(['one@10', 'two@20']);
  });

  it('forgets all scenarios and what they still had to play, but no default steps', async () => {
    const { set, tell, pass, played, playing, due } = aStage();
    tell('default one');
    set([reply('one', 10), reply('two', 10)]);
    tell();
    set([reply('three', 10)]);
    tell();
    await pass(5);
    playing.clear();
    expect(playing.all).toEqual([]);
    expect(due).toEqual([]);
    await pass(100);
    expect(played).toEqual(['default@1']);
    tell('another default one');
    await pass(1);
    expect(played).toHaveLength(2);
  });
});
