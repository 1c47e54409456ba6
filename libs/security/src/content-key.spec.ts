import { createSecretKey } from 'node:crypto';
import { contentHmac } from './content-key.js';

// RFC 4231, test case 2, with its key ("Jefe") and text.
it('is HMAC-SHA-256 of the canonical key', () => {
  const hash = contentHmac(createSecretKey(Buffer.from('Jefe')), 'what do ya want for nothing?');
  expect(hash.toString('hex')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});

it('is equal for equal targets and differs with the key', () => {
  const [one, two] = [createSecretKey(Buffer.alloc(32, 1)), createSecretKey(Buffer.alloc(32, 2))];
  const target = 'youtube:video:synthetic00';
  expect(contentHmac(one, target).equals(contentHmac(one, target))).toBe(true);
  expect(contentHmac(one, target).equals(contentHmac(two, target))).toBe(false);
});
