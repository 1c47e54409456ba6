import { resolveTarget } from '#core';
import { describeTargets } from '#platform-kit/testing';
import { targets } from './targets.js';

describeTargets(targets);

/** Synthetic ids: none of these posts, groups or people exist. */
const pfbid = 'pfbid02SyntheticSyntheticSyntheticSynthetic0001l';
const owner = '100000000000001';

const spellings: Readonly<Record<string, readonly string[]>> = {
  [`facebook:post:${pfbid}`]: [
    `https://www.facebook.com/synthetic.example/posts/${pfbid}`,
    `https://www.facebook.com/synthetic.example/posts/een-titel-erbij/${pfbid}?rdid=synthetic`,
    `https://m.facebook.com/story.php?story_fbid=${pfbid}&id=${owner}&mibextid=synthetic`,
    `https://mbasic.facebook.com/story.php?story_fbid=${pfbid}&id=${owner}`,
    `https://www.facebook.com/permalink.php?story_fbid=${pfbid}&id=${owner}`,
    `https://fr-fr.facebook.com/synthetic.example/posts/${pfbid}`,
    `https://nl-be.facebook.com/synthetic.example/posts/${pfbid}`,
    `https://touch.facebook.com/synthetic.example/posts/${pfbid}`,
    `https://web.facebook.com/synthetic.example/posts/${pfbid}?__cft__[0]=AZX&__tn__=%2CO%2CP-R`,
    `https://fb.com/synthetic.example/posts/${pfbid}`,
    `https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fsynthetic.example%2Fposts%2F${pfbid}&width=500`,
    `https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fsynthetic.example%2Fposts%2F${pfbid}&h=AT0`,
    `https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fwww.facebook.com%2Fsynthetic.example%2Fposts%2F${pfbid}`,
    `https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fsynthetic.example%2Fposts%2F${pfbid}`,
    `https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fwww.facebook.com%2Fsynthetic.example%2Fposts%2F${pfbid}`,
    `facebook:post:${pfbid}`,
  ],
  'facebook:post:900000000000011': [
    'https://www.facebook.com/École.Fictive/posts/900000000000011',
    'https://www.facebook.com/events/900000000000010/?post_id=900000000000011',
  ],
  'facebook:group_post:900000000000001': [
    'https://www.facebook.com/groups/synthetic.group/posts/900000000000001/',
    'https://www.facebook.com/groups/900000000000002/permalink/900000000000001/',
    'https://m.facebook.com/groups/900000000000002?view=permalink&id=900000000000001',
    'https://www.facebook.com/groups/900000000000002/?multi_permalinks=900000000000001&notif_t=x',
  ],
  'facebook:comment:900000000000001:77001': [
    'https://www.facebook.com/synthetic.example/posts/900000000000001?comment_id=77001',
    'https://www.facebook.com/groups/synthetic.group/posts/900000000000001/?comment_id=77001&__cft__[0]=AZX',
    'https://www.facebook.com/photo/?fbid=900000000000001&set=a.1&comment_id=900000000000001_77001',
    'https://www.facebook.com/watch/?v=900000000000001&comment_id=77001',
    'https://www.facebook.com/reel/900000000000001?comment_id=77000&reply_comment_id=77001',
    `https://m.facebook.com/story.php?story_fbid=900000000000001&id=${owner}&comment_id=77001`,
  ],
  'facebook:comment:900000000000001:Y29tbWVudDo5MDBfNzc%3D': [
    'https://www.facebook.com/synthetic.example/posts/900000000000001?comment_id=Y29tbWVudDo5MDBfNzc%3D',
  ],
  'facebook:photo:900000000000003': [
    'https://www.facebook.com/photo/?fbid=900000000000003&set=a.900000000000004',
    'https://www.facebook.com/photo.php?fbid=900000000000003&id=100000000000001',
    'https://m.facebook.com/synthetic.example/photos/a.900000000000004/900000000000003/?type=3',
    'https://www.facebook.com/synthetic.example/photos/900000000000003',
  ],
  'facebook:album:a.900000000000004': ['https://www.facebook.com/media/set/?set=a.900000000000004&type=3'],
  'facebook:video:900000000000005': [
    'https://www.facebook.com/watch/?v=900000000000005',
    'https://m.facebook.com/watch/?ref=saved&v=900000000000005',
    'https://www.facebook.com/watch/live/?ref=watch_permalink&v=900000000000005',
    'https://www.facebook.com/video.php?v=900000000000005',
    'https://www.facebook.com/video/embed?video_id=900000000000005',
    'https://www.facebook.com/synthetic.example/videos/900000000000005/',
    'https://www.facebook.com/synthetic.example/videos/een-titel/900000000000005',
    'https://www.facebook.com/synthetic.example/videos/vb.100000000000001/900000000000005/?theater',
    'https://www.facebook.com/reel/900000000000005?mibextid=synthetic',
    'https://www.facebook.com/plugins/video.php?height=314&href=https%3A%2F%2Fwww.facebook.com%2Fsynthetic.example%2Fvideos%2F900000000000005%2F',
  ],
  'facebook:story:UzpfSVNDOnN5bnRoZXRpYzAx': [
    `https://www.facebook.com/stories/${owner}/UzpfSVNDOnN5bnRoZXRpYzAx/?bucket_count=9&source=story_tray`,
  ],
  'facebook:event:900000000000006': [
    'https://www.facebook.com/events/900000000000006/',
    'https://www.facebook.com/events/synthetic-hall/een-feestje/900000000000006/',
    'https://www.facebook.com/events/900000000000006/?acontext=%7B%22x%22%3A1%7D',
  ],
  'facebook:listing:900000000000007': [
    'https://www.facebook.com/marketplace/item/900000000000007/?ref=search',
  ],
  'facebook:group:synthetic.group': [
    'https://www.facebook.com/groups/Synthetic.Group/',
    'https://m.facebook.com/groups/synthetic.group?ref=share',
    'https://www.facebook.com/groups/synthetic.group/members',
  ],
  'facebook:profile:syntheticexample': [
    'https://www.facebook.com/synthetic.example',
    'https://www.facebook.com/SyntheticExample/about',
    'https://www.facebook.com/synthetic.example/photos_by',
    'https://www.facebook.com/pg/synthetic.example/posts',
    'https://m.me/synthetic.example',
    'https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fsynthetic.example&tabs=timeline',
    'facebook @Synthetic.Example',
    'fb: synthetic.example',
  ],
  [`facebook:profile:${owner}`]: [
    `https://www.facebook.com/profile.php?id=${owner}&sk=photos`,
    `https://www.facebook.com/people/Voornaam-Naam/${owner}/`,
    `https://www.facebook.com/p/Een-Pagina-${owner}/`,
    `https://www.facebook.com/Een-Pagina-${owner}/`,
    `https://www.facebook.com/pages/category/School/Een-Pagina-${owner}/`,
    `https://www.facebook.com/groups/900000000000002/user/${owner}/`,
    `https://www.facebook.com/${owner}`,
    `https://www.facebook.com/stories/${owner}`,
  ],
  'facebook:messenger_thread:900000000000008': [
    'https://www.facebook.com/messages/t/900000000000008',
    'https://www.facebook.com/messages/e2ee/t/900000000000008/',
    'https://www.messenger.com/t/900000000000008/',
    'https://www.messenger.com/e2ee/t/900000000000008',
  ],
  'facebook:chat_invite:AbSynthetic_0001': [
    'https://m.me/j/AbSynthetic_0001/?send_source=gc%3Acopy_invite_link_c',
  ],
  'facebook:broadcast_channel:AbSynthetic_0002': ['https://m.me/ch/AbSynthetic_0002/?send_source=cm'],
};

