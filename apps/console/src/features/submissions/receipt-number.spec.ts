import { receiptNumberIn } from './receipt-number.js';

describe('the number in a receipt', () => {
  it.each([
    ['SYNTH-123', 'SYNTH-123'],
    ['  17957651251455023\n', '17957651251455023'],
    ['Thank you for your report.\nCase #1795-7651 was opened on 27/11/2026.', '1795-7651'],
    ['Merci. Numéro de signalement : 17957651251455023\nL’équipe', '17957651251455023'],
    ['Ihre Fallnummer: 88123 (synthetisch)', '88123'],
    ['Hoi, Aanvraagnummer 765125136021', '765125136021'],
    ['Hi,\n\nTicket: WA-1795765125\n\nWhatsApp Support', 'WA-1795765125'],
    ['We got it on Friday. 00123456789 is yours. Bye', '00123456789'],
  ])('of %j is %s', (pasted, number) => {
    expect(receiptNumberIn(pasted)).toBe(number);
  });

  it.each(['', '   ', 'Thank you, we received your report.', 'x'.repeat(101)])('is not in %j', (pasted) => {
    expect(receiptNumberIn(pasted)).toBeNull();
  });

  it('is found at once in a very long text', () => {
    expect(receiptNumberIn(`${'case report ticket '.repeat(1_000)} 123456789`)).toBe('123456789');
  });
});
