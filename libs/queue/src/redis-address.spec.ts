import { parseRedisAddress } from './redis-address.js';

it.each([
  ['redis://127.0.0.1:6379/2', { kind: 'standalone', url: 'redis://127.0.0.1:6379/2' }],
  ['rediss://user:p%40ss@cache.example', { kind: 'standalone', url: 'rediss://user:p%40ss@cache.example' }],
  [
    'redis+sentinel://p%40ss@a.example,[::1]:26380/main',
    {
      kind: 'sentinel',
      master: 'main',
      login: {
        hosts: [
          { host: 'a.example', port: 26_379 },
          { host: '::1', port: 26_380 },
        ],
        password: 'p@ss',
      },
    },
  ],
  [
    'rediss+cluster://user:pass@a.example:7000,b.example',
    {
      kind: 'cluster',
      login: {
        hosts: [
          { host: 'a.example', port: 7_000 },
          { host: 'b.example', port: 6_379 },
        ],
        username: 'user',
        password: 'pass',
        tls: {},
      },
    },
  ],
])('reads %s', (url, address) => {
  expect(parseRedisAddress(url)).toEqual(address);
});

it.each(['http://canary@a.example', 'redis+sentinel://canary@a.example', 'redis+cluster://', 'canary'])(
  'refuses %s without repeating it',
  (url) => {
    expect(() => parseRedisAddress(url)).toThrow(/^((?!canary).)*$/);
  },
);
