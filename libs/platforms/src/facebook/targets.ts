import type { TargetRules, TargetShape } from '#core';

/**
 * Addresses of Facebook and Messenger.
 *
 * Posts, stories and comments are known by their own numbers: an owner or group has a name and a number that cannot be
 * matched without asking Facebook, so they stand in the address only. A reel is a video. A post has two spellings that
 * cannot be matched either, its number and `pfbid…`.
 *
 * Source: github.com/yt-dlp/yt-dlp `yt_dlp/extractor/facebook.py` for videos and posts, facebook.com/help/105399436216001
 * for names (case and periods make no difference), both read 2026-11-23; invitations (`m.me/j/`, `m.me/ch/`) and
 * encrypted threads as seen in public code the same day. Recalled: `/share/` and `pfbid` shapes.
 */

/** One kind of content, and where its comments stand: at the same address, under `comment_id`. */
function commentable(part: string, shape: TargetShape & { readonly url: string }): TargetShape[] {
  const asItem = (text: string): string => text.replace(`{${part}}`, '{item}');
  const path = asItem(shape.path);
  const query = Object.fromEntries(
    Object.entries(shape.query ?? {}).map(([name, value]) => [name, asItem(value)]),
  );
  const base = `${asItem(shape.url)}${shape.url.includes('?') ? '&' : '?'}comment_id=`;
  const onComment = (parameters: Readonly<Record<string, string>>, url: string): TargetShape => ({
    path,
    query: { ...query, ...parameters },
    kind: 'comment',
    url,
  });
  return [
    onComment(
      { comment_id: `${postPrefix}{thread}`, reply_comment_id: `${postPrefix}{comment}` },
      `${base}{thread}&reply_comment_id={comment}`,
    ),
    { path, query: { ...query, reply_comment_id: '.+' }, kind: 'unsupported' },
    onComment({ comment_id: `${postPrefix}{comment}` }, `${base}{comment}`),
    // What cannot be read as a comment is not the post it stands under.
    { path, query: { ...query, comment_id: '.+' }, kind: 'unsupported' },
    shape,
  ];
}

/** Comment numbers are also written `post_comment`. */
const postPrefix = '(?:\\d{1,25}_)?';
const slug = '(?:[^/]+/)?';
const digitsOnly = '(?=\\d{1,25}(?:/|$))';
const groupUrl = 'https://www.facebook.com/groups/{group}/posts/{post}/';
const photoUrl = 'https://www.facebook.com/photo/?fbid={photo}';
const videoUrl = 'https://www.facebook.com/watch/?v={video}';

const contentShapes: readonly TargetShape[] = [
  ...commentable('post', {
    path: `/groups/{group}/(?:posts?|permalink)/${slug}{post}`,
    kind: 'group_post',
    url: groupUrl,
  }),
  ...commentable('post', {
    path: '/groups/{group}',
    query: { multi_permalinks: '{post}' },
    kind: 'group_post',
    url: groupUrl,
  }),
  { path: '/groups/[^/]+', query: { multi_permalinks: '.+' }, kind: 'unsupported' },
  ...commentable('post', {
    path: '/groups/{group}',
    query: { view: 'permalink', id: '{post}' },
    kind: 'group_post',
    url: groupUrl,
  }),
  ...commentable('post', {
    path: '/events/{event}',
    query: { post_id: '{post}' },
    kind: 'post',
    url: 'https://www.facebook.com/events/{event}/?post_id={post}',
  }),
  ...commentable('post', {
    path: `/{owner}/(?:posts|activity)/${slug}{post}`,
    kind: 'post',
    url: 'https://www.facebook.com/{owner}/posts/{post}',
  }),
  ...commentable('post', {
    path: '/(?:permalink|story)\\.php',
    query: { story_fbid: '{post}', id: '{ownerNumber}' },
    kind: 'post',
    url: 'https://www.facebook.com/permalink.php?story_fbid={post}&id={ownerNumber}',
  }),
  ...commentable('photo', {
    path: '/photos?(?:\\.php)?',
    query: { fbid: '{photo}' },
    kind: 'photo',
    url: photoUrl,
  }),
  ...commentable('photo', { path: `/{owner}/photos/${slug}{photo}`, kind: 'photo', url: photoUrl }),
  ...commentable('video', {
    path: '/(?:watch(?:/live)?|(?:video/)?video\\.php)',
    query: { v: '{video}' },
    kind: 'video',
    url: videoUrl,
  }),
  ...commentable('video', {
    path: '/video/embed',
    query: { video_id: '{video}' },
    kind: 'video',
    url: videoUrl,
  }),
  ...commentable('video', { path: '/reels?/{video}', kind: 'video', url: videoUrl }),
  ...commentable('video', { path: `/{owner}/(?:videos|reel)/${slug}{video}`, kind: 'video', url: videoUrl }),
];

