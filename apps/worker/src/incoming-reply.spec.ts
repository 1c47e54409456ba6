import type { PlatformCatalogue } from '#application';
import { unprovenOrigin } from '#core';
import type { ReceivedMail } from '#mail';
import { incomingReply } from './incoming-reply.js';

const platforms = new Map([
  ['facebook', { manifest: { channels: [{ id: 'mail' }] }, mailDomains: ['fb.example'], mailTrust: {} }],
]) as unknown as PlatformCatalogue;

function aMail(more: Partial<ReceivedMail> = {}): ReceivedMail {
  return {
    ...{ addressedTo: [], origin: { ...unprovenOrigin, isSimulated: true } },
    ...{ recipientTag: 'facebook', from: 'desk@platform.example', envelopeFrom: 'desk@platform.example' },
    ...{
      subject: 'Synthetic subject',
      messageId: 'synthetic-1@platform.example',
      inReplyTo: null,
      references: [],
    },
    ...{
      writtenAtMs: 1_000,
      text: 'Synthetic text.',
      isIncomplete: false,
      attachments: [],
    },
    ...{ isAutoReply: false, bounce: null, contentHash: new Uint8Array([7]) },
    ...more,
  };
}

describe('a mail as a reply', () => {
  it('belongs to the platform of the mailbox it came to, and to none where that is not one', () => {
    expect(incomingReply(aMail(), platforms).platform).toBe('facebook');
    expect(incomingReply(aMail({ recipientTag: null }), platforms).platform).toBe('unknown');
    expect(incomingReply(aMail({ recipientTag: 'elsewhere' }), platforms).platform).toBe('unknown');
  });

  it('names our references from its subject and its whole text, also what is quoted', () => {
    const mail = aMail({
      subject: 'Re: [UF-2026-000123-2-K7QM9A]',
      text: 'Thanks.\n\n> On Monday you wrote about UF-2026-000124-1-ABCDEF',
    });
    expect(incomingReply(mail, platforms).references).toEqual([
      'UF-2026-000123-2-K7QM9A',
      'UF-2026-000124-1-ABCDEF',
    ]);
  });

  it('that proves nothing has the key of its content, so that it stands in the way of no other', () => {
    const hash = '07@sha256.invalid';
    expect(incomingReply(aMail({ origin: unprovenOrigin }), platforms).messageKey).toBe(hash);
    const proven = { ...unprovenOrigin, fromDomain: 'fb.example', hasPassedDmarc: true };
    expect(incomingReply(aMail({ origin: proven }), platforms).messageKey).toBe(
      'synthetic-1@platform.example',
    );
  });

  it('answers the mail whose address it came to', () => {
    const mail = aMail({ addressedTo: ['notice-1@uniflag.example'] });
    expect(incomingReply(mail, platforms).inReplyTo).toEqual(['notice-1@uniflag.example']);
  });

  it('says what is new in it: our own words are cut off', () => {
    const mail = aMail({
      text: 'We removed it.\n\nOn Mon, 23 Nov 2026 at 10:00, Uniflag wrote:\n> Please remove this.',
    });
    expect(incomingReply(mail, platforms).text.trim()).toBe('We removed it.');
  });

  it('answers each message of its thread once, and the one that came back', () => {
    const mail = aMail({
      inReplyTo: 'b@uniflag.example',
      references: ['a@uniflag.example', 'b@uniflag.example'],
      bounce: { failedMessageId: 'c@uniflag.example', isPermanent: true, statusCode: '5.1.1' },
    });
    const { inReplyTo, bounce } = incomingReply(mail, platforms);
    expect([...inReplyTo].sort()).toEqual(['a@uniflag.example', 'b@uniflag.example', 'c@uniflag.example']);
    expect(bounce).toEqual({ isPermanent: true, statusCode: '5.1.1' });
  });

  it('has the key of its message and keeps when it was written', () => {
    expect(incomingReply(aMail(), platforms)).toMatchObject({
      ...{
        via: 'EMAIL',
        messageKey: 'synthetic-1@platform.example',
        writtenAtMs: 1_000,
      },
    });
  });
});
