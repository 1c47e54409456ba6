import { phoneReader } from './phone-reader.js';

/** Made-up numbers. */
describe('phoneReader', () => {
  it.each([
    ['0470 12 34 56', '+32470123456'],
    ['+32 470 12 34 56', '+32470123456'],
    ['0032470123456', '+32470123456'],
    ['02 555 12 12', '+3225551212'],
    ['+31 6 12345678', '+31612345678'],
  ])('reads %s as %s', (text, number) => {
    expect(phoneReader(text)).toBe(number);
  });

  it.each(['', '0470', '0999 99 99 99', '+32 470 12 34 56 ext. 7', 'call 0470 12 34 56', '112', '12345678'])(
    'reads no number in "%s"',
    (text) => {
      expect(phoneReader(text)).toBeUndefined();
    },
  );
});
