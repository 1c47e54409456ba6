import { dictionary } from '@zxcvbn-ts/language-common';
import { minPasswordChars, passwordFault } from './passwords.js';

const known = ['Marie Synthetic', 'marie@helpline.example', 'Example helpline', 'uniflag.example.org'];

describe('a password', () => {
  it('is none of the leaked ones, nor one typed twice or with a year behind it', () => {
    const leaked = dictionary['passwords-common'].map(String);
    const long = leaked.filter((password) => password.length >= minPasswordChars);
    expect(long.length).toBeGreaterThan(30);
    const repeated = leaked
      .slice(0, 150)
      .map((password) => password.repeat(4))
      .filter((text) => text.length >= minPasswordChars);
    const dated = leaked
      .slice(0, 150)
      .filter((password) => password.length >= 10)
      .map((password) => `${password}2026!!`);
    for (const password of [...long, ...repeated, ...dated])
      expect([password, passwordFault(password, [])]).toEqual([password, 'COMMON']);
  });

  it.each([
    ['is a row of the keyboard', 'qwertyuiopasdfghjkl'],
    ['is a way over the keyboard', '1qaz2wsx3edc4rfv5tgb'],
    ['repeats itself', 'abcabcabcabcabcabcabc'],
    ['counts', '123456789101112131415'],
    ['is spelled in digits', 'p4ssw0rdp4ssw0rd!'],
    ['is made of the product', 'Uniflag-uniflag-2026'],
    ['is made of the organisation', 'Example helpline 2026'],
    ["is made of one's own name", 'marie.synthetic.marie'],
    ["is made of one's own address", 'marie@helpline.example1'],
  ])('is refused where it %s', (_why, password) => {
    expect([...password].length).toBeGreaterThanOrEqual(minPasswordChars);
    expect(passwordFault(password, known)).toBe('COMMON');
  });

  it.each([
    'paper lantern over seven rivers',
    'blauwe fiets eet traag soep',
    'la girafe mange huit nuages',
    'aB3$kd9!mQz7&pLw',
    'synthetic parrots avoid Tuesday',
    '漢字仮名交じり文を使う合言葉です',
    `${'x'.repeat(10)} lantern over seven rivers`,
  ])('may be %s', (password) => {
    expect(passwordFault(password, known)).toBeUndefined();
  });

  it('has fifteen characters, counted as people see them', () => {
    expect(passwordFault('lantern rivers', [])).toBe('SHORT');
    expect(passwordFault('🦒'.repeat(14), [])).toBe('SHORT');
  });
});
