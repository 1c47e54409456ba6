import type { TargetRules, TargetShape } from '#core';

/**
 * Addresses of YouTube.
 *
 * Watch page, short, live stream, embed and youtu.be of one id are one video. A channel's id and its names cannot be
 * matched without asking YouTube, so they are targets of their own.
 *
 * Source: github.com/yt-dlp/yt-dlp `yt_dlp/extractor/youtube/_video.py`, `_tab.py`, `_clip.py`, read 2026-11-23.
 * Unclear: whether every list of a channel (`UU…`) can be reported as a playlist.
 */
const videoShapes: readonly TargetShape[] = [
  { hosts: ['youtu.be'], path: '/{video}(?:[/&].{0,300})?', kind: 'video' },
  { path: '/(?:watch|watch_popup|embed|live_chat)?', query: { v: '{video}' }, kind: 'video' },
  { path: '/(?:shorts|live|embed|v|e|vi|watch|video)/{video}(?:[/&].{0,300})?', kind: 'video' },
];

const anyChannel = '/(?:channel/[^/]+|c/[^/]+|user/[^/]+|@[^/]+)';
const postShapes: readonly TargetShape[] = [
  { path: '/post/{post}', kind: 'post' },
  { path: `${anyChannel}/(?:community|posts)`, query: { lb: '{post}' }, kind: 'post' },
];

/** `lc` names a comment; where it cannot be read, the video or post under it is not what was meant. */
function withComments(shape: TargetShape, kind: string): TargetShape[] {
  return [
    { ...shape, query: { ...shape.query, lc: '{comment}' }, kind },
    { ...shape, query: { ...shape.query, lc: '.+' }, kind: 'unsupported' },
    shape,
  ];
}

export const targets: TargetRules = {
  platform: 'youtube',
  aliases: ['yt'],
  hosts: [
    {
      host: 'youtube.com',
      subdomains: ['m', 'music', 'gaming', 'kids', 'studio', 'consent'],
      languages: true,
    },
    { host: 'youtu.be' },
    { host: 'youtube-nocookie.com' },
    { host: 'youtubekids.com' },
    { host: 'youtube.googleapis.com' },
  ],
  parts: {
    video: '[A-Za-z0-9_-]{11}',
    comment: 'Ug[A-Za-z0-9_-]{8,80}(?:\\.[A-Za-z0-9_-]{8,80})?',
    post: 'Ug[A-Za-z0-9_-]{8,80}',
    clip: 'Ug[A-Za-z0-9_-]{8,80}',
    list: '[A-Z]{2}[A-Za-z0-9_-]{8,80}',
    channel: 'UC[A-Za-z0-9_-]{22}',
    handle: '[\\p{L}\\p{M}\\p{N}._·-]{2,29}[\\p{L}\\p{M}\\p{N}_·-]',
    form: 'c|user',
    name: '[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}._·-]{0,98}[\\p{L}\\p{M}\\p{N}_·-])?',
  },
  kinds: {
    video: { namesPerson: false, ids: ['video'], url: 'https://www.youtube.com/watch?v={video}' },
    comment: {
      namesPerson: false,
      ids: ['video', 'comment'],
      url: 'https://www.youtube.com/watch?v={video}&lc={comment}',
    },
    post: { namesPerson: false, ids: ['post'], url: 'https://www.youtube.com/post/{post}' },
    post_comment: {
      namesPerson: false,
      ids: ['post', 'comment'],
      url: 'https://www.youtube.com/post/{post}?lc={comment}',
    },
    clip: { namesPerson: false, ids: ['clip'], url: 'https://www.youtube.com/clip/{clip}' },
    playlist: { namesPerson: false, ids: ['list'], url: 'https://www.youtube.com/playlist?list={list}' },
    channel_id: { namesPerson: true, ids: ['channel'], url: 'https://www.youtube.com/channel/{channel}' },
    handle: {
      namesPerson: true,
      ids: ['handle'],
      url: 'https://www.youtube.com/@{handle}',
      idsIgnoreCase: true,
    },
    /** `/c/` and `/user/` are two name spaces. */
    legacy_channel: {
      namesPerson: true,
      ids: ['form', 'name'],
      url: 'https://www.youtube.com/{form}/{name}',
      idsIgnoreCase: true,
    },
  },
  shapes: [
    // Before videos: `videoseries` and `live_stream` have eleven letters, as a video id has.
    { path: '/embed/live_stream', query: { channel: '{channel}' }, kind: 'channel_id' },
    { path: '/embed/videoseries', query: { list: '{list}' }, kind: 'playlist' },
    { path: '/embed/(?:live_stream|videoseries)', kind: 'unsupported' },
    { path: '/embed/[^/]+', query: { clip: '{clip}' }, kind: 'clip' },
    { path: '/clip/{clip}', kind: 'clip' },
    ...videoShapes.flatMap((shape) => withComments(shape, 'comment')),
    ...postShapes.flatMap((shape) => withComments(shape, 'post_comment')),
    { path: '/(?:playlist|watch|embed)', query: { list: '{list}' }, kind: 'playlist' },
    { path: '/browse/VL{list}', kind: 'playlist' },
    { path: '/browse/{channel}', kind: 'channel_id' },
    { path: '/channel/{channel}(?:/[a-z_-]{1,30})?', kind: 'channel_id' },
    { path: '/@{handle}(?:/[a-z_-]{1,30})?', kind: 'handle' },
    { path: '/{form}/{name}(?:/[a-z_-]{1,30})?', kind: 'legacy_channel' },
  ],
  wrappers: [
    { path: '/redirect', parameters: ['q'] },
    { path: '/attribution_link', parameters: ['u'] },
    { path: '/oembed', parameters: ['url'] },
    { path: '/signin', parameters: ['next'] },
    { path: '/verify_age|/supported_browsers', parameters: ['next_url'] },
    { hosts: ['consent.youtube.com'], path: '/[a-z]{1,4}', parameters: ['continue'] },
  ],
  handleKind: 'handle',
};