describe('addresses of Facebook', () => {
  const rows = Object.entries(spellings).flatMap(([key, inputs]) =>
    inputs.map((input) => [input, key] as const),
  );
  it.each(rows)('reads %s as %s', (input, key) => {
    expect(resolveTarget(input, [targets])).toMatchObject({ outcome: 'resolved', key });
  });

  it.each([
    'https://www.facebook.com/share/p/1aSyntheti/',
    'https://www.facebook.com/share/v/1aSyntheti/',
    'https://www.facebook.com/share/r/1aSyntheti/',
    'https://www.facebook.com/share/g/1aSyntheti/?mibextid=x',
    'https://www.facebook.com/share/1aSyntheti/',
    'https://fb.watch/synthetic1/',
    'https://fb.me/e/synthetic1',
  ])('says that %s must be opened to be known', (input) => {
    expect(resolveTarget(input, [targets])).toEqual({
      outcome: 'opaque',
      platform: 'facebook',
      reason: 'SHORT_LINK_MUST_BE_OPENED',
    });
  });

  it.each([
    'https://www.facebook.com/',
    'https://www.facebook.com/watch',
    'https://www.facebook.com/groups/feed',
    'https://www.facebook.com/groups/synthetic/posts/cut-off',
    'https://www.facebook.com/groups/synthetic/?multi_permalinks=900000000000001%2C900000000000002',
    'https://www.facebook.com/synthetic.example/posts/900000000000001?comment_id=cut',
    'https://www.facebook.com/synthetic.example/posts/900000000000001?comment_id=77001&reply_comment_id=cut',
    'https://www.facebook.com/synthetic.example/posts/pfbidcut',
    'https://www.facebook.com/hashtag/example',
    'https://www.facebook.com/help/contact/319149701968527',
    'https://www.facebook.com/recover.php',
    'https://www.facebook.com/profile.php?id=not-a-number',
    'https://developers.facebook.com/docs',
  ])('names nothing by %s', (input) => {
    expect(resolveTarget(input, [targets])).toMatchObject({ outcome: 'unsupported', platform: 'facebook' });
  });

  it('keeps who posted in the address and out of the key', () => {
    expect(
      resolveTarget(`https://m.facebook.com/synthetic.example/posts/${pfbid}?rdid=x`, [targets]),
    ).toMatchObject({
      ids: [pfbid],
      url: `https://www.facebook.com/synthetic.example/posts/${pfbid}`,
      namesPerson: false,
    });
  });

  it('keeps the keys of profiles and private conversations inside their report', () => {
    const personal = Object.entries(targets.kinds).filter(([, { namesPerson }]) => namesPerson);
    expect(personal.map(([kind]) => kind)).toEqual(['profile', 'messenger_thread']);
  });
});
