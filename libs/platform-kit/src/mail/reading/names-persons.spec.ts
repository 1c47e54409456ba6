import { namesPersons } from './names-persons.js';

describe('namesPersons', () => {
  it.each([
    'The administrators are:\n- Jane Synthetic\n- Pat Example',
    'The admin of this group is John Synthetic, phone +44 7700 900000.',
    'The group was created by @synthetic.handle.',
    'The account belongs to someone@mail.example.',
    'Administrators: +32 400 00 00 01',
    'Le compte appartient à M. Jean Synthétique.',
    'Les administrateurs du groupe sont Jean Synthétique et Anne Exemple.',
    'De beheerders van de groep zijn: 0400 00 00 01',
    'Het account is van Tom Synthetisch.',
    'Der Administrator der Gruppe heißt Herr Muster.',
    'Das Konto gehört max.muster@mail.example.',
    'Name of the owner: Jane Synthetic',
  ])('sees persons in: %s', (text) => expect(namesPersons(text)).toBe(true));

  it.each([
    'We cannot share who the administrators are.',
    'The administrators are not known to us. Best regards, Kim Synthetic',
    'We have banned the administrators.',
    'Dear Ms Synthetic, the account was suspended.',
    'Les administrateurs sont connus de la police.',
    'De beheerders zijn geblokkeerd.',
    'Die Administratoren sind Mitglieder Ihrer Schule.',
    'Contact law enforcement at records@platform.example.',
    '',
  ])('sees none in: %s', (text) => expect(namesPersons(text)).toBe(false));

  it('is quick on text made to be slow', () => {
    const startedAtMs = performance.now();
    for (const part of ['the admin is ', 'administrators: ', 'a', 'Jane ', '+', 'name of the '])
      namesPersons(part.repeat(20_000 / part.length));
    expect(performance.now() - startedAtMs).toBeLessThan(2_000);
  });
});
