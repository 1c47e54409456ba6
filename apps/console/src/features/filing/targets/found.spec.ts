import type { Resolution } from '#client';
import { foundIn, readable } from './found.js';

const post: Resolution = {
  input: 'https://www.instagram.com/p/Synthetic01/?igsh=1',
  outcome: 'resolved',
  platform: 'instagram',
  kind: 'post',
  key: 'instagram:post:Synthetic01',
  url: 'https://www.instagram.com/p/Synthetic01/',
  namesPerson: false,
};
const name: Resolution = {
  input: '@synthetic.user',
  outcome: 'resolved',
  platform: 'snapchat',
  kind: 'add',
  key: 'snapchat:add:synthetic.user',
  url: 'https://www.snapchat.com/add/synthetic.user',
  namesPerson: true,
};
const number: Resolution = {
  input: '+32 470 12 34 56',
  outcome: 'resolved',
  platform: 'whatsapp',
  kind: 'phone_e164',
  key: 'whatsapp:phone_e164:+32470123456',
  url: null,
  namesPerson: true,
};
const opaque: Resolution = {
  input: 'https://fb.watch/synthetic/',
  outcome: 'opaque',
  platform: 'facebook',
  reason: 'SHORT_LINK_MUST_BE_OPENED',
};
const prose = (input: string): Resolution => ({ input, outcome: 'invalid', reason: 'NOT_AN_ADDRESS' });

describe('what was found in a pasted text', () => {
  it('is each target once, with how often it stands there', () => {
    const again = { ...post, input: 'instagram.com/p/Synthetic01' };
    const found = foundIn([post, prose('she said'), again, opaque]);
    expect(found.map(({ identity, times }) => [identity, times])).toEqual([
      ['instagram:post:Synthetic01', 2],
      ['address https://fb.watch/synthetic/', 1],
    ]);
    expect(found[1]).toMatchObject({ outcome: 'opaque', reason: 'SHORT_LINK_MUST_BE_OPENED' });
  });

  it('is what stands in a sentence, never the sentence', () => {
    const sentence: Resolution = { ...name, input: 'my child saw snap: @synthetic.user', finds: [name] };
    const several: Resolution = {
      input: 'two of them',
      outcome: 'invalid',
      reason: 'SEVERAL_TARGETS',
      finds: [post, number],
    };
    expect(foundIn([sentence, several]).map(({ input }) => input)).toEqual([
      'https://www.snapchat.com/add/synthetic.user',
      'https://www.instagram.com/p/Synthetic01/?igsh=1',
      'whatsapp:phone_e164:+32470123456',
    ]);
  });

  it('reads as people write it', () => {
    const [address, phone] = foundIn([post, number]);
    expect(address && readable(address)).toBe('https://www.instagram.com/p/Synthetic01/?igsh=1');
    expect(phone && readable(phone)).toBe('+32470123456');
  });
});
