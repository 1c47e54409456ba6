import { readOptions } from './options.mjs';

it('runs on embedded servers and files a first report when nothing is said', () => {
  expect(readOptions([], {})).toEqual({ outcome: 'read', options: { help: false, demo: true, port: 3000 } });
});

it('takes servers, port and --no-demo', () => {
  const args = [
    '--redis',
    'redis://r.invalid',
    '--database=postgres://d.invalid/u',
    '--port',
    '4000',
    '--no-demo',
  ];
  expect(readOptions(args, {})).toEqual({
    outcome: 'read',
    options: {
      help: false,
      demo: false,
      port: 4000,
      redisUrl: 'redis://r.invalid',
      databaseUrl: 'postgres://d.invalid/u',
    },
  });
});

it('takes servers from the settings in the environment, below its options', () => {
  const env = {
    UNIFLAG_QUEUE__REDIS_URL: 'redis://env.invalid',
    UNIFLAG_DATABASE__URL: 'postgres://env.invalid/u',
  };
  const read = readOptions(['--redis', 'redis://option.invalid'], env);
  expect(read).toMatchObject({
    options: { redisUrl: 'redis://option.invalid', databaseUrl: 'postgres://env.invalid/u' },
  });
});

it.each([
  [['--unknown']],
  [['word']],
  [['--port', 'high']],
  [['--port', '70000']],
  [['--redis', 'http://r.invalid']],
  [['--redis']],
  [['--database', 'd.invalid']],
])('refuses %j', (args) => {
  expect(readOptions(args, {})).toMatchObject({
    outcome: 'refused',
    reason: expect.stringMatching(/.{10}/) as string,
  });
});

it('does not start on another database than the one a secret file names', () => {
  const read = readOptions([], { UNIFLAG_DATABASE__URL_FILE: '/run/secrets/database' });
  expect(read).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('UNIFLAG_DATABASE__URL') as string,
  });
});

it('does not repeat a refused address, which may hold a password', () => {
  const read = readOptions(['--database', 'mysql://user:hidden@d.invalid/u'], {});
  expect(JSON.stringify(read)).not.toContain('hidden');
});
