import { signatureCheck, signingKeyFrom } from './signing-key.js';

/** RFC 8032, section 7.1, test 2. */
const seed = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
const signature =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
const key = signingKeyFrom(Buffer.from(seed, 'hex').toString('base64'), 'the key');
const text = Buffer.from('72', 'hex');

it('signs as RFC 8032 says', () => {
  expect(key.sign(text).toString('hex')).toBe(signature);
});

it('knows its own signatures, and no other', () => {
  const check = signatureCheck(key.publicPem);
  const signed = { keyId: key.id, signature: key.sign(text) };
  const other = signingKeyFrom(Buffer.alloc(32, 7).toString('base64'), 'the key');
  expect(check(text, signed)).toBe(true);
  expect(check(Buffer.from('other'), signed)).toBe(false);
  expect(check(text, { ...signed, keyId: other.id })).toBe(false);
  expect(check(text, { keyId: key.id, signature: other.sign(text) })).toBe(false);
  expect(check(text, null)).toBe(false);
});

it('says whose key is malformed', () => {
  expect(() => signingKeyFrom('short', 'audit.signingKey')).toThrow(
    'audit.signingKey is not base64 of 32 bytes',
  );
});
