import fc from 'fast-check';
import { findTargets, resolveInput, resolveTarget } from '#core';
import { targets as facebook } from './facebook/targets.js';
import { targets as instagram } from './instagram/targets.js';
import { phoneReader } from './phone-reader.js';
import { targets as snapchat } from './snapchat/targets.js';
import { targets as whatsapp } from './whatsapp/targets.js';
import { targets as youtube } from './youtube/targets.js';

/** The rules of the first five platforms side by side; every address is synthetic. */
const rules = [youtube, facebook, instagram, whatsapp, snapchat];
const keyOf = (input: string): string => {
  const resolution = resolveInput(input, rules, phoneReader);
  return resolution.outcome === 'resolved' ? resolution.key : resolution.reason;
};

describe('five platforms side by side', () => {
  it.each([
    [
      'https://l.facebook.com/l.php?u=https%3A%2F%2Fyoutu.be%2FSYNTHETIC01&h=AT0',
      'youtube:video:SYNTHETIC01',
    ],
    [
      'https://lm.facebook.com/l.php?u=https%3A%2F%2Fwa.me%2F32470123456',
      'whatsapp:click_to_chat:32470123456',
    ],
    [
      'https://l.instagram.com/?u=https%3A%2F%2Fwww.snapchat.com%2Fadd%2Fsynthetic_name',
      'snapchat:add:synthetic_name',
    ],
    [
      'https://www.facebook.com/flx/warn/?u=https%3A%2F%2Ft.snapchat.com%2FSYNTHETIC',
      'SHORT_LINK_MUST_BE_OPENED',
    ],
    [
      'https://www.youtube.com/redirect?q=https%3A%2F%2Finstagram.com%2Freel%2FSynTHetic01',
      'instagram:post:SynTHetic01',
    ],
    ['https://l.messenger.com/l.php?u=https%3A%2F%2Fevil.example%2F', 'UNKNOWN_HOST'],
    [
      'https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Ffb.watch%252Fx%252F',
      'SHORT_LINK_MUST_BE_OPENED',
    ],
  ])('unwrap what one carries of another: %s', (input, key) => {
    expect(keyOf(input)).toBe(key);
  });

  it.each([
    'https://facebook.com.evil.tld/synthetic/posts/1',
    'https://notfacebook.com/synthetic',
    'https://faceb00k.com/synthetic',
    'https://facebook.com-login.example/synthetic',
    'https://www.lnstagram.com/p/SynTHetic01/',
    'https://you-tube.example/watch?v=SYNTHETIC01',
    'https://youtu.be.evil.example/SYNTHETIC01',
    'https://chat.whatsapp.com.evil.example/x',
    'https://wa.me.evil.example/32470123456',
    'https://snapchat.evil.example/add/synthetic',
  ])('see through %s', (input) => {
    expect(resolveTarget(input, rules)).toEqual({ outcome: 'invalid', reason: 'LOOK_ALIKE_HOST' });
  });

  it.each(['https://www.tiktok.com/@synthetic/video/1', 'https://example.org/', 'https://rainbow.example/'])(
    'do not suspect %s',
    (input) => {
      expect(resolveTarget(input, rules)).toEqual({ outcome: 'unsupported', reason: 'UNKNOWN_HOST' });
    },
  );

  it('find in a chat export what was sent, and nobody who sent it', () => {
    const chat = [
      '[12/03/2026, 10:11:12] \u200e+32 470 12 34 56: kijk https://chat.whatsapp.com/SyntheticInvite0000001 !',
      '[12/03/2026, 10:11:40] ~\u202fExample: regarde (https://www.instagram.com/stories/synthetic/3100000000000000001/).',
      '[12/03/2026, 10:12:03] \u202a+32 470 65 43 21\u202c: @32470123456 zijn insta: @synthetic.example',
      '[12/03/2026, 10:12:30] Example: youtu.be/SYNTHETIC01?si=x en facebook.com/share/p/1aSynthetic/',
    ].join('\n');
    const finds = findTargets(chat, rules, phoneReader).map(({ resolution }) =>
      resolution.outcome === 'resolved' ? resolution.key : `${resolution.platform} ${resolution.outcome}`,
    );
    expect(finds).toEqual([
      'whatsapp:group_invite:SyntheticInvite0000001',
      'instagram:story:3100000000000000001',
      'instagram:profile:synthetic.example',
      'youtube:video:SYNTHETIC01',
      'facebook opaque',
    ]);
    expect(resolveInput(chat, rules, phoneReader)).toMatchObject({ reason: 'SEVERAL_TARGETS' });
  });

  it('never throw, and give keys and addresses that resolve to the same target', () => {
    const hosts = rules.flatMap((each) => each.hosts.map(({ host }) => host));
    const words = [
      'watch',
      'groups',
      'posts',
      'p',
      'reel',
      'stories',
      'add',
      's',
      'channel',
      'send',
      '@synthetic',
      'c',
    ];
    const ids = [
      'SYNTHETIC01',
      '123',
      'UgxSynthetic0001',
      'about',
      '..',
      '%2e',
      'ß',
      'K',
      '%E2%84%AA',
      'x.',
      '-',
      '_',
    ];
    const parameters = ['v', 'lc', 'id', 'story_fbid', 'comment_id', 'u', 'phone', 'fbid', 'list', 'next'];
    const address = fc
      .tuple(
        fc.constantFrom(...hosts),
        fc.array(fc.constantFrom(...words, ...ids), { maxLength: 5 }),
        fc.array(fc.tuple(fc.constantFrom(...parameters), fc.constantFrom(...ids)), { maxLength: 3 }),
      )
      .map(
        ([host, path, query]) =>
          `https://${host}/${path.join('/')}?${query.map((pair) => pair.join('=')).join('&')}`,
      );
    fc.assert(
      fc.property(address, (input) => {
        const resolution = resolveTarget(input, rules, phoneReader);
        if (resolution.outcome !== 'resolved') return;
        const { key, url } = resolution;
        expect(resolveTarget(key, rules)).toMatchObject({ key });
        if (url !== null) expect(resolveTarget(url, rules)).toMatchObject({ key, url });
      }),
      { numRuns: 5_000 },
    );
  });
});