/** First path segments that are Facebook's own pages, never a profile. */
const ownPages =
  'watch|groups|events|marketplace|gaming|games|reel|reels|stories|share|sharer|photo|photos|video|' +
  'videos|media|live|hashtag|search|messages|messenger|pages|people|pg|p|notes|commerce|shops|' +
  'plugins|dialog|login|checkpoint|recover|flx|about|ads|adsmanager|badges|bookmarks|business|' +
  'careers|communitystandards|directory|donate|feed|friends|fundraisers|help|home|jobs|legal|lite|me|' +
  'memories|mobile|notifications|oauth|offers|places|policies|policy|privacy|public|records|reg|' +
  'safety|saved|security|settings|story|permalink|support|terms|tr|weather';

const profileTabs =
  'about[a-z_]*|photos[a-z_]*|videos[a-z_]*|reels[a-z_]*|posts|friends[a-z_]*|followers|following|community|events|' +
  'groups|live|live_videos|mentions|reviews|timeline|services|shop|map|music|likes|check-ins';
const groupTabs =
  'about|members|media|photos|videos|files|events|announcements|featured|discussion|buy_sell_discussion|chats|reels';

export const targets: TargetRules = {
  platform: 'facebook',
  aliases: ['fb', 'messenger'],
  hosts: [
    {
      host: 'facebook.com',
      subdomains: ['m', 'mbasic', 'web', 'touch', 'l', 'lm', 'free', 'iphone', '0', 'd', 'mtouch'],
      languages: true,
    },
    { host: 'fb.com', subdomains: ['m'] },
    { host: 'fb.watch' },
    { host: 'fb.me' },
    { host: 'm.me' },
    { host: 'messenger.com', subdomains: ['l', 'm'] },
  ],
  parts: {
    post: 'pfbid[A-Za-z0-9]{20,100}|\\d{1,25}',
    item: 'pfbid[A-Za-z0-9]{20,100}|\\d{1,25}',
    comment: '\\d{1,25}|Y29tbWVudD[A-Za-z0-9_=-]{8,150}',
    thread: '\\d{1,25}|Y29tbWVudD[A-Za-z0-9_=-]{8,150}',
    photo: '\\d{1,25}',
    video: '\\d{1,25}',
    album: '[a-z]{1,3}\\.[0-9.]{0,99}[0-9]',
    story: '[A-Za-z0-9_=-]{6,150}',
    event: '\\d{1,25}',
    listing: '\\d{1,25}',
    group: '(?!(?:feed|discover|joins|create|search)(?:/|$))[A-Za-z0-9][A-Za-z0-9._-]{0,98}[A-Za-z0-9_-]',
    owner: '[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,119}',
    ownerNumber: '\\d{1,25}',
    name: `(?!(?:${ownPages})(?:/|$))[A-Za-z0-9.]{1,80}`,
    conversation: '[A-Za-z0-9](?:[A-Za-z0-9.]{0,78}[A-Za-z0-9])?',
    invite: '[A-Za-z0-9_-]{8,60}',
  },
  kinds: {
    post: { namesPerson: false, ids: ['post'], url: null },
    group_post: { namesPerson: false, ids: ['post'], url: null },
    comment: { namesPerson: false, ids: ['item', 'comment'], url: null },
    photo: { namesPerson: false, ids: ['photo'], url: photoUrl },
    album: { namesPerson: false, ids: ['album'], url: 'https://www.facebook.com/media/set/?set={album}' },
    video: { namesPerson: false, ids: ['video'], url: videoUrl },
    story: { namesPerson: false, ids: ['story'], url: null },
    event: { namesPerson: false, ids: ['event'], url: 'https://www.facebook.com/events/{event}/' },
    listing: {
      namesPerson: false,
      ids: ['listing'],
      url: 'https://www.facebook.com/marketplace/item/{listing}/',
    },
    group: {
      namesPerson: false,
      ids: ['group'],
      url: 'https://www.facebook.com/groups/{group}/',
      idsIgnoreCase: true,
    },
    /** People and pages alike: an address does not tell which. */
    profile: {
      namesPerson: true,
      ids: ['name'],
      url: 'https://www.facebook.com/{name}',
      idsIgnoreCase: true,
      idsIgnore: '.',
    },
    messenger_thread: {
      namesPerson: true,
      ids: ['conversation'],
      url: 'https://www.facebook.com/messages/t/{conversation}/',
      idsIgnoreCase: true,
    },
    chat_invite: { namesPerson: false, ids: ['invite'], url: 'https://m.me/j/{invite}/' },
    broadcast_channel: { namesPerson: false, ids: ['invite'], url: 'https://m.me/ch/{invite}/' },
  },
  shapes: [
    { hosts: ['fb.watch', 'fb.me'], path: '/.{1,300}', kind: 'opaque' },
    { path: '/share/.{1,300}', kind: 'opaque' },
    { hosts: ['m.me', 'messenger.com'], path: '/j/{invite}', kind: 'chat_invite' },
    { hosts: ['m.me', 'messenger.com'], path: '/(?:ch|channel)/{invite}', kind: 'broadcast_channel' },
    { hosts: ['m.me'], path: '/{name}', kind: 'profile' },
    { hosts: ['messenger.com'], path: '/(?:e2ee/)?t/{conversation}', kind: 'messenger_thread' },
    {
      path: '/messages/e2ee/t/{conversation}',
      kind: 'messenger_thread',
      url: 'https://www.facebook.com/messages/e2ee/t/{conversation}/',
    },
    { path: '/messages/t/{conversation}', kind: 'messenger_thread' },
    ...contentShapes,
    { path: '/media/set', query: { set: '{album}' }, kind: 'album' },
    {
      path: '/stories/{owner}/{story}',
      kind: 'story',
      url: 'https://www.facebook.com/stories/{owner}/{story}/',
    },
    { path: `/stories/${digitsOnly}{name}`, kind: 'profile' },
    { path: '/events/(?:[^/]+/)?(?:[^/]+/)?{event}', kind: 'event' },
    { path: '/(?:marketplace/item|commerce/listing)/{listing}', kind: 'listing' },
    { path: `/groups/[^/]+/user/${digitsOnly}{name}`, kind: 'profile' },
    { path: `/groups/{group}(?:/(?:${groupTabs}))?`, kind: 'group' },
    { path: '/profile\\.php', query: { id: `${digitsOnly}{name}` }, kind: 'profile' },
    { path: `/(?:people|pages)/[^/]+/${digitsOnly}{name}`, kind: 'profile' },
    { path: `/(?:p|pages/category/[^/]+)/[^/]+-${digitsOnly}{name}`, kind: 'profile' },
    { hosts: ['facebook.com', 'fb.com'], path: `/[^/]+-(?=\\d{5,25}$){name}`, kind: 'profile' },
    { path: `/pg/{name}(?:/(?:${profileTabs}))?`, kind: 'profile' },
    { path: '/[^/]+\\.php', kind: 'unsupported' },
    {
      hosts: ['facebook.com', 'fb.com'],
      path: `/{name}(?:/(?:${profileTabs}))?`,
      kind: 'profile',
    },
  ],
  wrappers: [
    { path: '/l\\.php', parameters: ['u'] },
    { path: '/flx/warn', parameters: ['u'] },
    { path: '/sharer(?:/sharer)?\\.php|/sharer', parameters: ['u'] },
    { path: '/dialog/(?:share|feed|send)', parameters: ['href', 'link'] },
    { path: '(?:/v\\d{1,3}\\.\\d)?/plugins/[a-z_]+(?:\\.php|/oembed\\.json)?', parameters: ['href', 'url'] },
    { path: '/(?:login|checkpoint)(?:\\.php|/[^/]+)?', parameters: ['next'] },
  ],
  handleKind: 'profile',
};
