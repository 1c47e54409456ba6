import { isAmendment, isReminder, strayMail, strayReplies } from '../simulation.js';

const notice = {
  from: 'notices@helpline.example',
  replyTo: 'replies+letters.uf1.2@helpline.example',
  to: 'partners@letters.simulator.invalid',
  subject: '[UF-2026-000123-2-K7QM9A] Notice',
  text: 'Synthetic.',
  messageId: 'uf1.2@helpline.example',
  references: [],
};

describe('strayMail', () => {
  it('leaves the steps of a desk to the desk', () => {
    expect(strayMail('removed', { platform: 'letters', notice, number: 7 })).toBeUndefined();
  });

  it.each(strayReplies)('writes a mail for %s', (step) => {
    const mail = strayMail(step, { platform: 'letters', notice, number: 7 });
    expect(mail?.to).toMatch(/^replies\+letters\.[a-z0-9.-]+@helpline\.example$/);
    expect(mail?.from.endsWith('@letters.simulator.invalid')).toBe(step !== 'forged_sender');
    expect(mail?.envelopeFrom).toBe(step.startsWith('bounce') ? '' : undefined);
  });

  it('names nothing of the notice where the token is wrong', () => {
    const mail = strayMail('wrong_token', { platform: 'letters', notice, number: 7 });
    expect(JSON.stringify(mail)).not.toMatch(/uf1|000123/);
  });
});

describe('isAmendment', () => {
  it.each([
    ['Re: [UF-2026-000123-2-K7QM9A] withdrawal', true],
    ['Re: [UF-2026-000123-2-K7QM9A] Rücknahme', true],
    ['Re: [UF-2026-000123-2-K7QM9A] correction', true],
    ['Re: [UF-2026-000123-2-K7QM9A] verbetering', true],
    ['Re: [UF-2026-000123-2-K7QM9A] reminder', false],
    ['Re: [UF-2026-000123-2-K7QM9A] votre question', false],
  ])('of %s says %s', (subject, says) => expect(isAmendment({ subject })).toBe(says));
});

describe('isReminder', () => {
  it.each([
    ['Re: [UF-2026-000123-2-K7QM9A] reminder', true],
    ['Re: [UF-2026-000123-2-K7QM9A] rappel', true],
    ['Re: [UF-2026-000123-2-K7QM9A] herinnering', true],
    ['Re: [UF-2026-000123-2-K7QM9A] Erinnerung', true],
    ['Re: [UF-2026-000123-2-K7QM9A] toujours visible', true],
    ['Re: [UF-2026-000123-2-K7QM9A] nog altijd zichtbaar', true],
    ['Re: [UF-2026-000123-2-K7QM9A] weiterhin sichtbar', true],
    ['Re: [UF-2026-000123-2-K7QM9A] your question', false],
    ['Re: [UF-2026-000123-2-K7QM9A] unsere Antwort', false],
  ])('of %s says %s', (subject, says) => expect(isReminder({ subject })).toBe(says));
});
