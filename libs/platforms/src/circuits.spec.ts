import { Circuits } from './circuits.js';

const options = { failures: 3, openMs: 1_000, maxOpenMs: 3_000 };
const isFailure = (answer: string) => answer === 'failed';

describe('the circuit of a platform', () => {
  let circuits: Circuits;
  const call = (platform: string, answer: string) =>
    circuits.run(platform, () => Promise.resolve(answer), isFailure);
  const fail = async (platform: string, times: number) => {
    for (let n = 0; n < times; n += 1) await call(platform, 'failed');
  };
  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    circuits = new Circuits(options);
  });
  afterEach(() => jest.useRealTimers());

  it('hands on what was answered while it is closed', async () => {
    expect(await call('one', 'fine')).toEqual({ answer: 'fine', openedForMs: null });
    expect(circuits.isClosed('one')).toBe(true);
  });

  it('opens after failures in a row, and says so once', async () => {
    await fail('one', 2);
    await call('one', 'fine');
    await fail('one', 2);
    expect(circuits.isClosed('one')).toBe(true);
    expect(await call('one', 'failed')).toEqual({ answer: 'failed', openedForMs: 1_000 });
    expect(circuits.isClosed('one')).toBe(false);
    expect(await call('one', 'fine')).toBe('open');
  });

  it('says nothing of other platforms', async () => {
    await fail('one', 3);
    expect(await call('two', 'fine')).toEqual({ answer: 'fine', openedForMs: null });
  });

  it('closes when one call shows that the platform is back', async () => {
    await fail('one', 3);
    jest.advanceTimersByTime(1_000);
    expect(circuits.isClosed('one')).toBe(false);
    expect(await call('one', 'fine')).toEqual({ answer: 'fine', openedForMs: null });
    expect(circuits.isClosed('one')).toBe(true);
  });

  it('stays open twice as long each time the trial fails, up to the longest wait', async () => {
    await fail('one', 3);
    for (const openedForMs of [2_000, 3_000, 3_000]) {
      jest.advanceTimersByTime(3_000);
      expect(await call('one', 'failed')).toEqual({ answer: 'failed', openedForMs });
      expect(await call('one', 'fine')).toBe('open');
    }
  });

  it('lets calls made during the trial wait for how it ends', async () => {
    await fail('one', 3);
    jest.advanceTimersByTime(1_000);
    let end: (answer: string) => void = () => undefined;
    const trial = circuits.run('one', () => new Promise<string>((resolve) => (end = resolve)), isFailure);
    const other = call('one', 'fine');
    end('failed');
    expect(await trial).toMatchObject({ answer: 'failed' });
    expect(await other).toBe('open');
  });

  it('hands on what the call throws, as our own mistake and no failure of the platform', async () => {
    const broken = () => circuits.run('one', () => Promise.reject(new Error('ours')), isFailure);
    for (let n = 0; n < 5; n += 1) await expect(broken()).rejects.toThrow('ours');
    expect(circuits.isClosed('one')).toBe(true);
  });
});
