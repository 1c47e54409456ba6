import { resolveTarget } from '#core';
import { describeTargets } from '#platform-kit/testing';
import { targets } from './targets.js';

describeTargets(targets);

/** Synthetic ids: none of these posts, stories or people exist. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  'instagram:post:SynTHetic01': [
    'https://www.instagram.com/p/SynTHetic01/',
    'https://instagram.com/p/SynTHetic01?igsh=c3ludGhldGlj&img_index=2',
    'https://www.instagram.com/reel/SynTHetic01/?igshid=synthetic',
    'https://www.instagram.com/reels/SynTHetic01/',
    'https://www.instagram.com/tv/SynTHetic01/',
    'https://www.instagram.com/synthetic.example/reel/SynTHetic01/',
    'https://www.instagram.com/synthetic.example/p/SynTHetic01/',
    'https://m.instagram.com/p/SynTHetic01/',
    'https://instagr.am/p/SynTHetic01/',
    'instagram.com/p/SynTHetic01',
    'https://www.instagram.com/p/SynTHetic01/embed/',
    'https://www.instagram.com/p/SynTHetic01/embed/captioned/?cr=1&v=14',
    'https://www.instagram.com/p/SynTHetic01/media/?size=l',
    'https://www.instagram.com/p/SynTHetic01AddedForHoldersOfThisLink000/',
    'https://www.instagram.com/accounts/login/?next=%2Fp%2FSynTHetic01%2F&source=desktop_nav',
    'https://api.instagram.com/oembed?url=https%3A%2F%2Fwww.instagram.com%2Fp%2FSynTHetic01%2F',
    'https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Freel%2FSynTHetic01%2F&e=AT0',
    'https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.instagram.com%2Fp%2FSynTHetic01%2F&ved=2ah',
    'instagram:post:SynTHetic01',
  ],
  'instagram:comment:SynTHetic01:17900000000000001': [
    'https://www.instagram.com/p/SynTHetic01/c/17900000000000001/',
    'https://www.instagram.com/reel/SynTHetic01/c/17900000000000001/?igsh=x',
    'https://www.instagram.com/p/SynTHetic01/c/17900000000000000/r/17900000000000001/',
    'https://www.instagram.com/p/SynTHetic01/?comment_id=17900000000000001',
  ],
  'instagram:story:3100000000000000001': [
    'https://www.instagram.com/stories/synthetic.example/3100000000000000001/',
    'https://instagram.com/stories/renamed.example/3100000000000000001?utm_source=ig_story_item_share',
    'https://www.instagram.com/stories/synthetic.example/3100000000000000001_5000000001/',
  ],
  'instagram:highlight:17900000000000002': [
    'https://www.instagram.com/stories/highlights/17900000000000002/',
    'https://instagram.com/stories/highlights/17900000000000002?igsh=x',
  ],
  'instagram:audio:900000000000001': ['https://www.instagram.com/reels/audio/900000000000001/'],
  'instagram:profile:synthetic.example': [
    'https://www.instagram.com/synthetic.example/',
    'https://www.instagram.com/Synthetic.Example?igsh=x',
    'https://www.instagram.com/@synthetic.example',
    'https://www.instagram.com/synthetic.example/tagged/',
    'https://www.instagram.com/stories/synthetic.example/',
    'https://www.instagram.com/_u/synthetic.example',
    'https://ig.me/m/synthetic.example',
    'instagram @synthetic.example',
    'Insta: @Synthetic.Example',
    'ig:synthetic.example',
  ],
  'instagram:dm_thread:340282366841710300000000000000000000001': [
    'https://www.instagram.com/direct/t/340282366841710300000000000000000000001/',
  ],
  'instagram:broadcast_channel:AbSynthetic_0001': [
    'https://www.instagram.com/channel/AbSynthetic_0001/?igsh=x',
  ],
  'instagram:chat_invite:AbSynthetic_0002': ['https://ig.me/j/AbSynthetic_0002/'],
};

describe('addresses of Instagram', () => {
  const rows = Object.entries(spellings).flatMap(([key, inputs]) =>
    inputs.map((input) => [input, key] as const),
  );
  it.each(rows)('reads %s as %s', (input, key) => {
    expect(resolveTarget(input, [targets])).toMatchObject({ outcome: 'resolved', key });
  });

  it.each([
    'https://www.instagram.com/share/BAsynthetic/',
    'https://www.instagram.com/share/reel/BAsynthetic',
    'https://www.instagram.com/share/p/BAsynthetic?igsh=x',
    'https://www.instagram.com/s/aGlnaGxpZ2h0OnN5bnRoZXRpYw?story_media_id=1_2',
  ])('says that %s must be opened to be known', (input) => {
    expect(resolveTarget(input, [targets])).toEqual({
      outcome: 'opaque',
      platform: 'instagram',
      reason: 'SHORT_LINK_MUST_BE_OPENED',
    });
  });

  it.each([
    'https://www.instagram.com/',
    'https://www.instagram.com/explore/tags/example/',
    'https://www.instagram.com/reels/audio/',
    'https://www.instagram.com/direct/inbox/',
    'https://www.instagram.com/stories/highlights/',
    'https://www.instagram.com/p/SynTHetic01/?comment_id=cut',
    'https://www.instagram.com/accounts/login/',
    'https://help.instagram.com/000000000000000',
    'instagram @no!name',
  ])('names nothing by %s', (input) => {
    expect(resolveTarget(input, [targets])).toMatchObject({ outcome: 'unsupported', platform: 'instagram' });
  });

  it('keeps whose story it is in the address and out of the key', () => {
    const story = 'https://www.instagram.com/stories/synthetic.example/3100000000000000001/';
    expect(resolveTarget(`${story}?igsh=x`, [targets])).toMatchObject({
      url: story,
      ids: ['3100000000000000001'],
    });
    expect(resolveTarget('instagram:story:3100000000000000001', [targets])).toMatchObject({ url: null });
  });

  it('keeps the keys of profiles and private conversations inside their report', () => {
    const personal = Object.entries(targets.kinds).filter(([, { namesPerson }]) => namesPerson);
    expect(personal.map(([kind]) => kind)).toEqual(['profile', 'dm_thread']);
  });
});
