import { SignInTries } from './sign-in-tries.js';

let tries: SignInTries;
beforeEach(() => {
  jest.useFakeTimers();
  tries = new SignInTries();
});
afterEach(() => jest.useRealTimers());

const fail = (address: string, times: number) => {
  for (let n = 0; n < times; n += 1) tries.failed(address);
};
const mayTry = (address: string) => {
  try {
    tries.check(address);
    return true;
  } catch (error) {
    expect(error).toMatchObject({
      status: 429,
      code: 'ACCESS.TOO_MANY_TRIES',
      headers: { 'retry-after': '60' },
    });
    return false;
  }
};

describe('SignInTries', () => {
  it('lets an address fail ten times, then makes it wait a minute', () => {
    fail('192.0.2.1', 9);
    expect(mayTry('192.0.2.1')).toBe(true);
    fail('192.0.2.1', 1);
    expect(mayTry('192.0.2.1')).toBe(false);
    jest.advanceTimersByTime(60_000);
    expect(mayTry('192.0.2.1')).toBe(true);
  });

  it('leaves other addresses alone', () => {
    fail('192.0.2.1', 10);
    expect(mayTry('192.0.2.2')).toBe(true);
  });

  it('counts an IPv6 network as one, and an IPv4 address however it is written', () => {
    fail('2001:db8:0:1::1', 5);
    fail('2001:db8:0:1:ffff::2', 5);
    fail('::ffff:192.0.2.1', 10);
    expect(mayTry('2001:db8:0:1::3')).toBe(false);
    expect(mayTry('2001:db8:0:2::3')).toBe(true);
    expect(mayTry('192.0.2.1')).toBe(false);
  });
});
