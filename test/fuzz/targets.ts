import fc from 'fast-check';
import { findTargets, resolveInput, resolveReasons, resolveTarget } from '#core';
import { phoneReader, platforms } from '#platforms';
import { promise, pureSurface } from './surface.js';
import { growing, growsGently, oddText, textOf } from './texts.js';

const rules = platforms.map(({ targets }) => targets);

/** What the rules of the platforms look for. */
const pieces = [
  ...[
    'https://',
    'http://',
    'HTTPS://',
    'hxxps://',
    '//',
    'www.',
    'm.',
    '.com',
    '[.]com',
    '(dot)',
    '.be',
    ':443',
    ':x',
  ],
  ...[
    'youtube.com',
    'youtu.be',
    'youtube-nocookie.com',
    'facebook.com',
    'fb.com',
    'fb.watch',
    'fb.me',
    'l.facebook.com',
  ],
  ...[
    'instagram.com',
    'l.instagram.com',
    'chat.whatsapp.com',
    'wa.me',
    'whatsapp.com',
    'snapchat.com',
    'story.snapchat.com',
  ],
  ...[
    'google.com/url?q=',
    '/l.php?u=',
    '/redirect?q=',
    'u=',
    'https%3A%2F%2F',
    '%2525',
    '/watch?v=',
    '/shorts/',
    '/embed/',
  ],
  ...[
    '/@',
    '/channel/UC',
    '/c/',
    '/user/',
    '/playlist?list=',
    '/live/',
    '/post/',
    '&lc=',
    '&t=1',
    '/p/',
    '/reel/',
    '/tv/',
  ],
  ...[
    '/stories/',
    '/highlights/',
    '/groups/',
    '/posts/',
    '/permalink.php?story_fbid=',
    '&id=',
    '/photo.php?fbid=',
    '/videos/',
  ],
  ...[
    '/profile.php?id=',
    '/share/',
    '/add/',
    '/t/',
    '/spotlight/',
    '/channel/',
    '/invite/',
    '?phone=',
    '/message/',
    'pfbid0',
  ],
  ...[
    'SYNTHETIC_1',
    'dQw4SYNTH_x',
    '123456789012',
    '0000000000000000',
    'aB3-_',
    '+32 470 00 00 00',
    '0470 00 00 00',
    '(0)2',
  ],
  ...[
    'youtube:video:',
    'facebook:',
    'instagram:post:',
    'whatsapp:group:',
    'snapchat:',
    '@',
    '#',
    '?',
    '&',
    '=',
    '/',
    '\\',
    '..',
  ],
  ...[
    '%',
    '%00',
    '%E2%84',
    '%ff',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '"',
    ',',
    '.',
    ' ',
    '\n',
    'xn--',
    '…',
    'and ',
  ],
];

const input = fc.oneof({ weight: 8, arbitrary: textOf(pieces, 14) }, { weight: 1, arbitrary: oddText });

export const targets = pureSurface('targets', [
  promise(
    'answers',
    fc.property(input, (text) => {
      const resolution = resolveTarget(text, rules, phoneReader);
      if (resolution.outcome !== 'resolved' && !resolveReasons.includes(resolution.reason))
        throw new Error('a reason that nobody knows');
      if (resolveInput(text, rules, phoneReader).input !== text)
        throw new Error('the input is not what was given');
      findTargets(text, rules, phoneReader);
    }),
  ),
  promise(
    'means-the-same-again',
    fc.property(input, (text) => {
      const resolution = resolveInput(text, rules, phoneReader);
      if (resolution.outcome !== 'resolved') return;
      const { key, url, platform } = resolution;
      for (const form of url === null ? [key] : [key, url]) {
        const again = resolveTarget(form, rules, phoneReader);
        if (again.outcome !== 'resolved' || again.key !== key || again.platform !== platform)
          throw new Error(`${form} is not ${key}`);
        // The key of a kind without an address of its own has none.
        if (form === url && again.url !== url) throw new Error(`${form} has another address than ${url}`);
      }
    }),
  ),
  promise(
    'opens-nothing-elsewhere',
    fc.property(input, (text) => {
      const resolution = resolveInput(text, rules, phoneReader);
      if (resolution.outcome !== 'resolved' || resolution.url === null) return;
      const { url } = resolution;
      const { protocol, username, password, port } = new URL(url);
      if (protocol !== 'https:' || username + password + port !== '')
        throw new Error(`${url} is no plain https address`);
      if (/[\s\p{Cc}\\]/u.test(url)) throw new Error('an address with spaces, controls or backslashes');
    }),
  ),
  promise(
    'takes-time-by-length',
    fc.asyncProperty(growing(pieces), (text) =>
      growsGently(text, (grown) => {
        resolveInput(grown, rules, phoneReader);
        findTargets(grown, rules, phoneReader);
      }),
    ),
  ),
]);
