import fc from 'fast-check';
import { readReplyAddress, replyAddress, withToken } from './reply-address.js';

const domain = 'replies.example';
const mailbox = replyAddress('facebook', domain);
const uuid = '019a9c3e-0000-7000-8000-000000000001';

describe('an address of our own', () => {
  it.each([
    ['replies@replies.example', { platform: null, answersMessageId: null }],
    ['replies+facebook@replies.example', { platform: 'facebook', answersMessageId: null }],
    ['Replies+Facebook@REPLIES.example', { platform: 'facebook', answersMessageId: null }],
    [
      `replies+facebook.${uuid}.0@replies.example`,
      { platform: 'facebook', answersMessageId: `${uuid}.0@replies.example` },
    ],
    [
      `Replies+Facebook.${uuid.toUpperCase()}@replies.example`,
      { platform: 'facebook', answersMessageId: `${uuid}@replies.example` },
    ],
    ['replies+facebook.@replies.example', { platform: 'facebook', answersMessageId: null }],
    ['replies+facebook.a..b@replies.example', { platform: 'facebook', answersMessageId: null }],
  ])('%s is read', (address, read) => expect(readReplyAddress(address, domain)).toEqual(read));

  it.each([
    ...['replies+@replies.example', 'replies+.token@replies.example', 'replies+a+b@replies.example'],
    ...['desk@replies.example', 'replies@elsewhere.example', '"replies@replies.example"@elsewhere.example'],
    ...[`replies+facebook.${'a'.repeat(60)}@replies.example`, 'replies', '', '@replies.example'],
  ])('is not "%s"', (address) => expect(readReplyAddress(address, domain)).toBeUndefined());

  it('made for a mail names that mail', () => {
    for (const messageId of [`${uuid}.0@${domain}`, `${uuid}@${domain}`])
      expect(readReplyAddress(withToken(mailbox, messageId), domain)).toEqual({
        platform: 'facebook',
        answersMessageId: messageId,
      });
  });

  it.each([
    ['of another domain', `${uuid}@elsewhere.example`],
    ['too long for an address', `${'a'.repeat(60)}@${domain}`],
    ['with other characters', `a"b@${domain}`],
  ])('stays as it is for a Message-ID %s', (_what, id) => expect(withToken(mailbox, id)).toBe(mailbox));

  it('is never taken for one by whatever anybody writes, and what is read can be written again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (text) => {
        const read = readReplyAddress(`replies+facebook.${text}@${domain}`, domain);
        if (read?.answersMessageId)
          expect(withToken(mailbox, read.answersMessageId)).toMatch(/^replies\+facebook\.[a-z0-9.-]+@/);
      }),
    );
  });
});
