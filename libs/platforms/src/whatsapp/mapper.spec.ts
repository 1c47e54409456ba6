import { anExampleNotice } from '#platform-kit/testing';
import type { NoticeRequest } from '#platform-kit';
import { handoffOf, noticeMail, readWhatsappMail } from './mapper.js';
import { whatsapp } from './index.js';

const [partnerMail, dsaForm, inApp] = whatsapp.manifest.channels;
const surroundings = {
  sender: {
    organisation: 'Synthetic Helpline',
    from: 'notices@uniflag.example',
    replyTo: 'replies@uniflag.example',
  },
  formUrls: { 'wa-dsa-channel': 'https://forms.example/whatsapp' },
  mailboxes: {},
};
const aTarget = (kind: string, id: string, url: string | null): NoticeRequest['target'] => ({
  kind,
  key: `whatsapp:${kind}:${id}`,
  ids: [id],
  url,
  locator: 'group "Synthetic", 20 to 22 November, reported by a member on 22 November',
});

describe('a notice to WhatsApp', () => {
  it.each([
    ['phone_e164', '+32470000000', null, 'Telephone number (E.164): +32470000000'],
    ['click_to_chat', '32470000000', 'https://wa.me/32470000000', 'Telephone number (E.164): +32470000000'],
    [
      'group_invite',
      'SyntheticInvite0000001',
      'https://chat.whatsapp.com/SyntheticInvite0000001',
      'Invitation code of the group: SyntheticInvite0000001',
    ],
  ])('names what support needs for a %s', (kind, id, url, line) => {
    const notice = anExampleNotice(whatsapp, partnerMail!, {
      target: aTarget(kind, id, url),
      seenAt: '2026-11-22',
    });
    const { text } = noticeMail(notice, surroundings);
    expect(text).toContain(line);
    expect(text).toContain('Already reported by a member in the app: as far as we know it');
    expect(text).toContain('group "Synthetic", 20 to 22 November, reported by a member on 22 November');
    expect(text).toContain('When it was seen: 2026-11-22');
    if (url !== null) expect(text).toContain(`Exact address: ${url}`);
  });

  it('claims no standing under the Digital Services Act for a private group, whatever it is told', () => {
    for (const regime of ['DSA_ART22', 'DSA_ART16'] as const) {
      const text = (kind: string) =>
        noticeMail(
          anExampleNotice(whatsapp, partnerMail!, { target: aTarget(kind, 'synthetic', null), regime }),
          surroundings,
        ).text;
      for (const kind of ['group_invite', 'phone_e164', 'click_to_chat'])
        expect(text(kind)).not.toMatch(/2022\/2065|Article/u);
      for (const kind of ['channel', 'channel_message']) expect(text(kind)).toMatch(/2022\/2065/u);
    }
  });

  it('can be handed to a member, in steps, with the group to report', () => {
    const target = aTarget(
      'group_invite',
      'SyntheticInvite0000001',
      'https://chat.whatsapp.com/SyntheticInvite0000001',
    );
    const { openUrl, steps, fields } = handoffOf(
      anExampleNotice(whatsapp, inApp!, { target, language: 'nl' }),
      surroundings,
    );
    expect(openUrl).toBeNull();
    expect(steps.join('\n')).toContain('laatste vijf berichten');
    expect(fields[0]?.value).toContain('https://chat.whatsapp.com/SyntheticInvite0000001');
  });

  it('can be handed to staff for a Channel, with the form', () => {
    const target = aTarget(
      'channel',
      'SyntheticChannel000001',
      'https://whatsapp.com/channel/SyntheticChannel000001',
    );
    const { openUrl, fields } = handoffOf(anExampleNotice(whatsapp, dsaForm!, { target }), surroundings);
    expect(openUrl).toBe('https://forms.example/whatsapp');
    expect(fields.map(({ label }) => label)).toContain('Legal basis (chosen by you)');
  });
});

describe('a reply of WhatsApp', () => {
  const read = (text: string) =>
    readWhatsappMail({
      via: 'EMAIL',
      receivedAtMs: 2,
      writtenAtMs: 1,
      subject: 'Re: [UF-2026-000123-2-K7QM9A]',
      text,
    });

  it.each([
    'We have not banned the number.',
    'The number will be banned if it is reported again.',
    'The group was not terminated.',
    'We banned a similar number.',
    'The group can no longer be found by search.',
  ])('is left to a person: %s', (text) => {
    const reading = read(text);
    expect(
      reading.outcome === 'understood' ? reading.facts.filter(({ kind }) => kind === 'actioned') : [],
    ).toEqual([]);
  });

  it.each([
    'Le numéro est désormais banni de WhatsApp.',
    'Het nummer is geblokkeerd op WhatsApp.',
    'Die Nummer wurde für WhatsApp gesperrt.',
  ])('is understood in other languages: %s', (text) =>
    expect(read(text)).toMatchObject({ facts: [{ kind: 'actioned', effects: ['ACCOUNT_SUSPENDED'] }, {}] }),
  );
});
