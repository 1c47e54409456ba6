import { resolveTarget } from '#core';
import { describeTargets } from '#platform-kit/testing';
import { targets } from './targets.js';

describeTargets(targets);

/** Synthetic ids: none of these videos, channels or people exist. */
const channel = 'UCsynthetic000000example';
const comment = 'UgxSynthetic00000000AaABAg';

const spellings: Readonly<Record<string, readonly string[]>> = {
  'youtube:video:SYNTHETIC01': [
    'https://www.youtube.com/watch?v=SYNTHETIC01',
    'http://youtube.com/watch?v=SYNTHETIC01&t=42s',
    'https://m.youtube.com/watch?app=desktop&v=SYNTHETIC01',
    'https://music.youtube.com/watch?v=SYNTHETIC01&list=RDAMVMsynthetic01',
    'https://www.youtube.com/watch?v=SYNTHETIC01&list=PLsynthetic0001&index=3',
    'https://fr.youtube.com/watch?v=SYNTHETIC01',
    'https://youtu.be/SYNTHETIC01?si=synthetic',
    'youtu.be/SYNTHETIC01',
    'https://youtu.be/SYNTHETIC01&feature=share',
    'https://www.youtube.com/shorts/SYNTHETIC01?feature=share',
    'https://www.youtube.com/live/SYNTHETIC01?si=synthetic',
    'https://www.youtube.com/embed/SYNTHETIC01?autoplay=1',
    'https://www.youtube-nocookie.com/embed/SYNTHETIC01',
    'https://www.youtubekids.com/watch?v=SYNTHETIC01',
    'https://www.youtube.com/v/SYNTHETIC01',
    'https://www.youtube.com/e/SYNTHETIC01',
    'https://www.youtube.com/watch/SYNTHETIC01',
    'https://www.youtube.com/watch_popup?v=SYNTHETIC01',
    'https://www.youtube.com/live_chat?is_popout=1&v=SYNTHETIC01',
    'https://studio.youtube.com/video/SYNTHETIC01/edit',
    'https://youtube.googleapis.com/v/SYNTHETIC01',
    'https://www.youtube.com/?v=SYNTHETIC01',
    'https://www.youtube.com/watch?feature=youtu.be&amp;v=SYNTHETIC01',
    'https://www.youtube.com/watch?v=SYNTHETIC01?si=pasted-twice',
    'https://www.youtube.com/redirect?event=comments&q=https%3A%2F%2Fyoutu.be%2FSYNTHETIC01',
    'https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DSYNTHETIC01%26feature%3Dshare',
    'https://www.youtube.com/oembed?url=https%3A%2F%2Fyoutu.be%2FSYNTHETIC01&format=json',
    'https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DSYNTHETIC01&gl=BE',
    'https://accounts.google.com/ServiceLogin?continue=https%3A%2F%2Fwww.youtube.com%2Fsignin%3Fnext%3D%252Fwatch%253Fv%253DSYNTHETIC01',
    'youtube:video:SYNTHETIC01',
  ],
  [`youtube:comment:SYNTHETIC01:${comment}`]: [
    `https://www.youtube.com/watch?v=SYNTHETIC01&lc=${comment}`,
    `https://m.youtube.com/watch?lc=${comment}&v=SYNTHETIC01`,
    `https://youtu.be/SYNTHETIC01?lc=${comment}`,
    `https://www.youtube.com/shorts/SYNTHETIC01?lc=${comment}&feature=share`,
  ],
  [`youtube:comment:SYNTHETIC01:${comment}.9abcdefghij9klmnopqrst`]: [
    `https://www.youtube.com/watch?v=SYNTHETIC01&lc=${comment}.9abcdefghij9klmnopqrst`,
  ],
  'youtube:post:UgkxSynthetic0000000000000000000post': [
    'https://www.youtube.com/post/UgkxSynthetic0000000000000000000post',
    'https://www.youtube.com/@synthetic-example/community?lb=UgkxSynthetic0000000000000000000post',
    `https://www.youtube.com/channel/${channel}/community?lb=UgkxSynthetic0000000000000000000post`,
  ],
  [`youtube:post_comment:UgkxSynthetic0000000000000000000post:${comment}`]: [
    `https://www.youtube.com/post/UgkxSynthetic0000000000000000000post?lc=${comment}`,
  ],
  'youtube:clip:UgkxSynthetic0000000000000000000clip': [
    'https://www.youtube.com/clip/UgkxSynthetic0000000000000000000clip',
    'https://www.youtube.com/embed/SYNTHETIC01?clip=UgkxSynthetic0000000000000000000clip&clipt=EAEY',
  ],
  'youtube:playlist:PLsynthetic0001': [
    'https://www.youtube.com/playlist?list=PLsynthetic0001',
    'https://music.youtube.com/playlist?list=PLsynthetic0001&feature=share',
    'https://music.youtube.com/browse/VLPLsynthetic0001',
    'https://www.youtube.com/embed/videoseries?list=PLsynthetic0001',
    'https://www.youtube.com/watch?list=PLsynthetic0001',
  ],
  [`youtube:channel_id:${channel}`]: [
    `https://www.youtube.com/channel/${channel}`,
    `https://m.youtube.com/channel/${channel}/videos?view=0`,
    `https://music.youtube.com/channel/${channel}`,
    `https://studio.youtube.com/channel/${channel}/videos`,
    `https://www.youtube.com/embed/live_stream?channel=${channel}`,
  ],
  'youtube:handle:synthetic.example': [
    'https://www.youtube.com/@Synthetic.Example',
    'https://youtube.com/@synthetic.example?si=synthetic',
    'https://www.youtube.com/%40synthetic.example/shorts',
    'https://www.youtube.com/@SYNTHETIC.example/live',
    'youtube @synthetic.example',
    'YouTube: Synthetic.Example',
    'yt:@synthetic.example',
  ],
  'youtube:handle:%C3%A9cole-fictive': [
    'https://www.youtube.com/@École-Fictive',
    'https://www.youtube.com/@%C3%A9cole-fictive',
    'https://www.youtube.com/@e\u0301cole-fictive',
  ],
  'youtube:legacy_channel:c:syntheticexample': ['https://www.youtube.com/c/SyntheticExample/about'],
  'youtube:legacy_channel:user:syntheticexample': ['https://www.youtube.com/user/syntheticexample'],
};

