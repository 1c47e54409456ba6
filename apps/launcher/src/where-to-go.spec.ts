import { consoleLine, whatCanLeave, type CreateLinks, type PlatformStanding } from './where-to-go.js';

it('says that nothing leaves while no platform is armed', () => {
  const platforms: PlatformStanding[] = [
    { key: 'youtube', mode: 'rehearsed' },
    { key: 'facebook', mode: 'stopped' },
  ];
  expect(whatCanLeave(platforms)).toContain('nothing leaves this machine');
});

it('names the platforms that are armed', () => {
  const platforms: PlatformStanding[] = [
    { key: 'youtube', mode: 'armed' },
    { key: 'facebook', mode: 'rehearsed' },
  ];
  expect(whatCanLeave(platforms)).toMatch(/^ARMED.*: youtube\. /);
});

const run = {
  ...{
    apiUrl: 'http://127.0.0.1:3000',
    consoleUrl: 'http://127.0.0.1:3000',
    simulatorUrl: 'http://127.0.0.1:3900',
  },
  ...{ apiKey: 'uf_synthetic', databaseUrl: 'postgres://127.0.0.1/synthetic', pid: 1 },
};

const links: CreateLinks = {
  createSignInLink: ({ consoleUrl }) => Promise.resolve(`${consoleUrl}/sign-in#code=x`),
  createAdministratorLink: () => Promise.resolve('http://localhost:3000/welcome#code=y'),
};

it('leads to the console by a link that signs in, and to an account of one’s own while there is none', async () => {
  const lines = await consoleLine(run, links);
  expect(lines).toContain('http://127.0.0.1:3000/sign-in#code=x');
  expect(lines).toContain('http://localhost:3000/welcome#code=y');
  const none = { ...links, createAdministratorLink: () => Promise.resolve(undefined) };
  expect(await consoleLine(run, none)).not.toContain('welcome');
});

it('leads to the console without a link where there is none, and says why', async () => {
  const refused = () => Promise.reject(new Error('synthetic reason'));
  const line = await consoleLine(run, { createSignInLink: refused, createAdministratorLink: refused });
  expect(line).toMatch(/ http:\/\/127\.0\.0\.1:3000 .*synthetic reason/);
  expect(line).not.toContain('uf_synthetic');
});

it('says where no console is served', async () => {
  const line = await consoleLine({ ...run, consoleUrl: null }, links);
  expect(line).toContain('api.console');
  expect(line).not.toContain('welcome');
});
