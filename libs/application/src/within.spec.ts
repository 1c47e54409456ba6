import { within } from './within.js';

describe('within', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('answers what came in time, and leaves no timer', async () => {
    expect(await within(Promise.resolve(7), 1_000)).toBe(7);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('passes on what was thrown in time, and leaves no timer', async () => {
    await expect(within(Promise.reject(new Error('synthetic')), 1_000)).rejects.toThrow('synthetic');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('answers late after the time, and minds nothing that is thrown later', async () => {
    let fail: (error: Error) => void = () => undefined;
    const never = new Promise<number>((_resolve, reject) => {
      fail = reject;
    });
    const answer = within(never, 1_000);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await answer).toBe('late');
    fail(new Error('synthetic'));
    await jest.advanceTimersByTimeAsync(1);
  });
});