describe('addresses of YouTube', () => {
  const rows = Object.entries(spellings).flatMap(([key, inputs]) =>
    inputs.map((input) => [input, key] as const),
  );
  it.each(rows)('reads %s as %s', (input, key) => {
    expect(resolveTarget(input, [targets])).toMatchObject({ outcome: 'resolved', key });
  });

  it.each([
    'https://www.youtube.com/',
    'https://www.youtube.com/feed/subscriptions',
    'https://www.youtube.com/results?search_query=example',
    'https://www.youtube.com/watch?v=TOOSHORT',
    'https://www.youtube.com/watch?v=SYNTHETIC01&v=SYNTHETIC02',
    'https://www.youtube.com/watch?v=SYNTHETIC01&lc=cut',
    'https://www.youtube.com/embed/videoseries',
    'https://www.youtube.com/playlist?list=WL',
    'https://www.youtube.com/channel/UCtooshort',
  ])('names nothing by %s', (input) => {
    expect(resolveTarget(input, [targets])).toEqual({
      outcome: 'unsupported',
      platform: 'youtube',
      reason: 'UNKNOWN_SHAPE',
    });
  });

  it('keeps the keys of channels, which are accounts, inside their report', () => {
    const personal = Object.entries(targets.kinds).filter(([, { namesPerson }]) => namesPerson);
    expect(personal.map(([kind]) => kind)).toEqual(['channel_id', 'handle', 'legacy_channel']);
  });
});
