import { resolveTarget } from '#core';
import { describeTargets } from '#platform-kit/testing';
import { targets } from './targets.js';

describeTargets(targets);

/** Synthetic ids: none of these snaps, lenses or people exist. */
const spotlight = 'W7_SyntheticSpotlight0000000000000000000000000AAAAAQ';
const story = 'W7_SyntheticStory00000000000000000000000000000AAAAAQ';
const lens = '0123456789abcdef0123456789abcdef';

const spellings: Readonly<Record<string, readonly string[]>> = {
  'snapchat:add:synthetic_name': [
    'https://www.snapchat.com/add/synthetic_name',
    'https://snapchat.com/add/Synthetic_Name?share_id=synthetic&locale=nl-BE',
    'snapchat.com/add/synthetic_name',
    'https://www.snapchat.com/add/@synthetic_name',
    'https://www.snapchat.com/@synthetic_name',
    'https://www.snapchat.com/@Synthetic_Name?sender_web_id=synthetic&is_copy_url=true',
    'https://story.snapchat.com/@synthetic_name',
    'https://story.snapchat.com/add/synthetic_name',
    'https://story.snapchat.com/u/synthetic_name',
    'https://story.snapchat.com/s/synthetic_name',
    'hxxps://www[.]snapchat[.]com/add/synthetic_name',
    'snapchat @synthetic_name',
    'Snapchat: synthetic_name',
    'snap:@Synthetic_Name',
    'snapchat:add:synthetic_name',
  ],
  [`snapchat:spotlight:${spotlight}`]: [
    `https://www.snapchat.com/spotlight/${spotlight}`,
    `https://snapchat.com/spotlight/${spotlight}?share_id=synthetic`,
    `https://www.snapchat.com/@synthetic_name/spotlight/${spotlight}`,
    `www.snapchat.com/spotlight/${spotlight}/`,
  ],
  [`snapchat:public_story:${story}`]: [
    `https://www.snapchat.com/p/${story}`,
    `https://www.snapchat.com/p/${story}/2?share_id=synthetic`,
    `https://story.snapchat.com/p/${story}`,
    `https://story.snapchat.com/s/m:${story}`,
    `https://story.snapchat.com/s/m%3A${story}`,
    `https://www.snapchat.com/s/${story}`,
    `https://www.snapchat.com/story/${story}`,
  ],
  'snapchat:public_story:01234567-89ab-cdef-0123-456789abcdef': [
    'https://www.snapchat.com/@synthetic_name/highlight/01234567-89ab-cdef-0123-456789abcdef',
    'https://www.snapchat.com/p/01234567-89ab-cdef-0123-456789abcdef/0',
  ],
  [`snapchat:lens:${lens}`]: [
    `https://www.snapchat.com/lens/${lens}?type=SNAPCODE&metadata=01`,
    `https://lens.snapchat.com/${lens}?share_id=synthetic&locale=nl-BE`,
    `https://lensstudio.snapchat.com/lens/${lens}`,
    `https://www.snapchat.com/unlock/?type=SNAPCODE&uuid=${lens}&metadata=01`,
    'https://www.snapchat.com/unlock/?type=SNAPCODE&uuid=01234567-89AB-CDEF-0123-456789ABCDEF&metadata=01',
  ],
};

describe('addresses of Snapchat', () => {
  const rows = Object.entries(spellings).flatMap(([key, inputs]) =>
    inputs.map((input) => [input, key] as const),
  );
  it.each(rows)('reads %s as %s', (input, key) => {
    expect(resolveTarget(input, [targets])).toMatchObject({ outcome: 'resolved', key });
  });

  it.each([
    'https://t.snapchat.com/SYNTHETIC',
    'https://www.snapchat.com/t/SYNTHETIC',
    'snapchat.com/t/SYNTHETIC?share_id=x',
  ])('says that %s must be opened to be known', (input) => {
    expect(resolveTarget(input, [targets])).toEqual({
      outcome: 'opaque',
      platform: 'snapchat',
      reason: 'SHORT_LINK_MUST_BE_OPENED',
    });
  });

  it.each([
    'https://www.snapchat.com/',
    'https://www.snapchat.com/spotlight',
    'https://www.snapchat.com/download',
    'https://www.snapchat.com/add/',
    'https://www.snapchat.com/add/1-starts-with-a-digit',
    'https://www.snapchat.com/@synthetic_name/unknown/part',
    'https://www.snapchat.com/lens/not-a-lens',
    'https://accounts.snapchat.com/accounts/login',
    'snapchat: no!name',
  ])('names nothing by %s', (input) => {
    expect(resolveTarget(input, [targets])).toMatchObject({ outcome: 'unsupported', platform: 'snapchat' });
  });

  it('keeps the snap in the address of a story', () => {
    const address = `https://www.snapchat.com/p/${story}/2`;
    expect(resolveTarget(`${address}?share_id=x`, [targets])).toMatchObject({ url: address, ids: [story] });
  });

  it('keeps the keys of accounts inside their report', () => {
    const personal = Object.entries(targets.kinds).filter(([, { namesPerson }]) => namesPerson);
    expect(personal.map(([kind]) => kind)).toEqual(['add']);
  });
});
