import type { TargetRules } from '#core';

/**
 * Addresses of Snapchat. Private groups, chats and snaps have none: names, group name and time go into the locator.
 *
 * A highlight is a story kept on a public profile, so it is kind `public_story`. One snap of a story
 * (`/p/{story}/{snap}`) has the story's key; the address keeps the snap.
 *
 * Source: github.com/yt-dlp/yt-dlp `yt_dlp/extractor/snapchat.py` and public code, read 2026-11-23.
 * Unclear: the longest name (3 to 15 characters recalled; longer ones are let through), and whether short names behind
 * `story.snapchat.com/s/` are always accounts.
 */
export const targets: TargetRules = {
  platform: 'snapchat',
  aliases: ['snap'],
  hosts: [{ host: 'snapchat.com', subdomains: ['t', 'm', 'web', 'story', 'play', 'lens', 'lensstudio'] }],
  parts: {
    name: '[A-Za-z][A-Za-z0-9._-]{1,28}[A-Za-z0-9]',
    owner: '[A-Za-z][A-Za-z0-9._-]{1,28}[A-Za-z0-9]',
    spotlight: '[A-Za-z0-9_-]{6,200}',
    story: '[A-Za-z0-9_.=-]{5,199}[A-Za-z0-9_=-]',
    snap: '\\d{1,20}',
    lens: '[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}',
  },
  kinds: {
    add: {
      namesPerson: true,
      ids: ['name'],
      url: 'https://www.snapchat.com/add/{name}',
      idsIgnoreCase: true,
    },
    spotlight: {
      namesPerson: false,
      ids: ['spotlight'],
      url: 'https://www.snapchat.com/spotlight/{spotlight}',
    },
    public_story: { namesPerson: false, ids: ['story'], url: null },
    lens: {
      namesPerson: false,
      ids: ['lens'],
      url: 'https://www.snapchat.com/lens/{lens}',
      idsIgnoreCase: true,
      idsIgnore: '-',
    },
  },
  shapes: [
    { hosts: ['t.snapchat.com'], path: '/.{1,300}', kind: 'opaque' },
    { path: '/t/.{1,300}', kind: 'opaque' },
    { path: '(?:/@[^/]+)?/spotlight/{spotlight}', kind: 'spotlight' },
    {
      path: '/@{owner}/highlight/{story}(?:/\\d{1,20})?',
      kind: 'public_story',
      url: 'https://www.snapchat.com/@{owner}/highlight/{story}',
    },
    { path: '/p/{story}/{snap}', kind: 'public_story', url: 'https://www.snapchat.com/p/{story}/{snap}' },
    { path: '/p/{story}', kind: 'public_story', url: 'https://www.snapchat.com/p/{story}' },
    { path: '/story/{story}', kind: 'public_story', url: 'https://www.snapchat.com/story/{story}' },
    // Without `m:` a long code is a story too, and what is short is a name.
    {
      path: '/s/(?:m:|(?=.{16,}$)){story}',
      kind: 'public_story',
      url: 'https://story.snapchat.com/s/m:{story}',
    },
    { hosts: ['story.snapchat.com'], path: '/[su]/{name}', kind: 'add' },
    { path: '/lens/{lens}', kind: 'lens' },
    { hosts: ['lens.snapchat.com'], path: '/{lens}', kind: 'lens' },
    { path: '/unlock', query: { uuid: '{lens}' }, kind: 'lens' },
    { path: '/add/@?{name}', kind: 'add' },
    { path: '/@{name}', kind: 'add' },
  ],
  handleKind: 'add',
};
