import { hashSecretToken, newSecretToken } from './secret-token.js';

describe('secret tokens', () => {
  it('are known again by their hash', () => {
    const { token, hash } = newSecretToken();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hashSecretToken(token)).toEqual(hash);
  });

  it('never repeat', () => {
    expect(new Set(Array.from({ length: 50 }, () => newSecretToken().token)).size).toBe(50);
  });

  it.each(['', 'x', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(43)}\n`])(
    'are not recognised in %j',
    (text) => {
      expect(hashSecretToken(text)).toBeUndefined();
    },
  );
});
