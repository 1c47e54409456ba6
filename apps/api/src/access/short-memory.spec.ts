import { ShortMemory } from './short-memory.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('ShortMemory', () => {
  it('keeps a value for its time, counted from when it was last set', () => {
    const memory = new ShortMemory<string>(1_000);
    memory.set('a', 'one');
    jest.advanceTimersByTime(999);
    expect(memory.get('a')).toBe('one');
    memory.set('a', 'two');
    jest.advanceTimersByTime(999);
    expect(memory.get('a')).toBe('two');
    jest.advanceTimersByTime(1);
    expect(memory.get('a')).toBeUndefined();
  });

  it('forgets when it is told to', () => {
    const memory = new ShortMemory<string>(1_000);
    memory.set('a', 'one');
    memory.forget('a');
    expect(memory.get('a')).toBeUndefined();
  });

  it('holds no more than came within one lifetime', () => {
    const memory = new ShortMemory<number>(1_000);
    for (let n = 0; n < 100; n += 1) {
      memory.set(String(n), n);
      jest.advanceTimersByTime(100);
    }
    expect(memory.size).toBe(10);
  });
});
