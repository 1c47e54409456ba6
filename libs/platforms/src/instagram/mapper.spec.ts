import { anExampleNotice } from '#platform-kit/testing';
import { instagram } from './index.js';
import { handoffOf, noticeMail, readInstagramMail } from './mapper.js';

const [partnerMail, , legalForm, inApp] = instagram.manifest.channels;
const surroundings = {
  sender: {
    organisation: 'Synthetic Helpline',
    from: 'notices@uniflag.example',
    replyTo: 'replies@uniflag.example',
  },
  formUrls: { 'instagram-legal-form': 'https://forms.example/instagram' },
  mailboxes: {},
};

describe('a notice to Instagram', () => {
  it.each(['en', 'fr', 'nl', 'de'] as const)('is written in the language of the report: %s', (language) => {
    const letter = noticeMail(anExampleNotice(instagram, partnerMail!, { language }), surroundings);
    expect(letter.language).toBe(language);
  });

  it('names Meta’s own reason family, and none where there is none', () => {
    const text = (categoryCode: string) =>
      noticeMail(anExampleNotice(instagram, partnerMail!, { categoryCode }), surroundings).text;
    expect(text('GROOMING')).toContain('Your own category: Problem involving someone under 18');
    expect(text('CYBERBULLYING')).toContain('Your own category: Bullying, harassment or abuse');
    expect(text('OWN_CONTENT_LOST_ACCESS')).not.toContain('Your own category');
  });

  it('can be handed to staff with the legal form’s own fields', () => {
    const { openUrl, fields } = handoffOf(anExampleNotice(instagram, legalForm!), surroundings);
    expect(openUrl).toBe('https://forms.example/instagram');
    const labels = fields.map(({ label }) => label);
    expect(labels).toEqual(
      expect.arrayContaining([
        'Country whose law applies',
        'Kind of legal issue',
        'Legal basis (chosen by you)',
      ]),
    );
  });

  it('can be handed to a member for what only members see', () => {
    const { openUrl, steps } = handoffOf(anExampleNotice(instagram, inApp!), surroundings);
    expect(openUrl).toBeNull();
    expect(steps.join('\n')).toContain('Support requests');
  });

  it('has every category that may be sent, but the one without a violation, in Meta’s families', () => {
    const { reasons } = instagram.manifest;
    for (const code of ['SEXTING_AT_RISK', 'UNSURE', 'OWN_CONTENT_LOST_ACCESS'])
      expect(reasons[code]).toBeUndefined();
    expect(Object.keys(reasons)).toHaveLength(17);
  });
});

describe('a reply of Instagram', () => {
  const read = (text: string) =>
    readInstagramMail({
      via: 'EMAIL',
      receivedAtMs: 2,
      writtenAtMs: 1,
      subject: 'Re: [UF-2026-000123-2-K7QM9A]',
      text,
    });

  it.each([
    ['We have removed the photo from Instagram.', ['CONTENT_REMOVED']],
    ['Wij hebben de video van Instagram verwijderd.', ['CONTENT_REMOVED']],
    ['We covered the video with a warning screen.', ['CONTENT_LABELLED']],
    ['We did not remove the photo but limited its reach.', ['CONTENT_DEMOTED']],
    ['Le contenu n’est plus disponible dans votre pays.', ['GEO_RESTRICTED']],
    ['Die Gruppe wurde deaktiviert.', ['GROUP_DISABLED']],
  ])('says what was done: %s', (text, effects) =>
    expect(read(text)).toMatchObject({
      facts: expect.arrayContaining([{ kind: 'actioned', atMs: 1, effects }]),
    }),
  );

  it.each([
    'We limited who can see your report.',
    'We removed the warning screen that we had put over the photo by mistake.',
    'We could not review the report in time.',
    'Your account has been restricted.',
  ])('is left to a person: %s', (text) => expect(read(text)).toEqual({ outcome: 'unreadable' }));
});
