import { anExampleNotice } from '#platform-kit/testing';
import type { NoticeRequest } from '#platform-kit';
import { snapchat } from './index.js';
import { handoffOf, noticeMail, readSnapchatMail } from './mapper.js';

const [partnerMail, supportForm, inApp] = snapchat.manifest.channels;
const surroundings = {
  sender: {
    organisation: 'Synthetic Helpline',
    from: 'notices@uniflag.example',
    replyTo: 'replies@uniflag.example',
  },
  formUrls: { 'snap-support-form': 'https://forms.example/snapchat' },
  mailboxes: {},
};
const account: NoticeRequest['target'] = {
  kind: 'add',
  key: 'snapchat:add:synthetic.name',
  ids: ['synthetic.name'],
  url: 'https://www.snapchat.com/add/synthetic.name',
  locator: 'private group "Synthetic", 22 November about 18:00',
};

describe('a notice to Snapchat', () => {
  it.each([
    ['en', 'en', 'Notice to Snapchat'],
    ['nl', 'nl', 'Melding aan Snapchat'],
    ['fr', 'en', 'Notice to Snapchat'],
    ['de', 'en', 'Notice to Snapchat'],
  ] as const)('about a report in %s is written in %s', (reportLanguage, language, subject) => {
    const letter = noticeMail(
      anExampleNotice(snapchat, partnerMail!, { language: reportLanguage }),
      surroundings,
    );
    expect(letter.language).toBe(language);
    expect(letter.subject).toContain(subject);
  });

  it('names the username, the group and Snap’s own reason family', () => {
    const { text } = noticeMail(
      anExampleNotice(snapchat, partnerMail!, { target: account, categoryCode: 'GROOMING' }),
      surroundings,
    );
    expect(text).toContain('Username: synthetic.name');
    expect(text).toContain('private group "Synthetic", 22 November about 18:00');
    expect(text).toContain('Your own category: Child Sexual Exploitation & Abuse');
  });

  it('claims the Digital Services Act for public features only', () => {
    const text = (kind: string) =>
      noticeMail(
        anExampleNotice(snapchat, partnerMail!, { target: { ...account, kind }, regime: 'DSA_ART16' }),
        surroundings,
      ).text;
    expect(text('add')).not.toContain('2022/2065');
    for (const kind of ['spotlight', 'public_story', 'lens']) expect(text(kind)).toContain('2022/2065');
  });

  it('prepares the form in English for a report in German, with German labels', () => {
    const { openUrl, fields } = handoffOf(
      anExampleNotice(snapchat, supportForm!, { language: 'de' }),
      surroundings,
    );
    expect(openUrl).toBe('https://forms.example/snapchat');
    const goodFaith = fields.find(({ label }) => label === 'Erklärung des guten Glaubens');
    expect(goodFaith?.value).toMatch(/^We believe in good faith/u);
  });

  it('tells the receiver to report in the app before anything is deleted', () => {
    const { steps } = handoffOf(
      anExampleNotice(snapchat, inApp!, { target: account, language: 'fr' }),
      surroundings,
    );
    const text = steps.join('\n');
    expect(text.indexOf("Signalez d'abord")).toBeGreaterThan(-1);
    expect(text.indexOf("Signalez d'abord")).toBeLessThan(text.indexOf('quitter le groupe ou bloquer'));
  });
});

describe('a reply of Snapchat', () => {
  const read = (text: string) =>
    readSnapchatMail({
      via: 'EMAIL',
      receivedAtMs: 2,
      writtenAtMs: 1,
      subject: 'Re: [UF-2026-000123-2-K7QM9A]',
      text,
    });

  it.each([
    ['The Snapchatter has been given a warning.', 'ACCOUNT_WARNED'],
    ['We have locked the account.', 'ACCOUNT_SUSPENDED'],
    ["The Snapchatter's account has been deleted.", 'ACCOUNT_TERMINATED'],
    ['The lens you reported has been removed.', 'CONTENT_REMOVED'],
    ['Het account is verwijderd.', 'ACCOUNT_TERMINATED'],
  ])('says what was done: %s', (text, effect) =>
    expect(read(text)).toMatchObject({
      facts: expect.arrayContaining([expect.objectContaining({ effects: [effect] })]),
    }),
  );

  it.each([
    'The Snapchatter has not been warned.',
    'Snaps are deleted by default once they are opened.',
    'The Snap was deleted by the Snapchatter.',
    'The content is no longer available in your country.',
  ])('is left to a person: %s', (text) => expect(read(text)).toEqual({ outcome: 'unreadable' }));
});
