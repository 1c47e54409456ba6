import { consoleLine, whatCanLeave, type PlatformStanding } from './where-to-go.js';

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

it('leads to the console by a link that signs in', async () => {
  expect(
    await consoleLine(run, ({ consoleUrl }) => Promise.resolve(`${consoleUrl}/sign-in#code=x`)),
  ).toContain('http://127.0.0.1:3000/sign-in#code=x');
});

it('leads to the console without a link where there is none, and says why', async () => {
  const line = await consoleLine(run, () => Promise.reject(new Error('synthetic reason')));
  expect(line).toMatch(/ http:\/\/127\.0\.0\.1:3000 .*synthetic reason/);
  expect(line).not.toContain('uf_synthetic');
});

it('says where no console is served', async () => {
  const noLink = () => Promise.reject(new Error('not asked for'));
  expect(await consoleLine({ ...run, consoleUrl: null }, noLink)).toContain('api.console');
});
