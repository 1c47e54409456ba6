import { personalDetailsIn } from './personal-details.js';

describe('personal details in an explanation', () => {
  it.each([
    ['Write to synthetic.parent@example.org please', ['email']],
    ['His number is +32 470 12 34 56.', ['phone']],
    ['Call 0470/12.34.56 or 02 123 45 67', ['phone']],
    ['He calls himself @synthetic_user there', ['handle']],
    ['@élève and synthetic@example.org', ['email', 'handle']],
    ['The girl is 13 years old; it began on 12/11/2026 at 18:02.', []],
    ['See https://www.tiktok.example/@name', []],
    ['Since 2026-11-27, 3 posts, 250 views', []],
    ['', []],
  ])('are found in %j', (text, details) => {
    expect(personalDetailsIn(text)).toEqual(details);
  });

  it('are looked for in a time that grows with the length only', () => {
    for (const hostile of ['a'.repeat(20_000), '1 '.repeat(10_000), '@'.repeat(20_000), 'a.'.repeat(10_000)])
      expect(personalDetailsIn(hostile)).toEqual(hostile.startsWith('1') ? expect.anything() : []);
  });
});
