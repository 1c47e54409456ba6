import { whatIsTyped } from './what-is-typed.js';

describe('what is typed', () => {
  it.each(['UF-2026-000123', 'uf-2026', 'UF-2026-0', ' uf-2026-000123 '])('%s is a reference', (text) => {
    expect(whatIsTyped(text)).toEqual({ reference: text.trim().toUpperCase(), isPlace: false });
  });

  it.each([
    'https://youtu.be/SYNTHETIC_1',
    '@synthetic.example',
    'hxxps://instagram[.]com/p/x',
    '+32 400 00 00 00',
  ])('%s says where content is', (text) => {
    expect(whatIsTyped(text)).toEqual({ reference: null, isPlace: true });
  });

  it.each(['', 'rep', 'uf', 'people', 'a.b'])('"%s" is neither', (text) => {
    expect(whatIsTyped(text)).toEqual({ reference: null, isPlace: false });
  });
});
